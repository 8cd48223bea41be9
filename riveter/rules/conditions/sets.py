"""Lists that are sets for the provider: two of them are equal if they have the same elements, in any order and number."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.values import Unknown
from riveter.provider_schema import DataFileError, lookup
from riveter.provider_schema.schema import AttributeSchema
from riveter.rules.model.comparison import all_elements, any_element, equal
from riveter.rules.model.truth import Truth, all_of, any_of
from riveter.rules.operators import Operator

if TYPE_CHECKING:
    from riveter.core.paths import KeyMatch, PathKeys
    from riveter.rules.relations.scope import ConditionScope

MAX_COMPARED = 250_000
"""How many pairs of elements are compared."""

EQUALITY = frozenset({"equals", "not_equals"})
MEMBERSHIP = frozenset({"in", "not_in"})


def by_schema(operator: Operator, expected: Any) -> Operator:
    """Return the operator with sets compared as sets, where it compares a list of the rule with one of the configuration."""
    name = operator.base or operator.name
    if name in EQUALITY and isinstance(expected, list):
        return msgspec.structs.replace(operator, test=_equal, contextual=True)
    if name in MEMBERSHIP and isinstance(expected, list) and any(isinstance(item, list) for item in expected):
        return msgspec.structs.replace(operator, test=_in, contextual=True)
    return operator


def unordered(operator: Operator) -> Operator:
    """Return the operator, for a place that is a set: only equality differs there."""
    if (operator.base or operator.name) not in EQUALITY:
        return operator
    return msgspec.structs.replace(operator, test=_equal_unordered)


def _equal_unordered(value: Any, expected: Any) -> Truth:
    both = isinstance(value, list) and isinstance(expected, list)
    return equal_sets(value, expected) if both else equal(value, expected)


def _equal(value: Any, expected: Any, context: tuple[ConditionScope, KeyMatch] | None) -> Truth:
    if isinstance(value, list) and isinstance(expected, list) and _at_a_set(context):
        return equal_sets(value, expected)
    return equal(value, expected)


def _in(value: Any, expected: list[Any], context: tuple[ConditionScope, KeyMatch] | None) -> Truth:
    return any_of([_equal(value, item, context) for item in expected])


def equal_sets(left: list[Any], right: list[Any]) -> Truth:
    """Return whether two lists contain the same elements."""
    if len(left) * len(right) > MAX_COMPARED:
        return Unknown(SpentBudget(WorkLimit.COMPARED_ELEMENTS))
    return all_of((_within(left, right), _within(right, left)))


def _within(inner: list[Any], outer: list[Any]) -> Truth:
    return all_elements(inner, lambda item: any_element(outer, lambda other: equal(item, other)))


def _at_a_set(context: tuple[ConditionScope, KeyMatch] | None) -> bool:
    if context is None:
        return False
    scope, match = context
    return not match.in_json and is_set(scope.resource.type, match.path)


@lru_cache(maxsize=4096)
def is_set(resource_type: str, path: PathKeys) -> bool:
    """Return True if the value at a path is a set in the provider's schema; False without a schema."""
    try:
        schema = lookup(resource_type)
    except DataFileError:
        return False
    if schema is None:
        return False
    place, nesting, kind = schema.root, "single", ""
    for key in path:
        if kind:
            kind = kind.partition("(")[2][:-1]  # an element of it
        elif isinstance(key, int) or nesting == "map":
            nesting = "single"
        else:
            member = place.get(key)
            inner = place.enter(key)
            if member is None:
                return False
            if inner is None:
                kind = member.type if isinstance(member, AttributeSchema) else ""
                nesting = "single"
            else:
                place, nesting = inner, member.nesting or "single"
    return kind.startswith("set(") or nesting == "set"
