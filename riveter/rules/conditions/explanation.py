"""The explanation of a verdict: every condition, the values that it inspected, and the one that decided.

The tree is plain data. Sensitive values are masked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any, Literal

import msgspec

from riveter.core.causes import Cause
from riveter.core.secrets import Secrets
from riveter.core.source import Span
from riveter.core.values import Unknown
from riveter.findings import Outcome, Provenance
from riveter.resource import Resource
from riveter.rules.conditions.assertion_results import deciding, key_words, locate, outcome_of, provenance
from riveter.rules.conditions.compilation import CompiledRule, compile_rule
from riveter.rules.conditions.confidential import holds_secret, is_secret, shown_path, without_secrets
from riveter.rules.conditions.phrases import condition_words
from riveter.rules.conditions.results import ConditionResult, ElementResult, ValueResult
from riveter.rules.conditions.verdict import verdict_of
from riveter.rules.model.messages import SENSITIVE, known_words, plain
from riveter.rules.model.rule import ALL, ANY, Condition, Each, Group, Leaf, Quantifier, Related, Rule
from riveter.rules.model.truth import Mismatch, Truth, all_of
from riveter.rules.operators import OPERATORS
from riveter.rules.relations.candidates import Candidate, candidates
from riveter.rules.relations.graph import ResourceGraph

StepResult = Literal["holds", "fails", "unknown"]


class InspectedValue(msgspec.Struct, frozen=True):
    """One value that a condition inspected.

    key: the concrete dotted key. value: plain JSON (unknown parts null, sensitive values masked); `set`: whether there is any. result: the
    result of the operator. reason: why the value is unknown, or has the wrong type. cause: the same as data. uncertain: why the element may
    not exist. words: the value in words; empty if it is completely unknown.
    """

    key: str
    value: Any
    set: bool
    result: StepResult
    decided: bool
    reason: str = ""
    uncertain: str = ""
    cause: Cause | None = None
    words: str = ""
    location: Span | None = None
    provenance: tuple[Provenance, ...] = ()


class ExplanationStep(msgspec.Struct, frozen=True):
    """One condition (or one element or resource inside `each` and `related`), its result, and whether that decided its parent.

    kind: `leaf`, `any`, `all`, `not`, `each`, `related`, `expression`, `check`, `element`, `resource`, `where`. words: the condition in
    words. span: its location in the rule file. expected: the value of the rule. candidates: for `related`, resources of the types that are
    not connected, with the reason; more: the number of further ones.
    """

    kind: str
    words: str
    result: StepResult
    decided: bool
    reason: str = ""
    span: Span | None = None
    expected: Any = None
    inspected: tuple[InspectedValue, ...] = ()
    steps: tuple[ExplanationStep, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    more: int = 0


class Explanation(msgspec.Struct, frozen=True):
    """The verdict of a rule on a resource with all steps.

    applies: the result of the filters together. outcome: the verdict; None if the rule does not apply. existence: why it is not known
    whether the resource exists (a failure is then unknown). cases: the number of cases with the same verdict, if values are one of a few;
    the steps are those of one case.
    """

    rule: Rule
    address: str
    applies: StepResult
    filters: tuple[ExplanationStep, ...]
    assertions: tuple[ExplanationStep, ...]
    outcome: Outcome | None
    existence: str = ""
    cases: int = 1


def explain(
    rule: Rule | CompiledRule,
    resource: Resource,
    resources: Sequence[Resource] | ResourceGraph,
    *,
    parameters: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Explanation:
    """Evaluate one rule on one resource, step by step. `resources` are all of its root module, for relations; for several calls a
    `ResourceGraph` of them.

    Raises `ValueError` when the rule can't be compiled, and whatever a check in Python raises.
    """
    compiled = rule if isinstance(rule, CompiledRule) else compile_rule(rule, parameters)
    graph = resources if isinstance(resources, ResourceGraph) else ResourceGraph(resources)
    moment = now or datetime.now(timezone.utc)
    verdict = verdict_of(compiled, resource, graph, moment, complete=True)
    filters, assertions, applies = verdict.filters, verdict.assertions, verdict.applies
    outcome = verdict.outcome
    if outcome is Outcome.FAIL and resource.existence is not None:
        outcome = Outcome.UNKNOWN
    found = Explanation(
        rule=compiled.rule,
        address=resource.address,
        applies=result_of(applies),
        filters=_joined(filters, ANY, applies),
        assertions=_joined(assertions, ALL, all_of(result.truth for result in assertions)),
        outcome=outcome,
        existence="" if resource.existence is None else resource.existence.reason,
        cases=verdict.cases,
    )
    return _masked(found, graph.secrets)


def _masked(found: Explanation, secrets: Secrets) -> Explanation:
    """Return an explanation without the secrets of the run."""
    if not secrets:
        return found
    parameters = tuple([secrets.struct(item, without=("type", "span")) for item in found.rule.parameters])
    return msgspec.structs.replace(
        found,
        rule=msgspec.structs.replace(found.rule, parameters=parameters),
        address=secrets.mask(found.address),
        filters=tuple([_masked_step(step, secrets) for step in found.filters]),
        assertions=tuple([_masked_step(step, secrets) for step in found.assertions]),
        existence=secrets.mask(found.existence),
    )


def _masked_step(step: ExplanationStep, secrets: Secrets) -> ExplanationStep:
    inspected = tuple(
        [
            msgspec.structs.replace(
                secrets.struct(one, without=("result", "location", "provenance"), keys=("key",)),
                provenance=tuple([secrets.struct(origin, without=("span", "how")) for origin in one.provenance]),
            )
            for one in step.inspected
        ]
    )
    others = [
        msgspec.structs.replace(secrets.struct(other, without=("why", "span")), why=secrets.struct(other.why))
        for other in step.candidates
    ]
    return msgspec.structs.replace(
        secrets.struct(step, without=("kind", "result", "span", "inspected", "steps", "candidates", "more")),
        inspected=inspected,
        candidates=tuple(others),
        steps=tuple([_masked_step(inner, secrets) for inner in step.steps]),
    )


def result_of(truth: Truth) -> StepResult:
    """Return a truth as a word; a value of the wrong kind fails."""
    if isinstance(truth, Unknown):
        return "unknown"
    return "holds" if truth is True else "fails"


def _reason(truth: Truth) -> str:
    return truth.reason if isinstance(truth, (Unknown, Mismatch)) else ""


def _joined(results: Sequence[ConditionResult], default: Quantifier, truth: Truth) -> tuple[ExplanationStep, ...]:
    """Return the steps of conditions that must all hold. If they do, all decide; else those with the same verdict as the whole."""
    return tuple(_step(result, default, result_of(result.truth) == result_of(truth)) for result in results)


def _step(result: ConditionResult, default: Quantifier, decided: bool) -> ExplanationStep:
    condition = result.condition
    kind = condition.kind if isinstance(condition, Group) else str(condition.__struct_config__.tag)
    inspected: tuple[InspectedValue, ...] = ()
    steps: tuple[ExplanationStep, ...] = ()
    if isinstance(condition, Leaf):
        inspected = _inspected(result, condition, default)
    elif isinstance(condition, Group):
        steps = _children(result, condition, default)
    elif isinstance(condition, (Each, Related)):
        steps = tuple(_element(element, result) for element in result.elements)
    others: tuple[Candidate, ...] = ()
    more = 0
    if isinstance(condition, Related):
        scope = result.scope
        connected = {element.resource.address for element in result.elements if element.resource is not None}
        others, more = candidates(scope.graph, scope.resource, condition, connected)
    return ExplanationStep(
        kind=kind,
        words=condition_words(_filled(result), default),
        result=result_of(result.truth),
        decided=decided,
        reason=_masked_reason(result, inspected),
        span=condition.span,
        expected=_expected(result),
        inspected=inspected,
        steps=steps,
        candidates=others,
        more=more,
    )


def _filled(result: ConditionResult) -> Condition:
    """Return the condition with its parameters filled in, as it was evaluated."""
    condition = result.condition
    if isinstance(condition, Leaf) and condition.has_value and "{param." in str(condition.value):
        return msgspec.structs.replace(condition, value=result.expected)
    return condition


def _masked_reason(result: ConditionResult, inspected: tuple[InspectedValue, ...]) -> str:
    """Return why a condition is unknown or not to be judged; the words for a value of the wrong kind may quote it."""
    if isinstance(result.truth, Mismatch) and any(one.value == SENSITIVE for one in inspected):
        return "has the wrong type"
    return _reason(result.truth)


def _expected(result: ConditionResult) -> Any:
    source = result.expected_from
    if source is not None and is_secret(result.scope.resource, source):
        return SENSITIVE
    return plain(result.expected)


def _children(result: ConditionResult, group: Group, default: Quantifier) -> tuple[ExplanationStep, ...]:
    inside = (
        {"holds": "fails", "fails": "holds"}.get(result_of(result.truth), "unknown")
        if group.kind == "not"
        else result_of(result.truth)
    )
    steps = [_step(child, default, result_of(child.truth) == inside) for child in result.children]
    one_is_enough = (group.kind == "any") is (inside == "holds")
    if one_is_enough and inside != "unknown":
        first = next((i for i, step in enumerate(steps) if step.decided), None)
        steps = [msgspec.structs.replace(step, decided=i == first) for i, step in enumerate(steps)]
    return tuple(steps)


def _inspected(result: ConditionResult, leaf: Leaf, default: Quantifier) -> tuple[InspectedValue, ...]:
    outcome = outcome_of(result.truth)
    chosen = {id(check) for check in deciding(result.checks, outcome, True, leaf.quantifier or default)}
    return tuple(_inspect(result, leaf, check, id(check) in chosen) for check in result.checks)


def _inspect(result: ConditionResult, leaf: Leaf, check: ValueResult, decided: bool) -> InspectedValue:
    resource, match = result.scope.resource, check.match
    there = not match.missing and match.value is not None
    secret = there and (OPERATORS[leaf.operator].secret or is_secret(resource, match))
    reason = _reason(check.truth)
    if (secret or (there and holds_secret(resource, match))) and isinstance(check.truth, Mismatch):
        reason = "has the wrong type"
    shown = None if secret else without_secrets(resource, match, result.scope.graph.secrets)
    return InspectedValue(
        key=key_words(result, leaf, match),
        value=SENSITIVE if secret else plain(shown),
        words=SENSITIVE if secret else known_words(shown),
        set=there,
        result=result_of(check.truth),
        decided=decided,
        reason=reason,
        cause=check.truth.cause if isinstance(check.truth, Unknown) else None,
        uncertain="" if match.uncertain is None else match.uncertain.reason,
        location=locate(resource, match.path),
        provenance=provenance(resource, match.path),
    )


def _element(element: ElementResult, result: ConditionResult) -> ExplanationStep:
    """Return an element of `each`, or a resource of `related`, with the conditions inside."""
    steps = []
    if element.where:
        where = tuple(
            _step(child, ANY, result_of(child.truth) == result_of(element.where_truth)) for child in element.where
        )
        steps.append(
            ExplanationStep(
                "where", "where", result_of(element.where_truth), element.where_truth is not True, steps=where
            )
        )
    inside = all_of(child.truth for child in element.assertions)
    steps += [_step(child, ALL, result_of(child.truth) == result_of(inside)) for child in element.assertions]
    if element.resource is not None:
        kind, words, span = "resource", element.resource.address, element.resource.span
    else:
        match = element.match
        scope = result.scope
        words = shown_path(scope.resource, match.path, "", scope.graph.secrets) if match is not None else ""
        kind = "element"
        span = locate(result.scope.resource, match.path) if match is not None else None
    reason = element.doubt.reason if element.doubt is not None else _reason(element.truth)
    return ExplanationStep(
        kind,
        words,
        result_of(element.truth),
        result_of(element.truth) == result_of(result.truth),
        reason,
        span,
        steps=tuple(steps),
    )
