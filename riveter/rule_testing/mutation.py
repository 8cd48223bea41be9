"""Mutants of a rule: one operator, value, quantifier, filter or assertion changed at a time.

A change that no case notices shows a missing case. Changes that can make no difference (removing the only assertion, another number for an
empty text) are not made. Some of the others may still be equivalent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from riveter.core.clipping import clip
from riveter.core.source import Span
from riveter.rules.model.parameters import PLACEHOLDER
from riveter.rules.model.rule import ALL, ANY, Condition, Each, Group, Leaf, Parameter, Quantifier, Related, Rule, Sum
from riveter.rules.operators import OPERATORS

NONE = Quantifier("none")
MAX_LIST_ITEMS = 8
"""Up to this length, every item of a list is removed in turn. Longer lists are tables of facts, and cases only sample them."""

NEIGHBOURS = {
    "greater_than": "greater_than_or_equal",
    "greater_than_or_equal": "greater_than",
    "less_than": "less_than_or_equal",
    "less_than_or_equal": "less_than",
    "contains_all": "contains_any",
    "contains_any": "contains_all",
    "starts_with": "contains",
    "ends_with": "contains",
    "is_true": "exists",
    "is_not_empty": "exists",
    "is_empty": "not_exists",
    "equals": "exists",
    "not_equals": "not_exists",
    "in": "exists",
    "not_in": "not_exists",
    "matches": "exists",
    "not_matches": "not_exists",
    "version_at_least": "exists",
    "unique": "exists",
}
"""A weaker or off-by-one operator to try in addition to the opposite one."""

OPPOSITES = {
    "greater_than": "less_than_or_equal",
    "greater_than_or_equal": "less_than",
    "less_than": "greater_than_or_equal",
    "less_than_or_equal": "greater_than",
    "is_null": "exists",
    "contains_any": "contains_none",
}


class Mutation(msgspec.Struct, frozen=True):
    """A changed rule: the change, and its location."""

    rule: Rule
    change: str
    span: Span


class _ChangedCondition(msgspec.Struct, frozen=True):
    """A changed condition; None if it was removed."""

    condition: Condition | None
    change: str
    span: Span


def mutations(rule: Rule) -> Iterator[Mutation]:
    """Yield every mutant of a rule."""
    for i, condition in enumerate(rule.filters):
        for change in (_left_out(condition, "filter"), *_changes(condition)):
            yield Mutation(_with(rule, "filters", i, change.condition), change.change, change.span)
    alone = len(rule.assertions) == 1
    for i, condition in enumerate(rule.assertions):
        for change in (*(() if alone else (_left_out(condition, "assertion"),)), *_changes(condition)):
            yield Mutation(_with(rule, "assertions", i, change.condition), change.change, change.span)
    for i, parameter in enumerate(rule.parameters):
        if _uses(rule, parameter.name):
            yield from _parameter_mutations(rule, i, parameter)


def _with(rule: Rule, field: str, index: int, condition: Condition | None) -> Rule:
    return msgspec.structs.replace(rule, **{field: _replaced(getattr(rule, field), index, condition)})


def _replaced(conditions: tuple[Condition, ...], index: int, condition: Condition | None) -> tuple[Condition, ...]:
    middle = () if condition is None else (condition,)
    return conditions[:index] + middle + conditions[index + 1 :]


def _left_out(condition: Condition, what: str) -> _ChangedCondition:
    return _ChangedCondition(None, f"{what} left out: {describe(condition)}", condition.span)


def describe(condition: Condition) -> str:
    """Return a condition in a few words."""
    if isinstance(condition, Leaf):
        value = f" {shown(condition.value)}" if condition.has_value else ""
        return f"{condition.key} {condition.operator}{value}"
    if isinstance(condition, Group):
        return f"{condition.kind} of {len(condition.conditions)} conditions"
    if isinstance(condition, Each):
        return f"each {condition.key}"
    if isinstance(condition, Related):
        return f"related {', '.join(condition.resource_types)}"
    return "expression" if hasattr(condition, "text") else "check"


def shown(value: Any) -> str:
    """Return a value of a rule, short."""
    text = msgspec.json.encode(value).decode() if not isinstance(value, str) else f'"{value}"'
    return clip(text, 50)


def _changes(condition: Condition) -> Iterator[_ChangedCondition]:
    """Yield every single change inside a condition."""
    if isinstance(condition, Leaf):
        yield from _leaf_changes(condition)
    elif isinstance(condition, Group):
        yield from _group_changes(condition)
    elif isinstance(condition, (Each, Related)):
        yield from _scope_changes(condition)


# --- leaves ---


def _leaf_changes(leaf: Leaf) -> Iterator[_ChangedCondition]:
    span = leaf.operator_span or leaf.span
    for name in _other_operators(leaf.operator):
        keeps_value = OPERATORS[name].takes_value
        changed = msgspec.structs.replace(
            leaf,
            operator=name,
            value=leaf.value if keeps_value else None,
            has_value=leaf.has_value and keeps_value,
            value_from=leaf.value_from if keeps_value else None,
        )
        yield _ChangedCondition(changed, f"operator of {leaf.key}: {leaf.operator} → {name}", span)
    if leaf.has_value:
        for value in _other_values(leaf):
            change = f"value of {leaf.key} {leaf.operator}: {shown(leaf.value)} → {shown(value)}"
            yield _ChangedCondition(msgspec.structs.replace(leaf, value=value), change, leaf.value_span or leaf.span)
    if leaf.quantifier is not None:
        for quantifier in _other_quantifiers(leaf.quantifier):
            change = f"quantifier of {leaf.key} {leaf.operator}: {leaf.quantifier} → {quantifier}"
            yield _ChangedCondition(msgspec.structs.replace(leaf, quantifier=quantifier), change, leaf.span)


def _other_operators(name: str) -> list[str]:
    operator = OPERATORS[name]
    opposite = OPPOSITES.get(name) or OPPOSITES.get(operator.name)
    if opposite is None:
        if operator.negated:
            opposite = operator.base or name.replace("not_", "", 1)
        else:
            negation = OPERATORS.get(f"not_{name}") or OPERATORS.get(f"not_{operator.name}")
            opposite = negation.name if negation is not None else None
    neighbour = NEIGHBOURS.get(operator.name)
    candidates = dict.fromkeys(other for other in (opposite, neighbour) if other is not None)
    return [other for other in candidates if other in OPERATORS and other != name]


def _other_values(leaf: Leaf) -> Iterator[Any]:
    value, operator = leaf.value, OPERATORS[leaf.operator]
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (int, float)):
        yield value + 1
        if value > 0 or operator.group == "order":
            yield value - 1
    elif isinstance(value, str):
        if PLACEHOLDER.fullmatch(value):
            return  # the parameter is changed instead
        if operator.base == "matches" or operator.name == "matches":
            yield from _other_patterns(value)
        elif value:
            yield f"{value}~"
    elif isinstance(value, list) and 1 < len(value) <= MAX_LIST_ITEMS:
        for i in range(len(value)):
            yield value[:i] + value[i + 1 :]
    elif isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        yield [f"{value[0]}~"]
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, bool):
                yield {**value, key: not item}
            elif len(value) > 1:
                yield {k: v for k, v in value.items() if k != key}


def _other_patterns(pattern: str) -> Iterator[str]:
    if pattern.startswith("^"):
        yield pattern[1:]
    if pattern.endswith("$") and not pattern.endswith("\\$"):
        yield pattern[:-1]
    yield from (_without_branch(pattern, i) for i in range(len(_branches(pattern))))
    yield f"~{pattern.removeprefix('^')}"


def _group_at(pattern: str) -> tuple[int, int] | None:
    """Return the first group with alternatives and no group inside: where its content begins and ends."""
    begin = 0
    while (begin := pattern.find("(", begin)) >= 0:
        if begin and pattern[begin - 1] == "\\":
            begin += 1
            continue
        end = pattern.find(")", begin)
        inner = pattern[begin + 1 : end] if end > 0 else ""
        if "|" in inner and not set(inner) & set("([\\"):
            return begin + 1, end
        begin += 1
    return None


def _branches(pattern: str) -> list[str]:
    place = _group_at(pattern)
    if place is None:
        return []
    branches = pattern[place[0] : place[1]].split("|")
    return branches if len(branches) <= MAX_LIST_ITEMS else []


def _without_branch(pattern: str, index: int) -> str:
    place = _group_at(pattern)
    assert place is not None
    branches = pattern[place[0] : place[1]].split("|")
    kept = "|".join(branches[:index] + branches[index + 1 :])
    return pattern[: place[0]] + kept + pattern[place[1] :]


def _other_quantifiers(quantifier: Quantifier) -> list[Quantifier]:
    if quantifier.kind == "count":
        least, most = quantifier.at_least, quantifier.at_most
        changed = []
        if isinstance(least, int):
            changed.append(Quantifier("count", least + 1, max(most, least + 1) if isinstance(most, int) else most))
        if isinstance(most, int):
            changed.append(Quantifier("count", least, most + 1))
        return changed
    return {"all": [ANY, NONE], "any": [ALL, NONE], "none": [ANY]}[quantifier.kind]


# --- groups and scopes ---


def _group_changes(group: Group) -> Iterator[_ChangedCondition]:
    if group.kind == "not":
        inner: Condition = (
            group.conditions[0] if len(group.conditions) == 1 else Group(group.span, "all", group.conditions)
        )
        yield _ChangedCondition(inner, f"`not` left out: {describe(group)}", group.span)
    elif len(group.conditions) > 1:
        other: Any = "all" if group.kind == "any" else "any"
        yield _ChangedCondition(msgspec.structs.replace(group, kind=other), f"{group.kind} → {other}", group.span)
    yield from _inside(group, "conditions", group.conditions, "condition", keep_last=True)


def _scope_changes(scope: Each | Related) -> Iterator[_ChangedCondition]:
    current = scope.quantifier
    if isinstance(scope, Related) and scope.sum is not None:
        yield from _sum_changes(scope, scope.sum)
    elif scope.covers:
        yield from _covers_changes(scope)
    elif current is None and isinstance(scope, Related):
        current = ANY
    for quantifier in [] if current is None else _other_quantifiers(current):
        change = f"quantifier of {describe(scope)}: {current} → {quantifier}"
        yield _ChangedCondition(msgspec.structs.replace(scope, quantifier=quantifier), change, scope.span)
    yield from _inside(scope, "where", scope.where, "`where` condition", keep_last=False)
    yield from _inside(scope, "assertions", scope.assertions, "assertion", keep_last=isinstance(scope, Each))


def _covers_changes(scope: Each | Related) -> Iterator[_ChangedCondition]:
    """Yield the condition without each dimension, and with each other limit of one."""
    for i, dimension in enumerate(scope.covers):
        rest = (*scope.covers[:i], *scope.covers[i + 1 :])
        if rest:
            words = f"{dimension.kind} of {describe(scope)} left out"
            yield _ChangedCondition(msgspec.structs.replace(scope, covers=rest), words, scope.span)
        for text in dimension.within if len(dimension.within) > 1 else ():
            fewer = msgspec.structs.replace(dimension, within=tuple(each for each in dimension.within if each != text))
            changed = (*scope.covers[:i], fewer, *scope.covers[i + 1 :])
            words = f"{text} left out of what {describe(scope)} must cover"
            yield _ChangedCondition(msgspec.structs.replace(scope, covers=changed), words, scope.span)


def _sum_changes(scope: Related, total: Sum) -> Iterator[_ChangedCondition]:
    for name, bound in (("at_least", total.at_least), ("at_most", total.at_most)):
        if isinstance(bound, (int, float)):
            for other in (bound - 1, bound + 1):
                changed = msgspec.structs.replace(total, **{name: other})
                words = f"{name} of the sum in {describe(scope)}: {bound} → {other}"
                yield _ChangedCondition(msgspec.structs.replace(scope, sum=changed), words, scope.span)


def _inside(
    parent: Group | Each | Related, field: str, conditions: tuple[Condition, ...], what: str, *, keep_last: bool
) -> Iterator[_ChangedCondition]:
    for i, condition in enumerate(conditions):
        changes = list(_changes(condition))
        if len(conditions) > 1 or not keep_last:
            changes.insert(0, _left_out(condition, what))
        for change in changes:
            replaced = msgspec.structs.replace(parent, **{field: _replaced(conditions, i, change.condition)})
            yield _ChangedCondition(replaced, change.change, change.span)


# --- parameters ---


def _parameter_mutations(rule: Rule, index: int, parameter: Parameter) -> Iterator[Mutation]:
    value = parameter.default
    others: list[Any] = []
    if isinstance(value, bool):
        others = [not value]
    elif isinstance(value, (int, float)):
        others = [value + 1, value - 1]
    elif isinstance(value, list) and 1 < len(value) <= MAX_LIST_ITEMS:
        others = [value[:i] + value[i + 1 :] for i in range(len(value))]
    for other in others:
        changed = msgspec.structs.replace(parameter, default=other)
        parameters = (*rule.parameters[:index], changed, *rule.parameters[index + 1 :])
        change = f"default of parameter {parameter.name}: {shown(value)} → {shown(other)}"
        yield Mutation(msgspec.structs.replace(rule, parameters=parameters), change, parameter.span)


def _uses(rule: Rule, name: str) -> bool:
    """Return True if a condition of the rule takes the parameter."""
    text = msgspec.json.encode([rule.filters, rule.assertions]).decode()
    return f"{{param.{name}}}" in text
