"""Conditions compiled to closures: a `ConditionScope` in, a `ConditionResult` out.

A `ConditionResult` keeps the inspected matches, elements and resources with their results, so that findings and `riveter explain` agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import msgspec

from riveter.core.alternatives import Alternatives
from riveter.core.effort import spend
from riveter.core.paths import DERIVED_KEYS, KeyMatch, Path, compile_path
from riveter.core.ranges import BoundedNumber
from riveter.core.shapes import may_be_null, with_shape
from riveter.core.source import Span
from riveter.core.values import OpenList, PartialText, Unknown
from riveter.rules.conditions.covering import Coverage, Part
from riveter.rules.conditions.provider_defaults import with_default
from riveter.rules.conditions.recorded_order import any_element_of_a_set, without_order
from riveter.rules.conditions.results import Compiled, ConditionResult, ElementResult, ValueResult
from riveter.rules.conditions.together import Adder, exist_together, members, more_of, reads_subject, whole_number
from riveter.rules.conditions.transforms import apply
from riveter.rules.model.comparison import agreed
from riveter.rules.model.parameters import MissingParameterError, substitute
from riveter.rules.model.quantify import Judged, quantify
from riveter.rules.model.rule import (
    ALL,
    ANY,
    OF_SUBJECT,
    CelExpression,
    Condition,
    Each,
    Group,
    Leaf,
    Quantifier,
    Related,
    outward,
)
from riveter.rules.model.truth import Mismatch, Truth, all_of, any_of, negate
from riveter.rules.model.unusable import as_unusable
from riveter.rules.operators import OPERATORS, Operator
from riveter.rules.operators.base import has_unknown
from riveter.rules.relations.cases import ANY_CASE
from riveter.rules.relations.composed import ComposedText, composed
from riveter.rules.relations.index import Connection
from riveter.rules.relations.scope import ConditionScope

if TYPE_CHECKING:
    from riveter.resource import Resource

_Counted = TypeVar("_Counted", Leaf, Each, Related)
_Found: TypeAlias = "tuple[list[Connection], Unknown | None]"
CHARACTERS_PER_STEP = 250
ELEMENTS_PER_STEP = 4
"""Of a value that a condition tests."""

STEPS_OF_RELATION = 6

IF_TRUE, IF_FALSE = 1, 2
"""The truths of a condition of which no finding says more. A group is not evaluated further once it has one of them."""

PRESENCE = "presence"
"""The group of the operators that ask whether an argument is set: by somebody, not by the provider."""


def compile_conditions(
    conditions: tuple[Condition, ...], default: Quantifier, parameters: Mapping[str, Any], enough: int = 0
) -> list[Compiled]:
    """Compile a list of conditions; `default` is the quantifier of leaves without one (`ANY` in filters, `ALL` in assertions).

    enough: `IF_TRUE` and `IF_FALSE` that apply. Raises `ValueError` for a value an operator can't take (parameters included).
    """
    return [compile_condition(condition, default, parameters, enough) for condition in conditions]


def compile_condition(
    condition: Condition, default: Quantifier, parameters: Mapping[str, Any], enough: int = 0
) -> Compiled:
    """Compile one condition; see `compile_conditions`."""
    if isinstance(condition, Leaf):
        return _leaf(_with_counts(condition, parameters), default, parameters)
    if isinstance(condition, Group):
        return _group(condition, default, parameters, enough)
    if isinstance(condition, Each):
        return _each(_with_counts(condition, parameters), default, parameters, enough)
    if isinstance(condition, Related):
        return _related(_with_counts(condition, parameters), parameters, enough)
    if isinstance(condition, CelExpression):
        from riveter.rules.conditions.cel import compile_expression

        return compile_expression(condition, parameters)
    from riveter.rules.conditions.checks import compile_check

    return compile_check(condition, parameters)


def _with_counts(condition: _Counted, parameters: Mapping[str, Any]) -> _Counted:
    """Return a condition with the numbers of its quantifier instead of parameters."""
    quantifier = condition.quantifier
    if quantifier is None or not (isinstance(quantifier.at_least, str) or isinstance(quantifier.at_most, str)):
        return condition
    try:
        counts = [whole_number(bound, parameters) for bound in (quantifier.at_least, quantifier.at_most)]
    except MissingParameterError as problem:
        raise ConditionValueError(str(problem), condition.span) from None
    except ValueError as problem:
        raise ConditionValueError(as_unusable(problem).sentence("quantifier"), condition.span) from None
    found: _Counted = msgspec.structs.replace(condition, quantifier=Quantifier("count", *counts))
    return found


def scan(scope: ConditionScope, path: Path) -> list[KeyMatch]:
    """Return the matches of a key in a scope, missing ones included."""
    if path.first in DERIVED_KEYS:
        from riveter.rules.iam.derived_keys import derived_value

        key, value = derived_value(path.first, scope.resource, scope.graph)
        return path.scan_special(key, value, in_json=True)
    matches = scope.scan(path)
    if path.numbered and scope.resource.recorded:
        return any_element_of_a_set(scope.resource, scope.prefix, path, matches, scope.scan)
    return matches


def _of_subject(subject: Resource, path: Path) -> list[KeyMatch]:
    """Return the matches of a key in the resource that the rule applies to."""
    matches = subject.scan(path)
    return (
        any_element_of_a_set(subject, (), path, matches, subject.scan)
        if path.numbered and subject.recorded
        else matches
    )


# --- leaves --------------------------------------------------------------------------------------


def judge(
    operator: Operator, value: Any, expected: Any, context: tuple[ConditionScope, KeyMatch] | None = None
) -> Truth:
    """Return the result of an operator for one value (None: not set)."""
    truth: Truth
    if isinstance(value, Unknown):
        of_value = (operator.base or operator.name) != "is_known"
        if isinstance(value, Alternatives) and of_value:
            return _agreed(operator, value, expected, context)
        shaped = with_shape(value)
        of_value = of_value and (operator.group == PRESENCE or not operator.sees_unknown)
        if shaped is not value and of_value and may_be_null(value):
            # a text of this shape, or null
            truth, absent = (judge(operator, each, expected, context) for each in (shaped, None))
            return truth if truth is absent else value
        value = shaped
    if value is None:
        truth = operator.absent(expected) if callable(operator.absent) else operator.absent
    elif isinstance(value, (Mismatch, Unknown)) and _is_verdict(operator, value):
        return value
    elif operator.contextual:
        truth = operator.test(value, expected, context)
    else:
        truth = operator.test(value, expected)
    return negate(truth) if operator.negated else truth


def _agreed(
    operator: Operator, value: Alternatives, expected: Any, context: tuple[ConditionScope, KeyMatch] | None
) -> Truth:
    return agreed(value, lambda option: judge(operator, option, expected, context))


def _is_verdict(operator: Operator, value: Mismatch | Unknown) -> bool:
    """Return True if `value` is already a verdict (a `Mismatch`, or an `Unknown` that the operator cannot inspect)."""
    if isinstance(value, BoundedNumber) and operator.group == "order":
        return False
    return isinstance(value, Mismatch) or not (operator.sees_unknown or isinstance(value, PartialText))


def _leaf(leaf: Leaf, default: Quantifier, parameters: Mapping[str, Any]) -> Compiled:
    operator = OPERATORS[leaf.operator]
    path = compile_path(leaf.key)
    quantifier = leaf.quantifier or default
    raw_expected, expected = _expected(leaf, operator, parameters)
    if leaf.value_from is not None:
        return _compared_leaf(leaf, _sets_as_sets(operator, leaf, []), path, quantifier)
    operator = _sets_as_sets(operator, leaf, expected)
    absent = judge(operator, None, expected)
    transform = leaf.transform
    whole = operator.whole and path.wildcard
    each_alone = quantifier.kind in ("all", "any")
    by_value = operator.group != PRESENCE and not (leaf.has_value and raw_expected is None)

    ordered = whole and (operator.base or operator.name) in _OF_ORDER

    def run(scope: ConditionScope) -> ConditionResult:
        matches = scan(scope, path)
        if by_value and scope.resource.filled_in is not None:
            matches = [with_default(match, scope.resource) for match in matches]
        if whole:
            matches = [_together(path, scope, matches)]
            if ordered and scope.resource.recorded:
                matches = [without_order(scope, path, matches[0])]
        spend(1 + sum([_steps_of(match.value) for match in matches]))
        checks: list[ValueResult] = []
        for match in matches:
            value = apply(transform, match.value) if transform else match.value
            checks.append(ValueResult(match, judge(operator, value, expected, (scope, match))))
        if each_alone and len(checks) == 1 and matches[0].uncertain is None:
            truth = checks[0].truth
        else:
            truth = quantify(quantifier, [(check.truth, check.match.uncertain) for check in checks], absent)
        return ConditionResult(leaf, scope, truth, checks, expected=raw_expected)

    return run


_OF_ORDER = ("sorted_ascending", "sorted_descending")


def _steps_of(value: Any) -> int:
    """Return the cost of testing one value."""
    if value is None or value is True or value is False:
        return 1
    if isinstance(value, str):
        return 1 + len(value) // CHARACTERS_PER_STEP
    if isinstance(value, (list, dict)):
        return 2 + len(value) // ELEMENTS_PER_STEP
    if isinstance(value, Alternatives):
        return 1 + 2 * len(value.options)
    return 1 + len(value.references) // ELEMENTS_PER_STEP if isinstance(value, Unknown) else 1


def _sets_as_sets(operator: Operator, leaf: Leaf, expected: Any) -> Operator:
    """Return the operator, which compares lists without order where they are sets for the provider."""
    if not isinstance(expected, list) or not _KEEP_SETS.issuperset(leaf.transform):
        return operator
    if not _equality(operator) and not any(isinstance(item, list) for item in expected):
        return operator
    from riveter.rules.conditions.sets import by_schema

    return by_schema(operator, expected)


_KEEP_SETS = frozenset({"lower", "upper", "trim", "number", "basename", "sort"})
"""Transforms after which a set is still one."""


class ConditionValueError(ValueError):
    """A value that an operator can't take, once the parameters are filled in; `span` is its place."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


