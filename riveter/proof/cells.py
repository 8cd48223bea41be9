"""One case of a proof: a root module with values for some of its variables, evaluated and judged by the ordinary means."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from riveter.core.addresses import parts, without_keys
from riveter.core.deadline import Deadline
from riveter.core.limited_values import Question
from riveter.core.secrets import Secrets
from riveter.engine import Engine
from riveter.findings import Assignment, Finding, Outcome
from riveter.proof.domains import expressions, variables_in
from riveter.proof.regions import Region
from riveter.proof.variables import variables_of
from riveter.resource import Resource
from riveter.rules.model.rule import Rule
from riveter.terraform.modules.condition_checks import is_refused
from riveter.terraform.modules.loaded import ProjectPart
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.tree import ModuleTree
from riveter.terraform.modules.unreached_values import UnreachedValues
from riveter.terraform.modules.variables import fulfils, unset_value
from riveter.terraform.modules.written_references import Node
from riveter.terraform.project import Loader
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.from_python import from_python
from riveter.terraform.values.value import TValue

MOST_CELLS = 64
"""The number of cases of a root module that are evaluated, whatever its verdicts."""

_WORTH = 60_000
"""So many resources are evaluated for all cases of a root module together."""

Problem = tuple[str, str]
"""The summary of an error, and its place."""


class Status(enum.Enum):
    """What a case says of a verdict."""

    PASS = "pass"
    FAIL = "fail"
    ABSENT = "absent"
    """The resource does not exist, or the rule does not apply to it."""
    UNKNOWN = "unknown"
    EXCLUDED = "excluded"
    """Terraform refuses the values."""


Asked = Mapping[Question, frozenset["Node | None"]]
"""Questions without an answer, and the declarations of the root module in which each was asked; None: elsewhere."""


class _Noted:
    """Notes the questions about the region of one variable."""

    def __init__(self) -> None:
        self.questions: dict[Question, set[Node | None]] = {}
        self.tree: ModuleTree | None = None

    def __call__(self, question: Question) -> None:
        part = None if self.tree is None else self.tree.current
        node = None
        if part is not None:
            module, kind, name = part
            while module.parent is not None and module.call is not None:
                kind, name, module = "module", module.call.label(0), module.parent
            node = kind, name
        self.questions.setdefault(question, set()).add(node)


class Cell(msgspec.Struct, frozen=True):
    """The verdicts of a case, by rule and address without keys. refused: whether a validation refuses the values; None if Terraform may.

    addresses: of the resources that exist in it. asked: addresses without keys, of the resources that were judged. questions: those about
    values that stand for many, which have no answer, by variable.
    """

    findings: Mapping[tuple[str, str], Sequence[Finding]]
    refused: bool | None = False
    addresses: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    questions: Mapping[str, Asked] = {}

    def of(self, finding: Finding) -> tuple[Status, Sequence[Finding]]:
        """Return what this case says of a verdict, and the findings about the same resource."""
        if self.refused is None:
            return Status.UNKNOWN, ()
        if self.refused:
            return Status.EXCLUDED, ()
        address = without_keys(finding.resource.address)
        if address not in self.asked:
            return Status.UNKNOWN, ()
        steps = parts(finding.resource.address)
        known = self.findings.get((finding.rule_id, address), ())
        found = [other for other in known if is_instance(other.resource.address, steps)]
        outcomes = {other.outcome for other in found}
        if not found:
            return (Status.ABSENT if self._may_be_absent(finding) else Status.UNKNOWN), ()
        if Outcome.FAIL in outcomes:
            return Status.FAIL, found
        return (Status.PASS if outcomes == {Outcome.PASS} else Status.UNKNOWN), found

    def nearest(self, finding: Finding) -> Finding:
        """Return a verdict as it is about all instances of its resource, if this case does not have its instance."""
        steps = parts(finding.resource.address)
        if any(is_instance(address, steps) for address in self.addresses):
            return finding
        address = ".".join(f"{step.partition('[')[0]}[*]" if "[" in step else step for step in steps)
        return msgspec.structs.replace(finding, resource=msgspec.structs.replace(finding.resource, address=address))

    def _may_be_absent(self, finding: Finding) -> bool:
        """Return whether no finding means that the rule is not about the resource. One that surely exists must be there."""
        address = finding.resource.address
        return finding.existence is not None or "[*]" in address or address in self.addresses


def is_instance(address: str, steps: Sequence[str]) -> bool:
    """Return whether an address is the one of some steps. A step that ends with ``[*]`` stands for every instance."""
    own = parts(address)
    if len(own) != len(steps):
        return False
    return all(
        one == other or (other.endswith("[*]") and one.partition("[")[0] == other[:-3])
        for one, other in zip(own, steps, strict=True)
    )


class Shown(msgspec.Struct, frozen=True):
    """A value for which secrets are masked."""

    value: Any


def shown(values: Assignment, secrets: Secrets) -> Assignment:
    """Return values as they may be shown."""
    return tuple((name, secrets.struct(Shown(value)).value) for name, value in values)


def key_of(values: Assignment) -> Assignment:
    """Return a key for values, whatever their order."""
    return tuple(sorted((name, msgspec.json.encode(value)) for name, value in values))


class Setting(msgspec.Struct, frozen=True):
    """A root module whose verdicts are examined, and what judges it.

    prepare: called with the resources of each case before they are judged. secrets: those of the scan. applies: as for the engine.
    """

    loader: Loader
    part: ProjectPart
    rules: Sequence[Rule]
    secrets: Secrets
    deadline: Deadline
    prepare: Callable[[list[Resource]], None]
    applies: Callable[[Rule, Resource], bool] | None = None

    def engine(self, secrets: Secrets, only: Iterable[Finding] | None = None) -> Engine:
        """Return an engine that judges again what some findings are about; None: everything. secrets: those that it knows, and adds to."""
        if only is None:
            return Engine(self.rules, applies=self.applies, secrets=secrets, deadline=self.deadline)
        wanted = {(one.rule_id, without_keys(one.resource.address)) for one in only}
        names = {name for name, _ in wanted}
        rules = [rule for rule in self.rules if rule.id in names]
        given = self.applies

        def applies(rule: Rule, resource: Resource) -> bool:
            asked = (rule.id, without_keys(resource.address)) in wanted
            return asked and (given is None or given(rule, resource))

        return Engine(rules, applies=applies, secrets=secrets, deadline=self.deadline)


class Cases:
    """Evaluates the cases of a root module.

    part: the root module, with its defaults or without. secrets: a copy of those of the scan, to which nothing is added.
    wanted: the verdicts that are asked for. related: whether, in a case, only those are asked for that depend on one of its variables.
    strict: whether Terraform may refuse values because of an error that the root module also has without them.
    """

    def __init__(
        self,
        setting: Setting,
        part: ProjectPart,
        secrets: Secrets,
        wanted: Collection[Finding],
        *,
        strict: bool = False,
        related: bool = False,
    ) -> None:
        assert part.module is not None
        self._loader = setting.loader
        self._part = part
        self._engine = setting.engine(secrets, wanted)
        self._secrets = secrets
        self._prepare = setting.prepare
        self._wanted: dict[str, set[str]] = {}
        self._all = not related
        for one in wanted:
            names = self._wanted.setdefault(without_keys(one.resource.address), set())
            names.update(variables_of(one))
        self._known = _errors(part) if strict else problems(part)
        self._unreached = UnreachedValues(part.module)

    @contextmanager
    def _evaluated(self, values: Mapping[str, Any], noted: Mapping[str, _Noted]) -> Iterator[ProjectPart]:
        """Evaluate the root module with values for some variables. Resources that they do not reach are those of the root module itself.

        noted: takes the questions about regions, by variable.
        """
        given = {
            name: self._region(name, value, noted[name]) if isinstance(value, Region) else from_python(value)
            for name, value in values.items()
        }

        def opened(module: ModuleInstance) -> None:
            for one in noted.values():
                one.tree = module.tree

        own = [(resource, resource.run) for resource in (*self._part.resources, *self._part.context)]
        try:
            yield self._loader.with_values(self._part, given, self._secrets, unreached=self._unreached, opened=opened)
        finally:
            for resource, run in own:
                resource.run = run

    def relevant(self, finding: Finding, asked: Asked) -> Sequence[Question]:
        """Return the questions that a verdict may depend on: those in what its resource refers to; if there are none, all."""
        steps = parts(without_keys(finding.resource.address))
        node = ("module", steps[1]) if steps[0] == "module" and len(steps) > 1 else ("resource", ".".join(steps))
        near = {node, None, *self._unreached.referred_by(node)}
        return [one for one, nodes in asked.items() if not nodes.isdisjoint(near)] or [*asked]

    def _region(self, name: str, region: Region, asked: _Noted) -> TValue:
        assert self._part.module is not None
        return region.value(unset_value(self._part.module, name), asked)

    def blamed(self, values: Mapping[str, Any]) -> list[str]:
        """Return the variables because of which Terraform may refuse a case."""
        with self._evaluated(values, {}) as part:
            assert part.module is not None
            return [*dict.fromkeys(_blamed(part.module))]

    def cell(self, values: Mapping[str, Any]) -> Cell:
        """Return the case in which some variables have values, as plain values or regions."""
        noted = {name: _Noted() for name, value in values.items() if isinstance(value, Region)}
        with self._evaluated(values, noted) as part:
            cell = self._cell(part, values)
        asked = {
            name: {one: frozenset(nodes) for one, nodes in found.questions.items()} for name, found in noted.items()
        }
        return msgspec.structs.replace(cell, questions=asked) if asked else cell

    def _cell(self, part: ProjectPart, values: Mapping[str, Any]) -> Cell:
        module = part.module
        assert module is not None
        holds = {name: fulfils(module, name) for name in module.config.variables}
        if False in holds.values():
            return Cell({}, refused=True)
        budget = module.tree.budget
        if budget.exceeded or budget.too_long:
            return Cell({}, refused=None)
        # an error may be about something that does not exist, or about a limit that Terraform has not. If Terraform refuses some values
        # of a region, these do not count: what is known holds for the others.
        concrete = not any(isinstance(value, Region) for value in values.values())
        if concrete and (None in [holds[name] for name in values] or problems(part) - self._known):
            return Cell({}, refused=None)
        try:
            if is_refused(module):
                return Cell({}, refused=True)
        except EvaluationError:  # of a cycle or a call, which is reported
            return Cell({}, refused=None)
        self._prepare([*part.resources, *part.context])
        engine = self._engine
        before = engine.left_out, engine.too_much
        every = [*part.resources, *part.context]
        asked = frozenset(
            address for address, names in self._wanted.items() if self._all or not names.isdisjoint(values)
        )
        mine = [item for item in every if without_keys(item.address) in asked]
        others = [item for item in every if without_keys(item.address) not in asked]
        found = engine.judge(mine, others, self._loader.effort(part))
        if (engine.left_out, engine.too_much) != before:
            return Cell({}, refused=None)
        by_place: dict[tuple[str, str], list[Finding]] = {}
        for finding in found:
            by_place.setdefault((finding.rule_id, without_keys(finding.resource.address)), []).append(finding)
        return Cell(by_place, addresses=frozenset(item.address for item in every), asked=asked)


def _blamed(module: ModuleInstance) -> Iterator[str]:
    """Yield the variables of a root module in expressions that are errors, and those whose values their validation refuses."""
    spans = [error.span for error in module.tree.suspects.values() if error.span is not None]
    for name in module.config.variables:
        if fulfils(module, name) is False:
            yield name
    for expr, source in expressions(module):
        place = source.span(expr.start, expr.end)
        if any(one.file == place.file and place.start_line <= one.start_line <= place.end_line for one in spans):
            yield from variables_in(expr)


def most_cells(part: ProjectPart) -> int:
    """Return how many cases of a root module are evaluated."""
    return min(MOST_CELLS, max(4, _WORTH // (len(part.resources) + len(part.context) + 1)))


def problems(part: ProjectPart) -> set[Problem]:
    """Return the errors of a root module, and those that it has only with its values."""
    assert part.module is not None
    return _errors(part) | set(part.module.tree.suspects)


def _errors(part: ProjectPart) -> set[Problem]:
    """Return the errors of a root module that no value of a variable can fix."""
    assert part.module is not None
    return {(item.summary, str(item.span)) for item in part.module.tree.diagnostics if item.severity == "error"}
