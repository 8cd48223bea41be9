"""Conditions on one key, with the data for reasoning about them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from riveter.core.causes import UnsetVariable
from riveter.core.clipping import cut
from riveter.core.paths import INDEX, NAME, compile_path
from riveter.core.values import Hole, PartialText, Unknown
from riveter.provider_schema.lint import single_valued
from riveter.rules.conditions.evaluation import judge
from riveter.rules.conditions.sets import is_set, unordered
from riveter.rules.model.comparison import number_of, number_text
from riveter.rules.model.parameters import MissingParameterError, substitute
from riveter.rules.model.rule import Leaf
from riveter.rules.model.truth import Mismatch
from riveter.rules.operators import OPERATORS, Operator

_BOOLS = {"true": (True,), "1": (True,), "false": (False,), "0": (False,)}
_ANY_TEXT = PartialText((Hole(Unknown(UnsetVariable("x"), not_null=True)),))
MAX_CANDIDATES = 200
"""A condition that allows more values than this is not compared value by value."""


class LeafScope:
    """Where conditions look. inside: in elements, or in other resources than the rule is about."""

    __slots__ = ("inside", "scopes", "types")

    def __init__(self, types: tuple[str, ...], scopes: tuple[str, ...] = (), *, inside: bool = False) -> None:
        self.types = types
        self.scopes = scopes
        self.inside = inside


class Constraint:
    """A leaf with the data for reasoning about it.

    single: its key matches at most one value. inside: it applies to an element, or to another resource.
    """

    __slots__ = ("expected", "inside", "leaf", "operator", "raw", "single")

    def __init__(self, leaf: Leaf, operator: Operator, raw: Any, expected: Any, single: bool, inside: bool) -> None:
        self.leaf = leaf
        self.operator = operator
        self.raw = raw
        self.expected = expected
        self.single = single
        self.inside = inside

    @property
    def name(self) -> str:
        """The operator it is, or is the opposite of."""
        return self.operator.base or self.operator.name

    @property
    def value_identity(self) -> str:
        """Equal for leaves with the same value: `"3"` and 3 are two, as the text "3.0" equals one of them."""
        return json.dumps(self.raw)

    @property
    def identity(self) -> str:
        """A value that is equal for equivalent leaves."""
        return f"{self.operator.name}\0{self.value_identity}"

    def candidates(self) -> list[Any] | None:
        """Return the only values it allows, where these are few: each of them stands for all values that equal it."""
        if self.operator.base:
            return None
        if self.name == "equals" and self.raw is not None:
            return [self.raw]
        if self.name == "in" and isinstance(self.raw, list):
            return self.raw if len(self.raw) <= MAX_CANDIDATES else None
        return {"is_true": [True], "is_false": [False]}.get(self.name)

    def allows(self, value: Any) -> bool:
        """Return True if it may hold for a value (None: not set)."""
        truth = judge(self.operator, value, self.expected)
        return truth is not False and not isinstance(truth, Mismatch)

    def allows_equal(self, value: Any) -> bool:
        """Return True if it may hold for a value that equals a candidate."""
        return any(map(self.allows, self._equals_of(value)))

    def holds(self, value: Any) -> bool:
        """Return True if it certainly holds for each value that equals a candidate."""
        return all(judge(self.operator, one, self.expected) is True for one in self._equals_of(value))

    def _equals_of(self, value: Any) -> list[Any]:
        """Return the values that equal one: `"30"` and 30. Texts of a number have no end: one with a hole stands for the others."""
        if isinstance(value, bool):
            return [value, *(("true", "1") if value else ("false", "0"))]
        number = number_of(value)
        if isinstance(value, str):
            return [value, *(() if number is None else (number,)), *_BOOLS.get(value, ())]
        if number is None:
            return [value]
        texts = [
            number_text(number),
            f"+{number_text(abs(number))}",
            f"{number:f}0" if "." in f"{number:f}" else f"{number:f}.0",
        ]
        exact = [text for text in texts if number_of(text) == number]
        return [value, *exact, *([] if self.operator.group in ("equality", "order") else [_ANY_TEXT])]

    def shown(self) -> str:
        """Return the words for messages: ``equals 1``."""
        if not self.leaf.has_value:
            return f"`{self.leaf.operator}`"
        return f"`{self.leaf.operator} {cut(_plain(self.raw), 60)}`"


def _needs_scope(operator: Operator, leaf: Leaf) -> bool:
    """Return True if an operator depends on the time, or on other resources."""
    if operator.group != "IAM" or not isinstance(leaf.value, dict):
        return operator.contextual and operator.group != "IAM"
    asked = leaf.value.get("resources")
    return any(isinstance(item, dict) for item in (asked if isinstance(asked, list) else [asked]))


def _leads_to_set(resource_type: str, place: LeafScope, key: str) -> bool:
    """Return True if the values of a key are sets; elements of `each` are looked at in their blocks."""
    keys: list[str | int] = []
    for scope in (*place.scopes, key):
        for kind, name in compile_path(scope).segments:
            keys.append(name if kind == NAME and name is not None else 0)
        if scope != key:
            keys.append(0)
    return is_set(resource_type, tuple(keys))


def constraint_of(leaf: Leaf, place: LeafScope, parameters: Mapping[str, Any]) -> Constraint | None:
    """Return a leaf as a constraint; None if that is not possible. The quantifier of the leaf is ignored."""
    operator = OPERATORS[leaf.operator]
    if leaf.value_from is not None or operator.secret or _needs_scope(operator, leaf):
        return None
    if operator.whole and compile_path(leaf.key).wildcard:
        return None
    try:
        raw = substitute(leaf.value, parameters, regex=operator.value.regex) if leaf.has_value else None
        expected = operator.value.prepare(raw) if leaf.has_value else None
    except (MissingParameterError, ValueError):
        return None
    if any(_leads_to_set(name, place, leaf.key) for name in place.types):
        operator = unordered(operator)
    return Constraint(leaf, operator, raw, expected, _single(place, leaf.key), place.inside)


def _single(place: LeafScope, key: str) -> bool:
    """Return True if a key leads to one value at most."""
    path = compile_path(key)
    if path.wildcard:
        return False
    if len(path.segments) == 1 or all(kind == INDEX for kind, _ in path.segments[1::2]):
        return True
    return single_valued(place.types, place.scopes, key)


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    encode: Callable[[Any], str] = json.dumps
    return encode(value)
