"""The verdict of a rule on a resource: filters imply assertions, in every case that the values allow."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import msgspec

from riveter.core.alternatives import Guard, ImpossibleError, both, denies_presumption
from riveter.core.effort import spend
from riveter.core.values import Unknown
from riveter.findings import Outcome
from riveter.resource import Resource
from riveter.rules.conditions.assertion_results import outcome_of
from riveter.rules.conditions.compilation import CompiledRule
from riveter.rules.conditions.results import ConditionResult
from riveter.rules.conditions.undecided import undecided
from riveter.rules.model.truth import Mismatch, Truth, all_of
from riveter.rules.relations.cases import ANY_CASE, AlternativeCase, case_of
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.scope import ConditionScope

MAX_CASES = 64
"""How often a rule is evaluated on one resource, before its verdict is left unknown."""


class Verdict(msgspec.Struct):
    """The result of all conditions of a rule.

    outcome: None if the rule does not apply; the existence of the resource is not considered. cases: the number of cases with the same
    outcome (the results are those of one case). others: the assertions of the other cases. presumed: it fails with presumed values.
    """

    filters: Sequence[ConditionResult]
    assertions: Sequence[ConditionResult]
    applies: Truth
    outcome: Outcome | None
    cases: int = 1
    others: Sequence[ConditionResult] = ()
    presumed: bool = False


def verdict_of(
    rule: CompiledRule, resource: Resource, graph: ResourceGraph, now: datetime, *, complete: bool = False
) -> Verdict:
    """Evaluate a rule on a resource. `complete`: also the conditions after one that decides."""
    first_case = case_of(resource)
    try:
        first = _in_case(rule, resource, graph, now, first_case, complete)
    except ImpossibleError:
        first_case = ANY_CASE
        first = _in_case(rule, resource, graph, now, first_case, complete)
    if first.outcome is not Outcome.UNKNOWN:
        return first
    verdicts: list[Verdict] = []
    presumed = False
    pending: list[tuple[Guard, Verdict]] = [(first_case.guard, first)]
    evaluated = 1
    while pending:
        guard, verdict = pending.pop()
        if verdict.outcome is not Outcome.UNKNOWN:
            verdicts.append(verdict)
            if len({each.outcome for each in verdicts} - {None}) > 1:
                return first
            continue
        if denies_presumption(guard):
            presumed = True
            continue
        guards = _cases_of(verdict, guard)
        evaluated += len(guards)
        if not guards or evaluated > MAX_CASES:
            return first
        for inner in reversed(guards):
            with suppress(ImpossibleError):  # Terraform refuses: there is nothing to judge then
                pending.append((inner, _in_case(rule, resource, graph, now, AlternativeCase(inner), complete)))
    agreed = _agreed(verdicts) if verdicts else None
    if agreed is None or (presumed and agreed.outcome is not Outcome.FAIL):
        return first
    agreed.presumed = presumed
    return agreed


def _cases_of(verdict: Verdict, guard: Guard) -> list[Guard]:
    """Return the cases of one of the alternatives that make a verdict unknown; none if there are no such alternatives."""
    for found in undecided((*verdict.filters, *verdict.assertions)):
        guards = [inner for option in found.options if (inner := both(guard, option.guard)) is not None]
        if len(guards) > 1:
            return guards
    return []


def _agreed(verdicts: list[Verdict]) -> Verdict | None:
    """Return the common verdict of all cases. If some fail and others do not apply, the verdict is unknown."""
    outcomes = {each.outcome for each in verdicts}
    if outcomes == {Outcome.FAIL, None}:
        return None
    found = next((each for each in verdicts if each.outcome is not None), verdicts[0])
    found.cases = len(verdicts)
    found.others = [result for each in verdicts if each is not found for result in each.assertions]
    return found


def _in_case(
    rule: CompiledRule,
    resource: Resource,
    graph: ResourceGraph,
    now: datetime,
    case: AlternativeCase,
    complete: bool,
) -> Verdict:
    spend(2)
    scope = ConditionScope(resource, graph, now, case=case, complete=complete)
    filters: list[ConditionResult] = []
    for condition in rule.filters:
        result = condition(scope)
        filters.append(result)
        if not complete and (result.truth is False or isinstance(result.truth, Mismatch)):
            return Verdict(filters, (), False, None)
    applies = all_of([result.truth for result in filters])
    assertions = [condition(scope) for condition in rule.assertions]
    return Verdict(filters, assertions, applies, _outcome(applies, assertions))


def _outcome(applies: Truth, assertions: list[ConditionResult]) -> Outcome | None:
    if applies is False or isinstance(applies, Mismatch):
        return None
    outcome = Outcome.PASS
    for result in assertions:
        single = outcome_of(result.truth)
        if single is Outcome.FAIL:
            return Outcome.UNKNOWN if isinstance(applies, Unknown) else single
        if single is Outcome.UNKNOWN:
            outcome = single
    return outcome
