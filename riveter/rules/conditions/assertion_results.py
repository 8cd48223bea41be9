"""Turn the results of conditions into those of a finding: the value that decided, its location, and the expected value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from riveter.core.causes import Cause
from riveter.core.paths import KeyMatch, PathKeys, compile_path
from riveter.core.reasons import reason
from riveter.core.source import Span
from riveter.core.values import PartialText, Unknown
from riveter.findings import AssertionResult, Outcome, Provenance, Violation, ViolationLocation
from riveter.resource import Resource
from riveter.rules.conditions.choices import either, together
from riveter.rules.conditions.confidential import holds_secret, is_secret, shown_path, without_secrets
from riveter.rules.conditions.demands import covers_words, elements_demand, leaf_demand, must
from riveter.rules.conditions.fingerprint_context import context_of, context_of_elements, context_of_rest
from riveter.rules.conditions.results import ConditionResult, ElementResult, ValueResult
from riveter.rules.conditions.unknown_parts import unknown_parts
from riveter.rules.model.messages import (
    SENSITIVE,
    expected_words,
    found_words,
    known_words,
    partial_words,
    plain,
    render,
    words,
)
from riveter.rules.model.resource_types import types_in_words
from riveter.rules.model.rule import ALL, CelExpression, Each, Group, Leaf, PythonCheck, Quantifier, Related
from riveter.rules.model.truth import Mismatch, Truth
from riveter.rules.operators import OPERATORS, Operator
from riveter.rules.operators.base import has_unknown

PASS, FAIL, UNKNOWN = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN
MAX_RESULTS = 100
"""How many results one condition may add to a finding."""

_IMPLIED = {"is_true": True, "is_false": False}
"""The expected values of operators without a value."""


def outcome_of(truth: Truth, wanted: bool = True) -> Outcome:
    """Return the outcome of a truth for a condition that must hold (or, under `not`, must not hold)."""
    if truth is wanted:
        return PASS
    return UNKNOWN if isinstance(truth, Unknown) else FAIL


class ResultBuilder:
    """Makes assertion results for one rule, on any number of resources."""

    def __init__(self, parameters: Mapping[str, Any], default: Quantifier = ALL) -> None:
        self.parameters = parameters
        self.default = default
        self._expectations: dict[int, Any] = {}  # of leaves, which live as long as their rule

    def build(self, result: ConditionResult) -> list[AssertionResult]:
        """Return the results that decided a condition: those with its own outcome. If it fails, unknown ones follow."""
        if result.truth is True and isinstance(result.condition, Leaf):
            return [self._passed(result, result.condition, True)]
        found = self._bounded(result, self._build_results(result, True, ""))
        if not found:
            return [self._whole(result, outcome_of(result.truth), True, "")]
        if outcome_of(result.truth) is FAIL:
            parts = unknown_parts(result, True, self.default)
            found += self._bounded(
                result, (each for part, wanted in parts for each in self._build_results(part, wanted, ""))
            )
        return found

    @staticmethod
    def _bounded(result: ConditionResult, built: Iterator[AssertionResult]) -> list[AssertionResult]:
        """Return as many results as a finding has room for; the last of them speaks for the others."""
        found = list(islice(built, MAX_RESULTS + 1))
        if len(found) > MAX_RESULTS:
            rest = context_of_rest(result.scope.resource, result.scope.graph.secrets)
            found[MAX_RESULTS - 1 :] = [msgspec.structs.replace(found[MAX_RESULTS - 1], context=rest, more=True)]
        return found

    def _build_results(self, result: ConditionResult, wanted: bool, message: str) -> Iterator[AssertionResult]:
        condition = result.condition
        outcome = outcome_of(result.truth, wanted)
        message = condition.message or message
        if isinstance(condition, Leaf):
            yield from self._leaf(result, condition, outcome, wanted, message)
        elif isinstance(condition, Group):
            yield from self._group(result, condition, outcome, wanted, message)
        elif isinstance(condition, (Each, Related)):
            yield from self._elements(result, condition, outcome, wanted, message)
        else:
            yield self._whole(result, outcome, wanted, message)

    # --- leaves ---

    def _leaf(
        self, result: ConditionResult, leaf: Leaf, outcome: Outcome, wanted: bool, message: str
    ) -> Iterator[AssertionResult]:
        if outcome is PASS:
            yield self._passed(result, leaf, wanted)
            return
        operator = OPERATORS[leaf.operator]
        if not result.checks:
            yield self._missing(result, leaf, operator, outcome, wanted, message)
            return
        quantifier = leaf.quantifier or self.default
        checks = deciding(result.checks, outcome, wanted, quantifier)
        built = (self._check(result, leaf, operator, check, outcome, wanted, message) for check in checks)
        one_is_enough = quantifier.kind == "any" if wanted else quantifier.kind in ("all", "none")
        yield from (
            either([[each] for each in islice(built, MAX_RESULTS + 1)]) if outcome is FAIL and one_is_enough else built
        )

    def _passed(self, result: ConditionResult, leaf: Leaf, wanted: bool) -> AssertionResult:
        """Return one result for a leaf that holds, for any number of values.

        Most results are like that, so it does no more than needed.
        """
        resource, secrets = result.scope.resource, result.scope.graph.secrets
        expected = self._expected(result, leaf)
        checks = result.checks
        if len(checks) > 1:
            checks = deciding(checks, PASS, wanted, leaf.quantifier or self.default)
        if not checks:
            return AssertionResult(_key(result, leaf.key), leaf.operator, PASS, expected, None, "", resource.span)
        operator = OPERATORS[leaf.operator]
        if len(checks) > 1:
            secret = operator.secret or any(is_secret(resource, check.match) for check in checks)
            key, actual = (
                _key(result, leaf.key),
                None if secret else plain([without_secrets(resource, check.match, secrets) for check in checks]),
            )
        else:
            match = checks[0].match
            secret = match.value is not None and (operator.secret or is_secret(resource, match))
            key, actual = (
                key_words(result, leaf, match),
                None if secret else plain(without_secrets(resource, match, secrets)),
            )
        return AssertionResult(
            key, leaf.operator, PASS, expected, SENSITIVE if secret else actual, "", resource.span, sensitive=secret
        )  # fmt: skip

    def _check(
        self,
        result: ConditionResult,
        leaf: Leaf,
        operator: Operator,
        check: ValueResult,
        outcome: Outcome,
        wanted: bool,
        message: str,
    ) -> AssertionResult:
        resource, match = result.scope.resource, check.match
        secret = match.value is not None and (operator.secret or is_secret(resource, match))
        hidden = secret or (match.value is not None and holds_secret(resource, match))
        secrets = result.scope.graph.secrets
        value = match.value if secret else without_secrets(resource, match, secrets)
        actual = SENSITIVE if secret else plain(value)
        shown = ""  # null would mean unknown
        if outcome is FAIL and not secret and has_unknown(value) is not None:
            shown = partial_words(value) if isinstance(value, PartialText) else known_words(value, 120)
        key = key_words(result, leaf, match)
        expected = self._expected(result, leaf)
        truth: Truth = check.truth
        if outcome is UNKNOWN and not isinstance(truth, Unknown) and match.uncertain is not None:
            truth = match.uncertain
        elif outcome is UNKNOWN and not isinstance(truth, Unknown):
            truth = result.truth
        default = self._default(leaf, operator, value, secret, expected, truth, outcome, wanted, result, hidden=hidden)
        if match.filled_in:
            default = f"{default} (not set: the provider's default)"
        location = locate(resource, match.path)
        return AssertionResult(
            key=key,
            operator=leaf.operator,
            outcome=outcome,
            expected=expected,
            actual=actual,
            message=self._render(message, outcome, default, resource, key, shown or actual, expected, location),
            location=location,
            provenance=provenance(resource, match.path),
            unknown_cause=truth.cause if isinstance(truth, Unknown) and outcome is UNKNOWN else None,
            sensitive=secret,
            context=context_of(resource, match.path, value, secret=hidden, secrets=secrets),
            detail=default,
            about_key=True,
            shown=shown,
            demand=self._demand(result, leaf, operator, value, expected, truth, outcome, wanted, secret, hidden),
            other=_other(result),
        )

    def _missing(
        self, result: ConditionResult, leaf: Leaf, operator: Operator, outcome: Outcome, wanted: bool, message: str
    ) -> AssertionResult:
        resource = result.scope.resource
        expected = self._expected(result, leaf)
        key = _key(result, leaf.key)
        path = result.scope.prefix + literal_path(leaf.key)
        location = locate(resource, path)
        default = self._default(leaf, operator, None, False, expected, result.truth, outcome, wanted, result)
        return AssertionResult(
            key=key, operator=leaf.operator, outcome=outcome, expected=expected, actual=None,
            message=self._render(message, outcome, default, resource, key, None, expected, location), location=location,
            provenance=provenance(resource, path),
            unknown_cause=result.truth.cause if isinstance(result.truth, Unknown) else None,
            context=context_of(resource, path, secrets=result.scope.graph.secrets), detail=default, about_key=True,
            demand=self._demand(result, leaf, operator, None, expected, result.truth, outcome, wanted, False, False),
            other=_other(result),
        )  # fmt: skip

    def _demand(
        self, result: ConditionResult, leaf: Leaf, operator: Operator, value: Any, expected: Any, truth: Truth,
        outcome: Outcome, wanted: bool, secret: bool, hidden: bool,
    ) -> str:  # fmt: skip
        """Return the requirement in words; empty if it is unknown whether it holds."""
        quantifier = leaf.quantifier or self.default
        if outcome is not FAIL or quantifier.kind == "count":
            return ""
        inner = wanted if quantifier.kind != "none" or not result.checks else not wanted
        quoted = truth.reason if isinstance(truth, Mismatch) and not secret and not hidden else ""
        return leaf_demand(leaf, operator, expected, inner, value, secret=secret, found=quoted, where=_other(result))

    def _expected(self, result: ConditionResult, leaf: Leaf) -> Any:
        if result.expected_from is not None:
            if is_secret(result.scope.resource, result.expected_from):
                return SENSITIVE
            return plain(result.expected)
        if not leaf.has_value:
            return _IMPLIED.get(leaf.operator)
        known = self._expectations.get(id(leaf), self)
        if known is self:
            known = self._expectations[id(leaf)] = plain(result.expected)
        return known

    def _default(
        self, leaf: Leaf, operator: Operator, value: Any, secret: bool, expected: Any, truth: Truth, outcome: Outcome,
        wanted: bool, result: ConditionResult, *, hidden: bool = False,
    ) -> str:  # fmt: skip
        """Return the default message. hidden: the value contains something sensitive, so no reason may quote it."""
        quantifier = leaf.quantifier or self.default
        inner = wanted if quantifier.kind != "none" or not result.checks else not wanted
        words = self._plain_words(leaf, operator, value, secret, expected, truth, outcome, inner, hidden)
        if quantifier.kind == "count" and outcome is FAIL and result.checks:
            holding = sum(1 for check in result.checks if check.truth is True)
            bound = f"expected {quantifier}" if wanted else f"expected not {quantifier}"
            demanded = must(leaf, operator, expected, True)
            words = f"{found_words(value, secret)}, {demanded}; {holding} of {len(result.checks)} do, {bound}"
        other = _other(result)
        return f"{words} (in {other})" if other else words

    def _plain_words(
        self,
        leaf: Leaf,
        operator: Operator,
        value: Any,
        secret: bool,
        expected: Any,
        truth: Truth,
        outcome: Outcome,
        wanted: bool,
        hidden: bool,
    ) -> str:
        found = found_words(value, secret)
        if outcome is UNKNOWN:
            assert isinstance(truth, Unknown)
            if isinstance(value, PartialText):
                return f"is only partly known: {truth.reason}"
            if isinstance(value, Unknown):
                return f"is not known: {truth.reason}"
            return f"{found}, but depends on what is not known: {truth.reason}"
        if isinstance(truth, Mismatch) and not secret and not hidden:  # the reason may quote the value
            return truth.reason
        if operator.group == "IAM" and value is not None:  # a policy is too long for a message
            return must(leaf, operator, expected, wanted)
        transformed = f" (compared after {', '.join(leaf.transform)})" if leaf.transform else ""
        name = operator.base or operator.name
        if wanted and not operator.negated and name in ("equals", "is_true", "is_false"):
            source = f" (as {leaf.value_from})" if leaf.value_from else ""
            return f"{found}, expected {expected_words(expected)}{source}{transformed}"
        if wanted and operator.name in ("exists", "is_not_empty") and value is None:
            return "is not set"
        if wanted and operator.name == "exists" and value == []:
            return "is empty, which counts as not set"
        if wanted and operator.name == "is_known" and value is not None:
            why = has_unknown(value)
            return f"is not known before apply{f': {why.reason}' if why is not None else ''}"
        return f"{found}, {must(leaf, operator, expected, wanted)}{transformed}"

    def _render(
        self,
        message: str,
        outcome: Outcome,
        default: str,
        resource: Resource,
        key: str,
        actual: Any,
        expected: Any,
        location: Span | None,
    ) -> str:
        if not message or outcome is not FAIL:  # the message of a rule describes the problem
            return default
        return render(message, placeholders(resource, key, actual, expected, location), self.parameters)

    # --- groups, each, related ---

    def _group(
        self, result: ConditionResult, group: Group, outcome: Outcome, wanted: bool, message: str
    ) -> Iterator[AssertionResult]:
        inner = wanted if group.kind != "not" else not wanted
        deciding = [child for child in result.children if outcome_of(child.truth, inner) is outcome]
        conjunction = (group.kind == "any") is not inner  # every child counts, rather than any
        if outcome is PASS and not conjunction:
            deciding = deciding[:1]
        built = [self._some(child, inner, message) for child in deciding or result.children]
        marked = either(built) if outcome is FAIL and not conjunction else together(built)
        if outcome is PASS or group.kind == "any" or inner:
            yield from marked
            return
        # They must not all hold together: accepting one of them accepts the violation.
        others = [child for child in result.children if child not in deciding] if deciding else []
        parts = [part for results in built for part in parts_of(results)]
        for child in others:
            parts += parts_of(self._some(child, inner, ""))
        for each in marked:
            yield msgspec.structs.replace(each, violations=(tuple(parts),))

    def _some(self, result: ConditionResult, wanted: bool, message: str) -> list[AssertionResult]:
        """Return the results that decided a part of a condition: at most one more than the limit."""
        return list(islice(self._build_results(result, wanted, message), MAX_RESULTS + 1))

    def _elements(
        self, result: ConditionResult, condition: Each | Related, outcome: Outcome, wanted: bool, message: str
    ) -> Iterator[AssertionResult]:
        if outcome is PASS or condition.covers:
            yield self._whole(result, outcome, wanted, message)
            return
        quantifier = condition.quantifier or (self.default if isinstance(condition, Each) else None)
        kind = quantifier.kind if quantifier is not None else "any"
        inside = kind if wanted else {"all": "any", "any": "none", "none": "any"}.get(kind, "count")
        if inside in ("all", "any"):
            built = list(self._inside(result, outcome, inside, message))
            if built:
                yield from either(built) if outcome is FAIL and inside == "any" else together(built)
                return
        if not isinstance(condition, Each) or inside != "none":
            yield self._whole(result, outcome, wanted, message)
            return
        # Each element that fulfils what none may is a violation of its own, and so is one beside it that can't be judged.
        wrong = [e for e in result.elements if e.doubt is None and _violates(e)]
        alone = outcome is FAIL and len(wrong) <= MAX_RESULTS and any(e.truth is True for e in wrong)
        for one in [[e] for e in wrong] if alone else [result.elements]:
            mismatch = alone and isinstance(one[0].truth, Mismatch)
            part = msgspec.structs.replace(result, elements=one, truth=one[0].truth if mismatch else result.truth)
            whole = self._whole(part, outcome, wanted, message)
            if len(one) == 1 and one[0].match is not None:
                whole = msgspec.structs.replace(whole, location=locate(result.scope.resource, one[0].match.path))
            violations = tuple(islice(self._violations(part), MAX_RESULTS + 1))
            more = len(violations) > MAX_RESULTS
            yield msgspec.structs.replace(whole, violations=() if more else violations, more=more)

    def _inside(
        self, result: ConditionResult, outcome: Outcome, inside: str, message: str
    ) -> Iterator[list[AssertionResult]]:
        """Yield the results that decided in each element, up to the limit of a finding.

        inside: whether ``all`` elements must satisfy the conditions, or ``any``.
        """
        number = 0
        for element in result.elements:
            if (inside == "any" and element.where_truth is False) or outcome_of(element.truth) is PASS:
                continue
            deciding = [child for child in element.assertions if outcome_of(child.truth) is outcome]
            if deciding and number <= MAX_RESULTS:
                found = list(together(self._some(child, True, message) for child in deciding))
                number += len(found)
                yield found

    def _violations(self, result: ConditionResult) -> Iterator[Violation]:
        """Yield the elements that satisfy conditions that none may satisfy, each with the locations of its conditions and its own."""
        for element in result.elements:
            if element.match is None or element.truth is False or element.where_truth is False:
                continue
            own = ViolationLocation(
                locate(result.scope.resource, element.match.path), provenance(result.scope.resource, element.match.path)
            )
            built = [self._some(child, False, "") for child in element.assertions]
            yield (*(part for results in built for part in parts_of(results)), (own,))

    def _whole(self, result: ConditionResult, outcome: Outcome, wanted: bool, message: str) -> AssertionResult:
        """Return a result for a condition as a whole, if no single value decided."""
        condition, resource = result.condition, result.scope.resource
        key, operator, expected = self._label(result)
        if outcome is PASS:
            return AssertionResult(key, operator, outcome, expected, None, "", resource.span)
        path = result.scope.prefix
        if isinstance(condition, Each):
            path += literal_path(condition.key)
        elif result.key:  # what a check in Python says decided
            path += literal_path(result.key)
            key = _key(result, result.key)
        location = locate(resource, path) if path else resource.span
        cause = result.truth.cause if isinstance(result.truth, Unknown) else None
        default = self._whole_words(result, wanted, cause)
        demanded = ""
        if outcome is FAIL and isinstance(condition, (Each, Related)) and not isinstance(result.truth, Mismatch):
            quantifier = condition.quantifier or (self.default if isinstance(condition, Each) else None)
            demanded = elements_demand(condition, quantifier, len(result.elements), wanted)
        actual = (
            sum(1 for e in result.elements if e.truth is True and e.where_truth is True) if result.elements else None
        )
        return AssertionResult(
            key=key, operator=operator, outcome=outcome, expected=expected, actual=actual,
            message=self._render(message, outcome, default, resource, key, actual, expected, location), location=location,
            provenance=provenance(resource, path) if result.key else (),
            unknown_cause=cause if outcome is UNKNOWN else None, context=self._context(result, path),
            detail=default, about_key=cause is not None or _unjudged(result) or result.about_key,
            demand=demanded,
        )  # fmt: skip

    @staticmethod
    def _context(result: ConditionResult, path: PathKeys) -> str:
        """Return the context that identifies a condition that fails as a whole: the elements for which it holds."""
        holding = [element for element in result.elements if element.truth is True and element.where_truth is True]
        inside = [element.match.path for element in holding if element.match is not None]
        others = [element.resource.address for element in holding if element.resource is not None]
        resource, secrets = result.scope.resource, result.scope.graph.secrets
        around = context_of(resource, path, secrets=secrets) if path else ""
        return around + context_of_elements(resource, inside, others, secrets)

    def _label(self, result: ConditionResult) -> tuple[str, str, Any]:
        condition = result.condition
        if isinstance(condition, Each):
            return _key(result, condition.key), "each", str(condition.quantifier or self.default)
        if isinstance(condition, Related):
            return " ".join(condition.resource_types), "related", str(condition.quantifier or "any")
        if isinstance(condition, Group):
            return "", condition.kind, None
        if isinstance(condition, CelExpression):
            return words(condition.text, 60), "expression", True
        if isinstance(condition, PythonCheck):
            return condition.name, "check", None
        return condition.key, condition.operator, None

    def _whole_words(self, result: ConditionResult, wanted: bool, cause: Cause | None) -> str:
        condition = result.condition
        if cause is not None:
            return f"is not known: {reason(cause)}"
        if isinstance(result.truth, Mismatch):
            return "can't be judged: a value has the wrong type" if _unjudged(result) else result.truth.reason
        if result.note:
            return result.note
        if isinstance(condition, (Each, Related)) and condition.covers:
            return covers_words(condition, wanted)
        if isinstance(condition, Each):
            quantifier = condition.quantifier or self.default
            return self._count_words(result, f"element of `{condition.key}`", quantifier, wanted)
        if isinstance(condition, Related):
            what = f"{types_in_words(condition.resource_types)} {condition.relation}"
            return self._count_words(result, what, condition.quantifier, wanted)
        return "does not hold" if wanted else "holds, but must not"

    def _count_words(self, result: ConditionResult, what: str, quantifier: Quantifier | None, wanted: bool) -> str:
        kind = quantifier.kind if quantifier is not None else "any"
        selected = [e for e in result.elements if e.where_truth is True]
        holding = [e for e in selected if e.truth is True]
        if kind == "all" and not wanted:
            return f"every {what} fulfils the conditions, not all may"
        if kind == "count":
            things = what.replace("element of", "elements of", 1)
            bound = f"expected {quantifier}" if wanted else f"expected not {quantifier}"
            if isinstance(result.condition, Related) and not (result.condition.where or result.condition.assertions):
                return f"there {'is' if len(holding) == 1 else 'are'} {len(holding)} {things}, {bound}"
            return f"{len(holding)} of {len(selected)} {things} fulfil the conditions, {bound}"
        if (kind == "none") is wanted and kind in ("any", "none"):
            names = ", ".join(_name(e, result) for e in holding[:3])
            return f"{names} fulfils the conditions, no {what} may" if names else f"no {what} may fulfil the conditions"
        if not result.elements:
            return f"there is no {what}"
        if not selected:
            return f"there is no {what} for which the `where` conditions hold"
        return f"no {what} fulfils the conditions"


def _violates(element: ElementResult) -> bool:
    """Return True if an element satisfies conditions that none may satisfy, or can't be judged."""
    return (element.truth is True and element.where_truth is True) or isinstance(element.truth, Mismatch)


