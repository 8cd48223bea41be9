"""What the verdicts of a module are for those who use it: each caller, environment or file of values, evaluated by the ordinary means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from riveter.core.addresses import parts, without_keys
from riveter.core.causes import Cause
from riveter.core.source import Span
from riveter.files.bounds import real_path
from riveter.findings import Caller, CallerOutcome, Finding, Outcome
from riveter.proof.cells import Cell, Status, problems
from riveter.terraform.modules.condition_checks import is_refused
from riveter.terraform.modules.loaded import ProjectPart
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.variables import fulfils
from riveter.terraform.values.errors import EvaluationError

MOST_LISTED = 50
"""So many callers are listed for one verdict: those that fail come first."""

_OUTCOMES: dict[Status, CallerOutcome] = {
    Status.FAIL: "fail",
    Status.UNKNOWN: "unknown",
    Status.PASS: "pass",
    Status.ABSENT: "not_applicable",
    Status.EXCLUDED: "refused",
}
"""Outcomes by what a case says, in the order in which callers are listed."""

_ORDER = list(_OUTCOMES.values())


class Use(msgspec.Struct, frozen=True):
    """One way to use a module.

    evaluated: the root module. module: the call, as an address without keys; empty if the module is the root module itself. span: where it
    is written. cell: the verdicts, as the module sees them; None if it is not known whether there are any, or what they are. absent:
    whether the module is called, but has no instances.
    """

    evaluated: Evaluated
    module: str
    span: Span | None
    cell: Cell | None = None
    absent: bool = False

    def caller(self, finding: Finding) -> Caller:
        """Return what becomes of a verdict of the module here."""
        status, cause = self._status(finding)
        one = self.evaluated
        return Caller(
            one.part.root, _OUTCOMES[status], self.module, one.environment, one.var_file, self.span or one.span, cause
        )

    def _status(self, finding: Finding) -> tuple[Status, Cause | None]:
        if self.absent:
            return Status.ABSENT, None
        if self.cell is None:
            return Status.UNKNOWN, None
        status, found = self.cell.of(self.cell.nearest(finding))
        cause = next((cause for one in found for cause in _causes(one)), None)
        return status, cause if status is Status.UNKNOWN else None


def _causes(finding: Finding) -> Iterator[Cause]:
    """Yield why a verdict is unknown."""
    if finding.outcome is Outcome.UNKNOWN:
        yield from (entry.unknown_cause for entry in finding.assertions if entry.unknown_cause is not None)
        if finding.existence is not None:
            yield finding.existence


class Evaluated(msgspec.Struct, frozen=True):
    """A root module that was evaluated and judged.

    environment, var_file: with which values. span: where these are. findings: None if not all were judged.
    """

    part: ProjectPart
    findings: Sequence[Finding] | None
    environment: str = ""
    var_file: str = ""
    span: Span | None = None


def instances_of(part: ProjectPart, real: str) -> tuple[list[ModuleInstance], bool]:
    """Return the instances of a module (a real path) in a root module, and whether there may be others."""
    assert part.module is not None
    found: list[ModuleInstance] = []
    unknown = any(call.may_mean(real) for call in part.module.tree.possible_calls)
    stack = [part.module]
    while stack:
        module = stack.pop()
        if real_path(module.config.directory) == real:
            found.append(module)
        for name in module.config.calls:
            try:
                children = module.children(name)
            except EvaluationError:
                unknown = True
                continue
            if isinstance(children, dict):
                stack.extend(reversed(children.values()))
    return found, unknown


def uses_in(evaluated: Evaluated, real: str, wanted: Iterable[Finding], *, calls: bool) -> Iterator[Use]:
    """Yield how a root module uses a module (a real path). calls: whether it has a call of it that is written out."""
    part = evaluated.part
    assert part.module is not None
    instances, unknown = instances_of(part, real)
    paths: dict[str, ModuleInstance] = {}
    for instance in instances:
        paths.setdefault(without_keys(instance.address) if instance.address else "", instance)
    asked = frozenset(without_keys(one.resource.address) for one in wanted)
    refused = _is_refused(part) if paths else False
    for path, instance in paths.items():
        cell = None if evaluated.findings is None else _cell(evaluated, path, asked, refused=refused)
        yield Use(evaluated, path, _place(instance), cell)
    if not paths and (unknown or calls):
        yield Use(evaluated, "", None, absent=not unknown)


def _place(instance: ModuleInstance) -> Span | None:
    """Return the call in the root module that leads to an instance."""
    place: Span | None = None
    while instance.parent is not None:
        place = None if instance.call is None else instance.call.header_span
        instance = instance.parent
    return place


def _is_refused(part: ProjectPart) -> bool | None:
    """Return whether Terraform refuses the values of a root module, or those that it gives to others; None if it may."""
    root = part.module
    assert root is not None
    stack = [root]
    try:
        while stack:
            module = stack.pop()
            if module.existence is not None:
                continue
            if any(fulfils(module, name) is False for name in module.config.variables):
                return True
            for name in module.config.calls:
                children = module.children(name)
                stack.extend(children.values() if isinstance(children, dict) else ())
        if is_refused(root):
            return True
    except EvaluationError:
        return None
    budget = root.tree.budget
    return None if budget.exceeded or budget.too_long or problems(part) else False


def _cell(evaluated: Evaluated, path: str, asked: frozenset[str], *, refused: bool | None) -> Cell:
    """Return the verdicts about a module that is called by a path, with addresses as in the module itself."""
    steps = parts(path) if path else ()
    part = evaluated.part
    addresses = (_below(item.address, steps) for item in (*part.resources, *part.context))
    by_place: dict[tuple[str, str], list[Finding]] = {}
    for finding in evaluated.findings or ():
        address = _below(finding.resource.address, steps)
        if address is not None and without_keys(address) in asked:
            resource = msgspec.structs.replace(finding.resource, address=address)
            key = finding.rule_id, without_keys(address)
            by_place.setdefault(key, []).append(msgspec.structs.replace(finding, resource=resource))
    return Cell(by_place, refused, frozenset(one for one in addresses if one is not None), asked)


def _below(address: str, steps: Sequence[str]) -> str | None:
    """Return an address without the steps that lead to a module; None if it is not in that module."""
    own = parts(address)
    if len(own) <= len(steps) or any(one.partition("[")[0] != other for one, other in zip(own, steps, strict=False)):
        return None
    return ".".join(own[len(steps) :])


def with_callers(finding: Finding, uses: Iterable[Use], *, complete: bool) -> Finding:
    """Return a finding whose proof names the callers. complete: whether they are all that there are."""
    assert finding.proof is not None
    found = sorted((use.caller(finding) for use in uses), key=_key)
    proof = msgspec.structs.replace(
        finding.proof, callers=tuple(found[:MOST_LISTED]), callers_complete=complete and len(found) <= MOST_LISTED
    )
    return msgspec.structs.replace(finding, proof=proof)


def _key(caller: Caller) -> tuple[int, str, str, str, str]:
    return _ORDER.index(caller.outcome), caller.root, caller.module, caller.environment, caller.var_file