def _expected(leaf: Leaf, operator: Operator, parameters: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return the value of a leaf with its parameters, as written and as prepared. Raises `ConditionValueError`."""
    if not leaf.has_value:
        return None, None
    try:
        raw = substitute(leaf.value, parameters, regex=operator.value.regex)
        return raw, operator.value.prepare(raw)
    except MissingParameterError as problem:
        raise ConditionValueError(str(problem), leaf.value_span or leaf.span) from None
    except ValueError as problem:
        sentence = as_unusable(problem).sentence(leaf.operator)
        raise ConditionValueError(sentence, leaf.value_span or leaf.span) from None


def _doubt(match: KeyMatch) -> Unknown | None:
    """Return why a match may not count as one: its element may not exist, or its value may be null."""
    if match.uncertain is not None:
        return match.uncertain
    value = match.value
    return value if isinstance(value, Unknown) and not value.not_null else None


def _together(path: Path, scope: ConditionScope, matches: list[KeyMatch]) -> KeyMatch:
    """Return all matches of a key with wildcards as one list."""
    present = [match for match in matches if not match.missing and match.value is not None]
    values = [match.value for match in present]
    opened = {i: doubt for i, match in enumerate(present) if (doubt := _doubt(match)) is not None}
    where = scope.prefix
    for kind, key in path.segments:
        if key is None or kind > 1:
            break
        where = (*where, key)
    together = OpenList(values, opened) if opened else values
    return KeyMatch(where, together, parts=tuple(match.path for match in present))


def _compared_leaf(leaf: Leaf, operator: Operator, path: Path, quantifier: Quantifier) -> Compiled:
    assert leaf.value_from is not None
    other_key = leaf.value_from
    from_subject = other_key.startswith(OF_SUBJECT)
    levels, bare = outward(other_key)
    other = compile_path(other_key[len(OF_SUBJECT) :] if from_subject else bare)
    transform = leaf.transform
    whole = operator.whole and path.wildcard

    def run(scope: ConditionScope) -> ConditionResult:
        matches = scan(scope, path)
        if operator.group != PRESENCE:
            matches = [with_default(match, scope.resource) for match in matches]
        if whole:
            matches = [_together(path, scope, matches)]
        subject = scope.case.view(scope.subject)
        place = scope.outward(levels)
        found = _of_subject(subject, other) if from_subject else scan(place, other)
        found = [with_default(match, scope.subject if from_subject else place.resource) for match in found]
        spend(2 + sum([_steps_of(match.value) for match in (*matches, *found)]))
        source = _one(other, scope, found)
        raw = source.value if source is not None else None
        result = ConditionResult(leaf, scope, False)
        result.expected = raw
        result.expected_from = source
        expected = raw if _equality(operator) else _prepared(operator, raw, other_key)
        checks: list[ValueResult] = []
        for match in matches:
            value = apply(transform, match.value) if transform else match.value
            checks.append(ValueResult(match, _against(operator, value, expected, (scope, match))))
        result.checks = checks
        judged = [(check.truth, check.match.uncertain) for check in checks]
        result.truth = quantify(quantifier, judged, _against(operator, None, expected, None))
        return result

    return run


def _against(operator: Operator, value: Any, expected: Any, context: tuple[ConditionScope, KeyMatch] | None) -> Truth:
    """Return the result of an operator that compares with another attribute. Only equality can decide if that attribute is unknown."""
    if isinstance(expected, (Mismatch, Unknown)) and not _equality(operator):
        return expected
    return judge(operator, value, expected, context)


def _one(path: Path, scope: ConditionScope, found: list[KeyMatch]) -> KeyMatch | None:
    """Return the value to compare with: all matches together for a key that means several, else the one there is."""
    doubtful = next((match for match in found if match.uncertain is not None), None)
    if path.wildcard or (len(found) > 1 and doubtful is None):
        return _together(path, scope, found)
    if doubtful is not None and doubtful.uncertain is not None:
        value = doubtful.value
        if not isinstance(value, Unknown) or value.not_null:  # it is null if its element does not exist
            why = doubtful.uncertain.derive() if doubtful.uncertain.not_null else doubtful.uncertain
            return KeyMatch(doubtful.path, why, doubtful.uncertain)
    return doubtful if doubtful is not None else found[0] if found else None


def _equality(operator: Operator) -> bool:
    return (operator.base or operator.name) in ("equals", "not_equals")


def _prepared(operator: Operator, raw: Any, key: str) -> Any:
    """Return the value of the other attribute, prepared for an operator; a `Mismatch` if the operator does not accept it."""
    unknown = has_unknown(raw)
    if unknown is not None:
        return unknown
    if raw is None:
        return Mismatch(f"can't be compared: `{key}` is not set")
    try:
        return operator.value.prepare(raw)
    except ValueError:
        return Mismatch(f"can't be compared: `{key}` is not {operator.value.summary}")


# --- groups --------------------------------------------------------------------------------------


def _group(group: Group, default: Quantifier, parameters: Mapping[str, Any], enough: int) -> Compiled:
    negated = group.kind == "not"
    inside = _opposite(enough) if negated else enough
    compiled = compile_conditions(group.conditions, default, parameters, inside)
    join = any_of if group.kind == "any" else all_of
    stop = _decisive(group.kind == "any", inside)

    def run(scope: ConditionScope) -> ConditionResult:
        children = _evaluated(compiled, scope, stop)
        truth = join([child.truth for child in children])
        return ConditionResult(group, scope, negate(truth) if negated else truth, children=children)

    return run


def _opposite(enough: int) -> int:
    """Return which truths are enough for a condition whose opposite is asked for."""
    return enough >> 1 | (enough & IF_TRUE) << 1


def _decisive(truth: bool, enough: int) -> bool | None:
    """Return the truth of one condition after which the others of a group are not looked at; None if all of them are."""
    return truth if enough & (IF_TRUE if truth else IF_FALSE) else None


def _evaluated(conditions: Sequence[Compiled], scope: ConditionScope, stop: bool | None) -> list[ConditionResult]:
    """Evaluate conditions in order, up to the first whose truth decides."""
    # A case that Terraform refuses shows only in the values: look at all of them.
    if stop is None or scope.complete or scope.case is not ANY_CASE:
        return [condition(scope) for condition in conditions]
    results: list[ConditionResult] = []
    for condition in conditions:
        result = condition(scope)
        results.append(result)
        if result.truth is stop:
            break
    return results


def _inside(quantifier: Quantifier, enough: int) -> int:
    """Return which truths are enough for the conditions on an element, by those that are for all elements together."""
    if quantifier.kind == "count":
        return 0
    return _opposite(enough) if quantifier.kind == "none" else enough


# --- each and related ----------------------------------------------------------------------------


def elements_of(match: KeyMatch) -> list[KeyMatch]:
    """Return the elements at a match: the items of a list, or the one block it is."""
    if match.missing or match.value is None:
        return []
    value = match.value
    if isinstance(value, Alternatives) and value.whole is not None:
        value = value.whole
    if isinstance(value, list):
        spend(len(value) // ELEMENTS_PER_STEP)
        opened = value.open if isinstance(value, OpenList) else {}
        return [
            KeyMatch(
                (*match.path, i),
                item,
                match.uncertain if match.uncertain is not None else opened.get(i),
                False,
                match.in_json,
            )
            for i, item in enumerate(value)
        ]
    if isinstance(value, Unknown):
        doubt = match.uncertain if match.uncertain is not None else value
        return [KeyMatch(match.path, value, doubt, False, match.in_json)]
    return [match]


def _judge_element(
    element: ElementResult,
    scope: ConditionScope,
    where: list[Compiled],
    assertions: list[Compiled],
    quantifier: Quantifier,
    stop: bool | None,
) -> Judged:
    spend(2)
    element.where = _evaluated(where, scope, False)
    element.where_truth = _filter_truth(element.where)
    if element.where_truth is False:
        element.truth = quantifier.kind == "all"
        return element.truth, element.doubt
    element.assertions = _evaluated(assertions, scope, stop)
    inside = all_of([result.truth for result in element.assertions])
    if quantifier.kind == "all":
        if element.where_truth is not True and inside is not True:
            inside = element.where_truth
    else:
        inside = all_of((element.where_truth, inside))
    element.truth = inside
    return inside, element.doubt


def _part(element: ElementResult, scope: ConditionScope) -> list[Part]:
    """Return the element as one that may cover something, unless it is not selected."""
    if element.where_truth is False:
        return []
    why = element.doubt
    if why is None and isinstance(element.where_truth, Unknown):
        why = element.where_truth
    return [(scope, why)]


def _filter_truth(results: Sequence[ConditionResult]) -> Truth:
    truth = all_of([result.truth for result in results])
    return False if isinstance(truth, Mismatch) else truth


def _each(each: Each, default: Quantifier, parameters: Mapping[str, Any], enough: int) -> Compiled:
    from_subject = each.key.startswith(OF_SUBJECT)
    path = compile_path(each.key[2:] if from_subject else each.key)
    spread = not path.segments or path.segments[-1][0] not in (2, 3)
    quantifier = each.quantifier or default
    inside = _inside(quantifier, enough)
    where = compile_conditions(each.where, ANY, parameters, IF_TRUE | IF_FALSE)
    assertions = compile_conditions(each.assertions, ALL, parameters, inside)
    stop = _decisive(False, inside)
    vacuous = quantifier.kind == "all"
    coverage = Coverage(each.covers, scan) if each.covers else None

    def run(scope: ConditionScope) -> ConditionResult:
        result = ConditionResult(each, scope, vacuous)
        elements: list[ElementResult] = []
        judged: list[Judged] = []
        parts: list[Part] = []
        place = scope.whole() if from_subject else scope
        for match in scan(place, path):
            items = elements_of(match) if spread else ([] if match.missing else [match])
            for item in items:
                element = ElementResult(item, None, item.uncertain)
                inner = place.element(item)
                inner.outer = scope
                judged.append(_judge_element(element, inner, where, assertions, quantifier, stop))
                elements.append(element)
                parts += _part(element, inner)
        result.elements = elements
        result.truth = quantify(quantifier, judged, vacuous) if coverage is None else coverage.truth(scope, parts, None)
        return result

    return run


def _found(related: Related, parameters: Mapping[str, Any]) -> Callable[[ConditionScope], _Found]:
    """Return how the other resources of a condition are found. Raises `ValueError` for parameters that do not fit."""
    if related.on:
        texts = {key: ComposedText(_in_text(text, parameters)) for key, text in related.on}
        installed = related.within == "installed"
        return lambda scope: composed(scope, related.resource_types, texts, installed=installed)
    if related.within:
        return lambda scope: members(scope, related.resource_types, related.within)
    return lambda scope: scope.graph.related(scope.resource, related, scope.prefix)


def _in_text(text: str, parameters: Mapping[str, Any]) -> str:
    """Return a text with its parameters, which are text here, also if one is alone."""
    return str(substitute(f"{text}.", parameters))[:-1]


def _related(related: Related, parameters: Mapping[str, Any], enough: int) -> Compiled:
    quantifier = related.quantifier or ANY
    try:
        find = _found(related, parameters)
        adder = Adder(related.sum, parameters) if related.sum is not None else None
        coverage = Coverage(related.covers, scan) if related.covers else None
    except MissingParameterError as problem:
        raise ConditionValueError(str(problem), related.span) from None
    except ValueError as problem:
        raise ConditionValueError(as_unusable(problem).sentence("related"), related.span) from None
    inside = _inside(quantifier, enough)
    where = compile_conditions(related.where, ANY, parameters, IF_TRUE | IF_FALSE)
    assertions = compile_conditions(related.assertions, ALL, parameters, inside)
    stop = _decisive(False, inside)
    vacuous = quantifier.kind == "all"
    # counts and sums are the same for each resource of a module, unless a condition looks at the resource or its existence tells more
    shared = (
        bool(related.within)
        and not related.on
        and (adder is not None or quantifier.kind == "count")
        and not reads_subject(related)
    )
    token = object()

    def key(scope: ConditionScope) -> Any:
        return token, scope.complete, scope.subject.module if related.within == "module" else ""

    def run(scope: ConditionScope) -> ConditionResult:
        result = ConditionResult(related, scope, vacuous)
        elements: list[ElementResult] = []
        judged: list[Judged] = []
        parts: list[Part] = []
        same = shared and scope.case is ANY_CASE and scope.resource.existence is None
        kept = scope.graph.derived.get(key(scope)) if same else None
        if kept is not None:
            result.elements, result.truth, result.note = kept
            return result
        connected, unseen = find(scope)
        spend(STEPS_OF_RELATION * len(related.via or ("",)) + len(connected))
        for resource, relation in connected:
            exists = scope.case.exists(resource)
            if exists is False:
                continue
            unsure = scope.case.doubt(relation)
            if unsure is False:
                continue
            doubt = (
                unsure if unsure is not None or exists is True or exist_together(scope.resource, resource) else exists
            )
            element = ElementResult(None, resource, doubt)
            place = scope.other(resource)
            judged.append(_judge_element(element, place, where, assertions, quantifier, stop))
            elements.append(element)
            parts += _part(element, place)
            element.more = more_of(resource, scope, related)
            if element.more is not None and doubt is None:
                judged.append((element.truth, element.more))
        result.elements = elements
        if adder is not None:
            result.truth = adder.truth(result, unseen)
        elif coverage is not None:
            result.truth = coverage.truth(scope, parts, unseen)
        else:
            if unseen is not None:
                judged.append((unseen, unseen))
            result.truth = quantify(quantifier, judged, vacuous)
        if same:
            scope.graph.derived[key(scope)] = result.elements, result.truth, result.note
        return result

    return run
