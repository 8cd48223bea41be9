"""What holds of a module whatever its callers give, and with which values a rule fails or passes.

A module that nobody calls is judged with the defaults of its variables. Its callers may give any other values. So its variables are made
unknown: what is still known holds for every caller. For the rest, values are tried, one or a few at a time, with defaults for the others.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from riveter.core.addresses import parts
from riveter.findings import WHATEVER, Assignment, Finding, Outcome, Proof
from riveter.proof.cells import Cases, Cell, Setting, Status, is_instance, key_of, most_cells, shown
from riveter.proof.domains import domain_of
from riveter.proof.variables import compared_with, variables_of
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.values.to_python import plain

MOST_ROUNDS = 6
"""How often the variables are asked for that a verdict still depends on."""

MOST_NAMES = 6
"""The number of variables of one answer that are tried."""

MOST_TRIED = 32
"""The number of cases that are tried for one verdict."""

MOST_VALUES = 4
"""The number of values of a variable that are tried for one verdict, besides null."""

MOST_REPAIRS = 2
"""How often values are added to defaults that Terraform refuses."""


class Examples(msgspec.Struct):
    """Values with which a rule fails, passes, or is not about anything, of one verdict: those that differ least from the defaults."""

    found: dict[Status, Assignment] = {}

    def add(self, values: Assignment, status: Status) -> None:
        """Take an example, if there is none of its kind."""
        self.found.setdefault(status, values)

    @property
    def complete(self) -> bool:
        """Whether nothing more can be shown."""
        return Status.FAIL in self.found and Status.PASS in self.found

    def proof(self) -> Proof | None:
        """Return what the examples show together."""
        failing = self.found.get(Status.FAIL)
        fine = self.found.get(Status.PASS, self.found.get(Status.ABSENT))
        if failing is None or fine is None:
            return None
        return Proof(counterexample=failing, witness=fine, exists=Status.PASS in self.found, defaults=True)


class ModuleProver:
    """Proves what can be proven of the verdicts of one module, whatever its callers give.

    setting: that of the module with its defaults.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._part = setting.part
        self._secrets = setting.secrets
        self._cells: dict[Assignment, Cell] = {}
        self._open_cells: dict[Assignment, Cell] = {}
        self._open_cases: Cases | None = None
        self.answers: list[Proof | None] = []
        """What was found out about each verdict that depends on variables."""
        self.base: Assignment = ()
        """Values without which Terraform refuses the defaults."""
        self._left = 3 * most_cells(setting.part)
        self._values: dict[tuple[str, str], Sequence[Any]] = {}
        self._cases: Cases | None = None

    def prove(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return findings with proofs, and verdicts about resources that the module only has with other values than its defaults."""
        module = self._part.module
        if module is None or not is_module(module):
            return [*findings]
        answered: dict[str, list[str]] = {}
        for one in findings:
            if one.proof is not None:
                answered.setdefault(one.rule_id, []).append(one.resource.address)
        # its secrets are those of the scan: they may be in the lines of a resource that does not exist by default
        setting = self._setting
        opened = setting.loader.with_values(self._part, {}, setting.secrets, defaults=False)
        assert opened.module is not None
        setting.prepare([*opened.resources, *opened.context])
        engine = setting.engine(setting.secrets)
        found = engine.judge(opened.resources, opened.context, setting.loader.effort(opened))
        tree = opened.module.tree
        if tree.budget.exceeded or tree.budget.too_long or tree.possible_calls or engine.left_out or engine.too_much:
            return [*findings]
        self._secrets = copy.deepcopy(setting.secrets)
        wanted = [
            one
            for one in found
            if one.outcome is Outcome.UNKNOWN
            and next(variables_of(one), None) is not None
            and not any(is_instance(address, parts(one.resource.address)) for address in answered.get(one.rule_id, ()))
        ]
        self._cases = Cases(setting, self._part, self._secrets, wanted, strict=True)
        self._open_cases = Cases(setting, opened, self._secrets, wanted)
        self.base = self._valid()
        proofs = {
            number: (one, Proof(holds_for=WHATEVER))
            for number, one in enumerate(found)
            if one.outcome in (Outcome.PASS, Outcome.FAIL)
        }
        for number, one in enumerate(found):
            if one not in wanted:
                continue
            proof = self._examples(one)
            self.answers.append(proof)
            if proof is not None:
                proofs[number] = one, proof
        return [*merged(findings, proofs)]

    def _valid(self) -> Assignment:
        """Return values with which Terraform accepts the module: its defaults alone need not fit together."""
        assert self._part.module is not None
        assert self._cases is not None
        base: Assignment = ()
        for _ in range(MOST_REPAIRS):
            cell = self.cell(base)
            if cell is None or cell.refused is False:
                return base
            names = [name for name in self._cases.blamed(dict(base)) if name not in dict(base)]
            for name in names[:MOST_NAMES]:
                domain = domain_of(self._part.module, name, ())
                base += () if domain is None else ((name, domain.cases[0]),)
        cell = self.cell(base)
        return base if cell is not None and cell.refused is False else ()

    @property
    def evaluated(self) -> int:
        """How many cases were evaluated."""
        return len(self._cells) + len(self._open_cells)

    def _examples(self, finding: Finding) -> Proof | None:
        proof = _Search(finding, self).run().proof()
        if proof is None:
            return None
        assert proof.counterexample is not None
        assert proof.witness is not None
        return msgspec.structs.replace(
            proof,
            counterexample=shown(proof.counterexample, self._secrets),
            witness=shown(proof.witness, self._secrets),
        )

    def cell(self, values: Assignment) -> Cell | None:
        """Return the case with defaults for the other variables; None if there is no time for it."""
        return self._evaluated(values, self._cells, self._cases)

    def open_cell(self, values: Assignment) -> Cell | None:
        """Return the case in which the other variables are unknown; None if there is no time for it."""
        return self._evaluated(values, self._open_cells, self._open_cases)

    def _evaluated(self, values: Assignment, cells: dict[Assignment, Cell], cases: Cases | None) -> Cell | None:
        key = key_of(values)
        known = cells.get(key)
        if known is None:
            if not self._left or self._setting.deadline.passed():
                return None
            assert cases is not None
            self._left -= 1
            known = cells[key] = cases.cell(dict(values))
        return known

    def defaults(self, names: Iterable[str]) -> Assignment:
        """Return the defaults of variables, of those that have one that is fully known."""
        module = self._part.module
        assert module is not None
        values = ((name, plain(module.variable(name))) for name in names)
        return tuple((name, value) for name, value in values if _is_known(value))

    def values_of(self, name: str, finding: Finding) -> Sequence[Any]:
        """Return the values of a variable that are worth a try for a verdict, without its default."""
        module = self._part.module
        assert module is not None
        key = name, finding.rule_id
        if key not in self._values:
            default = plain(module.variable(name))
            hints = [*compared_with(finding), *([default] if isinstance(default, (str, int)) else [])]
            domain = domain_of(module, name, hints, default)
            tried = [] if domain is None else [*domain.cases[:MOST_VALUES], *([None] if domain.nullable else [])]
            self._values[key] = [one for one in tried if type(one) is not type(default) or one != default]
        return self._values[key]


def _is_known(value: Any) -> bool:
    """Return whether a plain value is one that JSON has, through and through."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_known(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_is_known, value))
    return value is None or type(value) in (str, int, bool, float)


def is_module(module: ModuleInstance) -> bool:
    """Return whether a root module is one for others to call: nobody gives it values, and it has defaults that others may change."""
    tree = module.tree
    if not any("default" in declared.attributes for declared in module.config.variables.values()):
        return False
    given = not tree.inputs.keys().isdisjoint(module.config.variables)
    return tree.incomplete and not given and tree.unset is None and tree.unread_values is None


class _Search:
    """The search for examples of one verdict.

    It begins with the defaults. If the resource does not exist, what brings it into being is found first, and is kept. Which variables
    matter is seen from the module in which all others are unknown.
    """

    def __init__(self, finding: Finding, cases: ModuleProver) -> None:
        self._finding = finding
        self._cases = cases
        self._left = MOST_TRIED
        self._base = cases.base
        self._tried: list[str] = []
        self.examples = Examples()

    def run(self) -> Examples:
        """Return what was found."""
        self._status(())
        status = self._status(self._base)
        for _ in range(MOST_ROUNDS):
            names = [name for name in self._names() if name not in self._tried]
            if not names or self._left <= 0:
                break
            for name in names[:MOST_NAMES]:
                self._tried.append(name)
                status = self._vary(name, status)
                if self.examples.complete:
                    break
            if self.examples.complete:
                break
        for status in (Status.FAIL, Status.PASS, Status.ABSENT):
            if status in self.examples.found:
                self.examples.found[status] = self._smallest(self.examples.found[status], status)
        return self.examples

    def _vary(self, name: str, before: Status) -> Status:
        """Try the values of one more variable, and return the status of the base, which takes the value that brings a verdict about."""
        prevents = before is Status.ABSENT and not self._may_exist(self._base)
        base, after = self._base, before
        for value in self._cases.values_of(name, self._finding):
            case = (*base, (name, value))
            status = self._status(case)
            if self.examples.complete:
                return status
            known = status in (Status.PASS, Status.FAIL)
            begins = known and before in (Status.ABSENT, Status.UNKNOWN)
            if self._base is not base:
                continue  # another value may bring about another verdict
            if begins or (prevents and status is Status.ABSENT and self._may_exist(case)):
                self._base, after = case, status
                self._tried = [one for one, _ in case]  # the others may matter now
        return after

    def _status(self, values: Assignment) -> Status:
        self._left -= 1
        cell = self._cases.cell(values) if self._left >= 0 else None
        if cell is None or cell.refused is not False:
            return Status.EXCLUDED
        status = cell.of(self._finding)[0]
        self.examples.add(values, status)
        return status

    def _names(self) -> Sequence[str]:
        """Return the variables that the verdict depends on if those that were tried have the values of the base."""
        if not self._tried:
            return [*dict.fromkeys(variables_of(self._finding))]
        cell = self._open(self._base)
        found = () if cell is None else cell.of(self._finding)[1]
        return [*dict.fromkeys(name for one in found for name in variables_of(one))]

    def _may_exist(self, values: Assignment) -> bool:
        cell = self._open(values)
        return cell is not None and cell.of(self._finding)[0] is Status.UNKNOWN

    def _open(self, values: Assignment) -> Cell | None:
        given = dict(values)
        fixed = self._cases.defaults(name for name in self._tried if name not in given)
        return self._cases.open_cell((*values, *fixed))

    def _smallest(self, values: Assignment, status: Status) -> Assignment:
        """Return as few of some values as are needed for a status."""
        self._left = len(values)
        for one in values if len(values) > 1 else ():
            fewer = tuple(other for other in values if other is not one)
            if self._status(fewer) is status:
                values = fewer
        return values


def merged(findings: Sequence[Finding], opened: Mapping[int, tuple[Finding, Proof]]) -> Iterator[Finding]:
    """Yield findings with the proofs of the same verdicts in the module with unknown variables, and those that only it has.

    opened: the verdicts there, and what was proven of them.
    """
    shown: set[int] = set()
    by_rule: dict[str, list[int]] = {}
    for number, (one, _) in opened.items():
        by_rule.setdefault(one.rule_id, []).append(number)
    for finding in findings:
        address = finding.resource.address
        same = [
            i for i in by_rule.get(finding.rule_id, ()) if is_instance(address, parts(opened[i][0].resource.address))
        ]
        if not same:
            yield finding
            continue
        shown.add(same[0])
        one, proof = opened[same[0]]
        agrees = proof.depends or finding.outcome is one.outcome
        yield msgspec.structs.replace(finding, proof=proof) if finding.proof is None and agrees else finding
    for number, (one, proof) in opened.items():
        if number not in shown and proof.depends:
            yield msgspec.structs.replace(one, proof=msgspec.structs.replace(proof, by_default=False))
