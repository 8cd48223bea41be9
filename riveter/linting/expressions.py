"""Expressions in CEL as formulas: comparisons of one value with constants are decided together, everything else may hold or not.

A value that an expression reads can be missing: then neither a comparison nor its negation holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import msgspec

from riveter.linting.formulas import Atom, Formula, Join, Variable, possible
from riveter.linting.value_classes import ANY_TRUTH, MISMATCH, Combination, Decided

MAX_COMPARISONS = 30
"""So many comparisons of one value are decided together."""

_MISSING = object()
_OTHER = object()
"""A value of a type that no constant has."""
_NO_CONSTANT = object()
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "relation_lt": lambda one, two: one < two,
    "relation_le": lambda one, two: one <= two,
    "relation_gt": lambda one, two: one > two,
    "relation_ge": lambda one, two: one >= two,
}
_ROOTS = ("ident('resource')", "ident('subject')")
"""What is always there, and has attributes."""
_MIRRORED = {
    "relation_lt": "relation_gt",
    "relation_le": "relation_ge",
    "relation_gt": "relation_lt",
    "relation_ge": "relation_le",
    "relation_eq": "relation_eq",
    "relation_ne": "relation_ne",
}


class _Comparison(msgspec.Struct, frozen=True):
    """A comparison of a value with a constant. operator: that of CEL's grammar, `bool` for the value itself, or `has`."""

    operator: str
    constant: Any = None


class _Subject:
    """A value that an expression reads, and everything that it asks of it.

    counts: the value is a length. deep: what should have the value may be missing itself. nullable: it may be null; an attribute that is
    null is missing.
    """

    def __init__(self, counts: bool, deep: bool, nullable: bool) -> None:
        self.variable = Variable()
        self.comparisons: list[_Comparison] = []
        self.counts = counts
        self.deep = deep
        self.nullable = nullable

    def ask(self, comparison: _Comparison) -> Atom:
        """Return the result of a comparison."""
        if comparison not in self.comparisons:
            self.comparisons.append(comparison)
        return Atom(self.variable, self.comparisons.index(comparison))

    def complete(self) -> None:
        """Compute which results are possible together."""
        found: set[Combination] = {tuple(_result(item, value) for item in self.comparisons) for value in self._values()}
        if self.deep:
            found.add(tuple(MISMATCH for _ in self.comparisons))
        self.variable.values = frozenset(found)

    def _values(self) -> Iterator[Any]:
        """Yield a value of each kind that the comparisons tell apart."""
        constants: list[Any] = []
        for item in self.comparisons:
            constants += item.constant if isinstance(item.constant, list) else [item.constant]
        yield _MISSING
        numbers = sorted({item for item in constants if _is_number(item)})
        if self.counts:
            near = {number + step for number in (*map(int, numbers), 0) for step in (-1, 0, 1)}
            yield from (Decimal(number) for number in near if number >= 0)
            return
        yield from (_OTHER, True, False)
        yield from (None,) if self.nullable else ()
        yield from {item for item in constants if isinstance(item, str)}
        yield from numbers
        yield from ((one + two) / 2 for one, two in pairwise(numbers))
        yield from (numbers[0] - 1, numbers[-1] + 1) if numbers else ()


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal)


def _result(comparison: _Comparison, value: Any) -> Decided:
    operator, constant = comparison.operator, comparison.constant
    if operator == "has":
        return value is not _MISSING
    if value is _MISSING:
        return MISMATCH
    if operator == "bool":
        return value if isinstance(value, bool) else MISMATCH
    if operator == "relation_in":
        return any(_equal(value, item) for item in constant)
    if operator in ("relation_eq", "relation_ne"):
        return _equal(value, constant) is (operator == "relation_eq")
    return _ORDER[operator](value, constant) if _is_number(value) else MISMATCH


def _equal(one: Any, two: Any) -> bool:
    return type(one) is type(two) and bool(one == two)


# --- from the syntax tree ------------------------------------------------------------------------


def expression_formula(text: str) -> Formula | None:
    """Return the formula of an expression; None if it can't be read."""
    from riveter.rules.conditions import cel
    from riveter.rules.conditions.expression_error import ExpressionError

    try:
        tree = cel.parse_expression(text)
    except ExpressionError:
        return None
    return _Reader().whole(tree)