def _other(result: ConditionResult) -> str:
    """Return the address of the resource that a condition applies to, if it is not the judged one."""
    scope = result.scope
    return "" if scope.resource is scope.subject else scope.resource.address


def _unjudged(result: ConditionResult) -> bool:
    """Return True for a value of the wrong kind whose words may quote it: only those of an expression never do."""
    return isinstance(result.truth, Mismatch) and not isinstance(result.condition, CelExpression)


def _name(element: ElementResult, result: ConditionResult) -> str:
    if element.resource is not None:
        return element.resource.address
    if element.match is None:
        return ""
    return shown_path(result.scope.resource, element.match.path, "", result.scope.graph.secrets)


def parts_of(results: Sequence[AssertionResult]) -> Violation:
    """Return the parts that results add to a violation: the parts of the result if all agree, otherwise all their locations as one part.

    Return nothing if there are more results than a finding can contain: nobody can accept all of them.
    """
    if not 0 < len(results) <= MAX_RESULTS:
        return ()
    first = results[0].violations
    if len(first) == 1 and all(each.violations == first for each in results):
        return first[0]
    return (tuple(ViolationLocation(each.location, each.provenance) for each in results),)


def deciding(
    checks: Sequence[ValueResult], outcome: Outcome, wanted: bool, quantifier: Quantifier
) -> Sequence[ValueResult]:
    """Return the checks that decided a leaf."""
    kind = quantifier.kind
    good = wanted if kind != "none" else not wanted
    chosen: Sequence[ValueResult]
    if outcome is UNKNOWN:
        chosen = [c for c in checks if isinstance(c.truth, Unknown)]
        chosen = chosen or [c for c in checks if c.match.uncertain is not None]
    elif outcome is PASS:
        chosen = [c for c in checks if c.truth is good]
        if kind == "any" and wanted:
            chosen = chosen[:1]
    elif kind == "count":
        chosen = [c for c in checks if c.truth is not True] if quantifier.at_least is not None else checks
    else:
        chosen = [c for c in checks if c.truth is not good and not isinstance(c.truth, Unknown)]
    return chosen or checks


