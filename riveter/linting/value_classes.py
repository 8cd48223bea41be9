"""Compute the possible combinations of results of the conditions on one key: each value of the key decides all of them at once.

The values are divided into classes: not set, each value that a condition names, the numbers between those, texts with a prefix that a
condition names, and the rest. If a class does not decide a condition, the condition may hold or not. So the result contains every possible
combination, and perhaps some that are impossible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product
from typing import Any, TypeAlias

import msgspec

from riveter.core.causes import UnsetVariable
from riveter.core.effort import spend
from riveter.core.patterns import late
from riveter.core.values import Hole, PartialText, Unknown
from riveter.linting.constraints import Constraint
from riveter.rules.conditions.evaluation import judge
from riveter.rules.model.comparison import number_of, text_of
from riveter.rules.model.truth import Mismatch, Truth, negate

Decided: TypeAlias = "bool | Mismatch"
Combination: TypeAlias = tuple[Decided, ...]
"""The result of each condition, in their order."""

MISMATCH = Mismatch("")
ANY_TRUTH: tuple[Decided, ...] = (True, False, MISMATCH)
MAX_UNDECIDED = 4
"""So many different conditions may be undecided in a class: their combinations grow with a power of this."""
MAX_CONDITIONS = 40
MAX_POINTS = 120
MAX_LENGTH = 5

_WITH_TEXTS = ("", "string", "dynamic")
_TEXTS_OF_BOOLS = ("true", "1", "false", "0")
_EQUALITY = frozenset({"equals", "in", "not_equals", "not_in", "is_true", "is_false"})
_ANYTHING = Unknown(UnsetVariable("x"), not_null=True)
_REPETITION = late(r"[{,]([0-9]{1,4})")
_LITERAL_PREFIX = late(r"\^((?:[A-Za-z0-9 _/:@%,;=<>~#!&\"'-]|\\[^\w\s])*)(.?)")


class KeyFacts(msgspec.Struct, frozen=True):
    """The known facts about the value at a key.

    kind: its type (``string``, ``set(string)``, ``block``), empty if unknown. optional: it may be absent. known: the facts come from a
    schema. most: the maximum number of blocks, 0 for any number. only: its only possible value.
    """

    kind: str = ""
    optional: bool = True
    known: bool = False
    most: int = 0
    only: str = ""


def combinations(constraints: Sequence[Constraint], facts: KeyFacts) -> frozenset[Combination] | None:
    """Return the possible combinations of results of the conditions on a key; None if there are too many."""
    if len(constraints) > MAX_CONDITIONS:
        return None
    if facts.only:
        return frozenset([_exact(constraints, facts.only)])
    points = _points(constraints, facts)
    if len(points) > MAX_POINTS:
        return None
    found = {_exact(constraints, value) for value in points}
    for undecided in _classes(constraints, facts):
        if sum(len(options) > 1 for options in undecided.values()) > MAX_UNDECIDED:
            return None
        found.update(_expanded(constraints, undecided))
    if facts.optional:
        absent = _exact(constraints, None)
        if facts.known:  # the provider may fill in what nobody has written
            found.update([_filled_in(constraints, absent, one) for one in found])
        found.add(absent)
    known = [i for i, constraint in enumerate(constraints) if constraint.name in ("is_known", "is_literal")]
    for i in known:
        found.update([(*one[:i], not one[i], *one[i + 1 :]) for one in found])
    return frozenset(found)


def _exact(constraints: Sequence[Constraint], value: Any) -> Combination:
    return tuple([_plain(judge(one.operator, value, one.expected)) for one in constraints])


def _plain(truth: Truth) -> Decided:
    return truth if isinstance(truth, bool) else MISMATCH


def _filled_in(constraints: Sequence[Constraint], absent: Combination, present: Combination) -> Combination:
    by_presence = [one.operator.group == "presence" or (one.leaf.has_value and one.raw is None) for one in constraints]
    return tuple([absent[i] if by_presence[i] else present[i] for i in range(len(constraints))])


# --- values that conditions name -----------------------------------------------------------------


def _points(constraints: Sequence[Constraint], facts: KeyFacts) -> list[Any]:
    if facts.kind == "bool":
        return [True, False]
    named = _all_named(constraints)
    numbers = _numbers(constraints, named)
    if facts.kind == "number":
        return list(numbers)
    texts = _TEXTS_OF_BOOLS if facts.kind in _WITH_TEXTS else ()
    values: list[Any] = ["", True, False, *texts, *named, *numbers]
    if facts.kind == "string":
        return list(dict.fromkeys(text_of(value) for value in values))
    structure = _structure(facts.kind)
    if structure is not None:
        values = [structure()]
    points = {(type(value).__name__, repr(value)): value for value in values}
    for constraint in constraints:
        if isinstance(constraint.raw, structure or (list, dict)):
            points["raw", constraint.value_identity] = constraint.raw
    if structure is not None:
        return list(points.values())
    points["dict", ""] = {}
    if facts.optional or facts.kind != "block":
        points["list", ""] = []
    return list(points.values())


def _structure(kind: str) -> type[list[Any]] | type[dict[str, Any]] | None:
    """Return list or dict if all values of a type are of it."""
    if kind.startswith(("list(", "set(")):
        return list
    return dict if kind.startswith("map(") else None


def _named(constraint: Constraint) -> Iterator[Any]:
    """Yield the single values that a condition names."""
    raw = constraint.raw
    for value in raw if isinstance(raw, list) else [raw]:
        if isinstance(value, str):
            yield value
            yield value.lower()
            yield value.upper()
        elif value is not None and not isinstance(value, (list, dict)):
            yield value


def _all_named(constraints: Sequence[Constraint]) -> list[Any]:
    return [value for one in constraints for value in _named(one)]


def _has_numbers(constraints: Sequence[Constraint]) -> bool:
    """Return True if a condition names a number, or compares with one."""
    return any(one.operator.group == "order" for one in constraints) or any(
        not isinstance(value, bool) and number_of(value) is not None for value in _all_named(constraints)
    )


def _numbers(constraints: Sequence[Constraint], named: Iterable[Any]) -> list[Decimal]:
    """Return the numbers that decide conditions: those that they name, one between each two, one before and one after."""
    bounds = {number for value in named if (number := number_of(value)) is not None}
    for one in constraints:
        for value in one.expected if isinstance(one.expected, tuple) else (one.expected,):
            if isinstance(value, Decimal):
                bounds.add(value)
    ordered = sorted(bound for bound in bounds if bound.is_finite())
    if not ordered:
        return [Decimal(0), Decimal(1)]
    between = [(low + high) / 2 for low, high in pairwise(ordered)]
    return [ordered[0] - 1, *ordered, *between, ordered[-1] + 1]


# --- classes of values ---------------------------------------------------------------------------

_Group: TypeAlias = tuple[int, str]
_Options: TypeAlias = dict[_Group, tuple[Decided, ...]]
"""The possible results of the conditions' tests in a class. A condition and its opposite have the same test."""


