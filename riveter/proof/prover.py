"""Whether an unknown verdict is the same for every value of the variables that it depends on; if not, for which it is which.

The variables are divided into cases (`domains`), one after the other. Each case is evaluated by the ordinary evaluator, in which all other
variables stay unknown: so a verdict that is known in a case holds for all of their values. If all cases of a variable are there, and the
verdict is the same in each, then it holds for every value. If not, one case of each kind shows it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

import msgspec

from riveter.findings import Assignment, Finding, Outcome, Proof
from riveter.fingerprints import fingerprint_of
from riveter.masking import masked
from riveter.proof.cells import Cases, Cell, Setting, Status, key_of, most_cells, shown
from riveter.proof.domains import Domain, domain_of
from riveter.proof.regions import Region
from riveter.proof.variables import compared_with, variables_of

MOST_VARIABLES = 3
"""The number of variables that are divided for one verdict."""


MOST_REGIONS = 24
"""So many regions of the values of one variable are looked at for one verdict."""

MOST_EXAMPLES = 6
"""So many values of regions are tried, to show what is the verdict there."""


class _Leaf(msgspec.Struct, frozen=True):
    """The end of a division: values, and what they say. finding: the verdict there, if there is one."""

    values: Assignment
    status: Status
    finding: Finding | None = None

    @property
    def concrete(self) -> bool:
        """Whether it is about certain values, which can be shown."""
        return not any(isinstance(value, Region) for _, value in self.values)


class Prover:
    """Proves what can be proven of the unknown verdicts of one root module."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._part = setting.part
        self._secrets = copy.deepcopy(setting.secrets)
        self._cells: dict[Assignment, Cell] = {}
        self._left = most_cells(setting.part)
        self._cases: Cases | None = None

    def prove(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return findings with proofs in place of unknown verdicts, where there are any."""
        module = self._part.module
        wanted = [one for one in findings if one.outcome is Outcome.UNKNOWN and [*variables_of(one)]]
        if module is None or not wanted or module.tree.possible_calls or module.tree.budget.exceeded:
            return [*findings]
        self._cases = Cases(self._setting, self._part, self._secrets, wanted, related=True)
        proven = {id(one): self._proven(one, regions=False) for one in wanted}
        self._left = most_cells(self._part)
        for one in wanted:
            if proven[id(one)] is one:
                proven[id(one)] = self._proven(one, regions=True)
        return [proven.get(id(one), one) for one in findings]

    def _proven(self, finding: Finding, *, regions: bool) -> Finding:
        """Return a finding with what was proven of it. regions: whether values without end are divided into regions, or examples do."""
        domains: dict[str, Domain] = {}
        leaves = self._divide(finding, domains, regions=regions)
        if leaves is None:
            return finding
        found = {status: [leaf for leaf in leaves if leaf.status is status] for status in Status}
        failing = found[Status.FAIL]
        fine = found[Status.PASS] or found[Status.ABSENT]
        if failing and fine:
            counterexample = self._example(finding, failing)
            witness = self._example(finding, found[Status.PASS]) or self._example(finding, found[Status.ABSENT])
            if counterexample is None or witness is None:
                return finding
            proof = Proof(
                counterexample=shown(counterexample.values, self._secrets),
                witness=shown(witness.values, self._secrets),
                exists=witness.status is Status.PASS,
            )
            return msgspec.structs.replace(finding, proof=proof)
        if found[Status.UNKNOWN] or not all(domain.is_complete(regions) for domain in domains.values()):
            return finding
        ends = failing or found[Status.PASS]
        # a value that was made up says less than the region that it is of
        last = next((leaf for leaf in ends if not leaf.concrete), next(iter(ends), None))
        if last is None or last.finding is None:
            return finding
        proof = Proof(holds_for=tuple(f"var.{name}" for name in domains), assumes=tuple(_assumed(leaves, domains)))
        proven = msgspec.structs.replace(
            last.finding, resource=finding.resource, existence=finding.existence if not failing else None, proof=proof
        )
        return masked(msgspec.structs.replace(proven, fingerprint=fingerprint_of(proven)), self._secrets)

    def _example(self, finding: Finding, leaves: Sequence[_Leaf]) -> _Leaf | None:
        """Return one of some ends with values that can be shown; if there is none, one with values of a region that say the same."""
        found = next((leaf for leaf in leaves if leaf.concrete), None)
        if found is not None or not leaves:
            return found
        for leaf in leaves[:MOST_EXAMPLES]:
            options = [[*value.examples()] if isinstance(value, Region) else [value] for _, value in leaf.values]
            names = [name for name, _ in leaf.values]
            for chosen in islice(product(*options), MOST_EXAMPLES):
                values = tuple(zip(names, chosen, strict=True))
                cell = self._cell(values)
                if cell is not None and cell.of(finding)[0] is leaf.status:
                    return _Leaf(values, leaf.status)
        return None

    def _divide(self, finding: Finding, domains: dict[str, Domain], *, regions: bool) -> list[_Leaf] | None:
        """Return the ends of the division of a verdict, those with the fewest values first; None if there is none.

        domains: takes the variables that were divided.
        """
        ends: list[_Leaf] = []
        level: list[tuple[Assignment, Sequence[Finding]]] = [((), (finding,))]
        while level:
            deeper: list[tuple[Assignment, Sequence[Finding]]] = []
            for values, unknown in level:
                name = next((name for one in unknown for name in variables_of(one) if name not in dict(values)), None)
                domain = None if name is None or len(values) >= MOST_VARIABLES else self._domain(name, finding, domains)
                if name is None or domain is None:
                    ends.append(_Leaf(values, Status.UNKNOWN))
                    continue
                if regions and domain.rest is not None:
                    self._add_regions(finding, values, name, domain.rest, ends, deeper)
                for value in () if regions and domain.rest is not None else domain.cases:
                    case = (*values, (name, value))
                    cell = self._cell(case)
                    if cell is None:
                        return None
                    status, found = cell.of(finding)
                    if status is Status.UNKNOWN and found:
                        deeper.append((case, found))
                    else:
                        ends.append(_Leaf(case, status, _first(found, status)))
                if domain.nullable:
                    self._add_null(finding, (*values, (name, None)), ends, deeper)
            kinds = {end.status for end in ends}
            if Status.FAIL in kinds and Status.PASS in kinds:
                break
            level = deeper
        return ends if domains else None

    def _add_regions(
        self,
        finding: Finding,
        values: Assignment,
        name: str,
        whole: Region,
        ends: list[_Leaf],
        deeper: list[tuple[Assignment, Sequence[Finding]]],
    ) -> None:
        """Add the regions of the values of a variable, divided by what is asked about them."""
        pending: list[Any] = [whole]
        looked_at = 0
        while pending:
            value = pending.pop()
            case = (*values, (name, value))
            looked_at += 1
            kinds = {end.status for end in ends}
            decided = Status.FAIL in kinds and not kinds.isdisjoint((Status.PASS, Status.ABSENT))
            cell = None if looked_at > MOST_REGIONS or decided else self._cell(case)
            if cell is None:
                ends.append(_Leaf(case, Status.UNKNOWN))
                return
            status, found = cell.of(finding)
            if status is not Status.UNKNOWN:
                ends.append(_Leaf(case, status, _first(found, status)))
                continue
            assert self._cases is not None
            asked = self._cases.relevant(finding, cell.questions.get(name, {}))
            parts = [*value.divided(asked)] if isinstance(value, Region) else []
            if parts:
                pending += parts
            elif any(other != name and other not in dict(values) for one in found for other in variables_of(one)):
                deeper.append((case, found))
            else:
                ends.append(_Leaf(case, Status.UNKNOWN))

    def _add_null(
        self, finding: Finding, case: Assignment, ends: list[_Leaf], deeper: list[tuple[Assignment, Sequence[Finding]]]
    ) -> None:
        cell = self._cell(case)
        status, found = (Status.UNKNOWN, ()) if cell is None else cell.of(finding)
        if status is Status.UNKNOWN and found:
            deeper.append((case, found))
        elif cell is None or cell.refused is not None:
            ends.append(_Leaf(case, status, _first(found, status)))
        else:  # mostly an error of a condition on null, but this is not certain
            ends.append(_Leaf(case, Status.EXCLUDED))

    def _domain(self, name: str, finding: Finding, domains: dict[str, Domain]) -> Domain | None:
        assert self._part.module is not None
        if name not in domains:
            found = domain_of(self._part.module, name, [*compared_with(finding)])
            if found is None:
                return None
            domains[name] = found
        return domains[name]

    def _cell(self, values: Assignment) -> Cell | None:
        """Return a case; None if there is no time for it."""
        known = self._cells.get(key_of(values))
        if known is None:
            if not self._left or self._setting.deadline.passed():
                return None
            assert self._cases is not None
            self._left -= 1
            known = self._cells[key_of(values)] = self._cases.cell(dict(values))
        return known


def _first(found: Sequence[Finding], status: Status) -> Finding | None:
    return next((one for one in found if one.outcome.value == status.value), None)


def _assumed(leaves: Sequence[_Leaf], domains: Mapping[str, Domain]) -> Iterator[str]:
    """Yield what the values are taken to fulfil, in words."""
    for name, domain in domains.items():
        if domain.by_validation:
            yield f"the validation of var.{name} holds"
        refused = (leaf for leaf in leaves if leaf.status is Status.EXCLUDED)
        excluded = [leaf.values[-1] for leaf in refused]
        if (name, None) in excluded:
            yield f"var.{name} is not null"
        if not domain.by_validation and any(key == name and value is not None for key, value in excluded):
            yield f"the conditions on var.{name} hold"