def key_words(result: ConditionResult, leaf: Leaf, match: KeyMatch) -> str:
    """Return the concrete key of a match; for an operator on all matches together, the key of the rule."""
    whole = OPERATORS[leaf.operator].whole and compile_path(leaf.key).wildcard
    if whole:
        return _key(result, leaf.key)
    return shown_path(result.scope.resource, match.path, leaf.key, result.scope.graph.secrets)


def _key(result: ConditionResult, key: str) -> str:
    """Return a key of a rule, with the place of the element it is inside of."""
    if not result.scope.prefix:
        return key
    scope = result.scope
    prefix = shown_path(scope.resource, scope.prefix, "", scope.graph.secrets)
    return prefix if key == "." else f"{prefix}.{key}" if not key.startswith("[") else prefix + key


def literal_path(key: str) -> PathKeys:
    """Return the concrete beginning of a key: its names and indexes up to the first wildcard."""
    path: list[str | int] = []
    for kind, arg in compile_path(key).segments:
        if kind > 1 or arg is None:
            break
        path.append(arg)
    return tuple(path)


def locate(resource: Resource, path: PathKeys) -> Span | None:
    """Return the source location of the value at a path, or the nearest location."""
    first = path[0] if path else None
    if isinstance(first, str) and first.startswith("__"):
        return resource.span
    return resource.origin.locate(path)


def provenance(resource: Resource, path: PathKeys) -> tuple[Provenance, ...]:
    """Return how the value at a path came there."""
    return resource.origin.provenance(path) if path else ()


def placeholders(resource: Resource, key: str, actual: Any, expected: Any, location: Span | None) -> dict[str, Any]:
    """Return the placeholders of message templates."""
    span = location or resource.span
    return {
        "address": resource.address,
        "type": resource.type,
        "name": resource.name,
        "key": key,
        "actual": actual,
        "expected": "" if expected is None else expected,
        "file": span.file if span else "",
        "line": span.start_line if span else "",
    }


__all__ = ["ResultBuilder", "locate", "outcome_of", "placeholders", "provenance"]