def _classes(constraints: Sequence[Constraint], facts: KeyFacts) -> Iterator[_Options]:
    """Yield the classes of values that no condition names one by one."""
    kind = facts.kind
    if kind == "bool":
        return
    prefixes = sorted({str(one.raw) for one in constraints if one.name == "starts_with" and one.raw})
    if kind in _WITH_TEXTS:
        yield {_group(one): _of_text(one, "", prefixes) for one in constraints}
        for prefix in prefixes:
            yield {_group(one): _of_text(one, prefix, ()) for one in constraints}
        for number in _numbers(constraints, _all_named(constraints)) if _has_numbers(constraints) else ():
            for prefix in ("", *prefixes):
                others = () if prefix else prefixes
                yield {_group(one): _of_number_text(one, number, prefix, others) for one in constraints}
    if kind in (*_WITH_TEXTS, "number"):
        for number in _numbers(constraints, _all_named(constraints)):
            yield {_group(one): _of_number(one, number, kind, prefixes) for one in constraints}
    if kind not in ("string", "number"):
        for length in range(1, facts.most + 1) if 0 < facts.most <= MAX_LENGTH else (0,):
            yield {_group(one): _of_structure(one, length, _structure(kind)) for one in constraints}


def _group(constraint: Constraint) -> _Group:
    return id(constraint.operator.test), constraint.value_identity


def _steps_of(regex: str) -> int:
    """Return about how many states the automaton of a regex has, times what one costs."""
    return 20 * (len(regex) + sum(int(number) for number in _REPETITION.findall(regex)))