class _Reader:
    """Makes formulas of the syntax tree of one expression, or of the inside of a macro."""

    def __init__(self) -> None:
        self._subjects: dict[str, _Subject] = {}
        self._opaque: dict[str, Variable] = {}

    def whole(self, tree: Any) -> Formula:
        """Return the formula of a tree."""
        formula = self._read(tree)
        for subject in self._subjects.values():
            subject.complete()
        return formula

    def _read(self, tree: Any) -> Formula:
        tree = _unwrapped(tree)
        data, children = _parts(tree)
        if data in ("conditionalor", "conditionaland"):
            return Join("any" if data == "conditionalor" else "all", [self._read(child) for child in children])
        if data == "unary" and len(children) == 2 and children[0].data == "unary_not":
            return Join("not", [self._read(children[1])])
        if data == "relation":
            return self._relation(str(children[0].data), children[0].children[0], children[1])
        constant = _constant(tree)
        if isinstance(constant, bool):
            return constant
        if data == "ident_arg" and str(children[0]) == "has":
            return self._subject(_unwrapped(children[1].children[0])).ask(_Comparison("has"))
        if data == "member_dot_arg" and str(children[1]) in ("all", "exists") and len(children) == 3:
            return self._macro(tree, str(children[1]), children[2].children)
        if data in ("member_dot", "member_index", "ident"):
            return self._subject(tree).ask(_Comparison("bool"))
        return self._unknown(tree)

    def _relation(self, operator: str, left: Any, right: Any) -> Formula:
        one, two = _constant(left), _constant(right)
        if one is not _NO_CONSTANT and two is _NO_CONSTANT and operator in _MIRRORED:
            operator, left, right, one, two = _MIRRORED[operator], right, left, two, one
        if two is _NO_CONSTANT or (isinstance(two, list) is not (operator == "relation_in")):
            return self._unknown(left, operator, right)
        comparison = _Comparison(operator, two)
        if operator in _ORDER and not _is_number(two):
            return self._unknown(left, operator, right)
        if one is not _NO_CONSTANT:
            truth = _result(comparison, _OTHER if isinstance(one, list) or one is None else one)
            return truth if isinstance(truth, bool) else self._unknown(left, operator, right)
        subject = self._subject(_unwrapped(left))
        if len(subject.comparisons) >= MAX_COMPARISONS:
            return self._unknown(left, operator, right)
        return subject.ask(comparison)

    def _macro(self, tree: Any, name: str, arguments: Any) -> Formula:
        """Return the result of `all` or `exists`, if the condition on the elements never depends on them."""
        inside = _Reader().whole(arguments[-1])
        same = not possible([], inside) if name == "all" else not possible([inside])
        truths: tuple[Decided, ...] = (name == "all", MISMATCH) if same else ANY_TRUTH
        return Atom(self._opaque.setdefault(_key(tree), _variable(truths)), 0)

    def _unknown(self, *parts: Any) -> Formula:
        return Atom(self._opaque.setdefault(" ".join(map(_key, parts)), _variable(ANY_TRUTH)), 0)

    def _subject(self, tree: Any) -> _Subject:
        data, children = _parts(tree)
        counts = (data == "ident_arg" and str(children[0]) == "size") or (
            data == "member_dot_arg" and str(children[1]) == "size" and len(children) == 2
        )
        attribute = data == "member_dot" and _key(children[0]) in _ROOTS
        return self._subjects.setdefault(_key(tree), _Subject(counts, not attribute, data != "member_dot"))


def _parts(tree: Any) -> tuple[str, Any]:
    """Return the kind of a node and its children; nothing for a token."""
    return str(getattr(tree, "data", "")), getattr(tree, "children", ())


def _variable(truths: tuple[Decided, ...]) -> Variable:
    return Variable(None, frozenset((truth,) for truth in truths))


def _unwrapped(tree: Any) -> Any:
    """Return the node behind nodes that only group."""
    while getattr(tree, "children", None) and len(tree.children) == 1 and tree.data not in ("ident", "literal"):
        if tree.data in ("list_lit", "map_lit"):
            break
        tree = tree.children[0]
    return tree


def _constant(tree: Any) -> Any:
    """Return the value of a literal, or of a list of literals."""
    tree = _unwrapped(tree)
    data, children = _parts(tree)
    if data == "list_lit":
        items = [_constant(item) for item in (children[0].children if children else ())]
        return _NO_CONSTANT if any(item is _NO_CONSTANT or isinstance(item, list) for item in items) else items
    return _literal(children[0]) if data == "literal" else _NO_CONSTANT


def _literal(token: Any) -> Any:
    text = str(token)
    if token.type == "BOOL_LIT":
        return text == "true"
    if token.type in ("STRING_LIT", "MLSTRING_LIT"):
        from riveter.rules.conditions.cel_semantics import literal_text

        return literal_text(text)
    if token.type == "INT_LIT":
        return Decimal(int(text, 16 if "x" in text.lower() else 10))
    if token.type == "FLOAT_LIT":
        return Decimal(text)
    return None if token.type == "NULL_LIT" else _NO_CONSTANT


def _key(tree: Any) -> str:
    """Return a text that is the same for trees that ask the same."""
    tree = _unwrapped(tree)
    children = getattr(tree, "children", None)
    if children is None:
        return repr(str(tree))
    return f"{tree.data}({' '.join(map(_key, children))})"