def _test(constraint: Constraint, value: Any) -> tuple[Decided, ...]:
    """Return the possible results of a condition's test on a value."""
    if constraint.name == "matches":
        spend(_steps_of(str(constraint.raw)))
    truth = judge(constraint.operator, value, constraint.expected)
    if isinstance(truth, Unknown):
        return (True, False)
    return (_plain(negate(truth) if constraint.operator.negated else truth),)


def _of_text(constraint: Constraint, prefix: str, others: Sequence[str]) -> tuple[Decided, ...]:
    """Return the possible results of a condition on texts with one prefix and no other, which no condition names."""
    name = constraint.name
    if name in _EQUALITY:
        return ANY_TRUTH if _has_structures(constraint) else (False,)
    if constraint.operator.group == "order":
        return ANY_TRUTH if prefix else (MISMATCH,)
    if constraint.operator.group == "presence":
        return _test(constraint, "x")
    if others and _begins_with_any(constraint, others):
        return (False,)
    if constraint.operator.group == "types":
        return _test(constraint, "x")
    if constraint.operator.group != "text":
        return ANY_TRUTH
    parts: tuple[str | Hole, ...] = (prefix, Hole(_ANYTHING)) if prefix else (Hole(_ANYTHING),)
    return _test(constraint, PartialText(parts))


def _begins_with_any(constraint: Constraint, prefixes: Sequence[str]) -> bool:
    """Return True if a condition holds only for texts that begin with one of some prefixes."""
    if constraint.name == "starts_with":
        return str(constraint.raw).startswith(tuple(prefixes))
    if constraint.name != "matches" or not isinstance(constraint.raw, str) or "|" in constraint.raw:
        return False
    match = _LITERAL_PREFIX.match(constraint.raw)
    if match is None:
        return False
    literal = match[1].replace("\\", "")
    if match[2] in ("*", "?", "{", "+"):
        literal = literal[:-1]
    return literal.startswith(tuple(prefixes))


def _of_number(constraint: Constraint, number: Decimal, kind: str, prefixes: Sequence[str]) -> tuple[Decided, ...]:
    """Return the possible results of a condition on the numbers near one that lie between the same numbers of conditions."""
    group = constraint.operator.group
    if constraint.name in _EQUALITY:
        return ANY_TRUTH if _has_structures(constraint) else (False,)
    if (group == "order" and constraint.name != "mod") or group == "presence":
        return _test(constraint, number)
    if group == "text":
        return _of_text(constraint, "", prefixes)
    if group == "types" and kind:
        return _test(constraint, str(number) if kind == "string" else number)
    return ANY_TRUTH


def _of_number_text(constraint: Constraint, number: Decimal, prefix: str, others: Sequence[str]) -> tuple[Decided, ...]:
    """Return the possible results of a condition on the other texts of a number: "3.0" and "+3" for 3."""
    plain = f"{number:f}"
    if constraint.operator.group in ("equality", "order", "presence", "types"):
        return _test(constraint, f"{plain}0" if "." in plain else f"{plain}.0")
    if constraint.operator.group == "text":
        return _of_text(constraint, prefix, others)
    return ANY_TRUTH


def _of_structure(constraint: Constraint, length: int, structure: type | None) -> tuple[Decided, ...]:
    """Return the possible results of a condition on lists and maps that are not empty.

    length: the number of elements; 0 for any number. structure: what they are; None: lists or maps.
    """
    if constraint.operator.group == "types" and structure is not None:
        return _test(constraint, structure())
    if constraint.operator.group == "presence":
        return _test(constraint, ["x"])
    if constraint.name in _EQUALITY and not _has_structures(constraint):
        return (False, MISMATCH)
    if length and constraint.name.startswith("length"):
        return _test(constraint, [{}] * length)
    return ANY_TRUTH


def _has_structures(constraint: Constraint) -> bool:
    raw = constraint.raw
    if constraint.name in ("in", "not_in"):
        return any(isinstance(item, (list, dict)) for item in raw) if isinstance(raw, list) else True
    return isinstance(raw, (list, dict))


def _expanded(constraints: Sequence[Constraint], undecided: _Options) -> Iterator[Combination]:
    names = list(undecided)
    for chosen in product(*undecided.values()):
        truths = dict(zip(names, chosen, strict=True))
        tests = [truths[_group(one)] for one in constraints]
        yield tuple(
            [_plain(negate(t)) if one.operator.negated else t for one, t in zip(constraints, tests, strict=True)]
        )
