"""Conditions that contradict each other, and conditions that change nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from riveter.core.clipping import cut
from riveter.core.diagnostics import Diagnostic
from riveter.core.paths import INDEX, NAME, compile_path
from riveter.provider_schema.lint import single_valued
from riveter.rules.conditions.evaluation import judge
from riveter.rules.conditions.sets import is_set, unordered
from riveter.rules.model.parameters import MissingParameterError, defaults, substitute
from riveter.rules.model.rule import Condition, Each, Group, Leaf, Related, Rule
from riveter.rules.model.truth import Mismatch
from riveter.rules.operators import OPERATORS, Operator

_ABSENT = frozenset({"not_exists", "is_null"})
_LOWER = {"greater_than": True, "greater_than_or_equal": False}
_UPPER = {"less_than": True, "less_than_or_equal": False}
MAX_COMPARED = 50
"""So many conditions on one key are compared with each other: the work grows with the square of their number."""
MAX_CANDIDATES = 200
"""A condition that allows more values than this is not compared value by value."""


def check_rule_logic(rule: Rule) -> list[Diagnostic]:
    """Return the contradictions in a rule, its repeated conditions, and assertions that its filters already demand."""
    checker = _LogicChecker(rule)
    filters = checker.conjunction(rule.filters, every=False, place=_LeafScope(rule.resource_types))
    assertions = checker.conjunction(rule.assertions, every=True, place=_LeafScope(rule.resource_types))
    checker.vacuous(filters, assertions)
    return checker.found


class _LeafScope:
    """Where conditions look. inside: in elements, or in other resources than the rule is about."""

    __slots__ = ("inside", "scopes", "types")

    def __init__(self, types: tuple[str, ...], scopes: tuple[str, ...] = (), *, inside: bool = False) -> None:
        self.types = types
        self.scopes = scopes
        self.inside = inside


class _Constraint:
    """A leaf with what is needed to reason about it.

    single: its key leads to one value at most. inside: it is about an element, or about another resource.
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
    def identity(self) -> str:
        """Equal for leaves that say the same."""
        return f"{self.operator.name}\0{_plain(self.raw)}"

    def candidates(self) -> list[Any] | None:
        """Return the only values it allows, where these are few."""
        if self.operator.base:
            return None
        if self.name == "equals" and self.raw is not None:
            return [self.raw]
        if self.name == "in" and isinstance(self.raw, list):
            return self.raw if len(self.raw) <= MAX_CANDIDATES else None
        return {"is_true": [True], "is_false": [False]}.get(self.name)

    def allows(self, value: Any) -> bool:
        """Return True if it may hold on a value (None: nothing is there)."""
        truth = judge(self.operator, value, self.expected)
        return truth is not False and not isinstance(truth, Mismatch)

    def holds(self, value: Any) -> bool:
        """Return True if it surely holds on a value."""
        return judge(self.operator, value, self.expected) is True

    def shown(self) -> str:
        """Return the words for messages: ``equals 1``."""
        if not self.leaf.has_value:
            return f"`{self.leaf.operator}`"
        return f"`{self.leaf.operator} {cut(_plain(self.raw), 60)}`"


def _needs_scope(operator: Operator, leaf: Leaf) -> bool:
    """Return True if what an operator says depends on the time, or on other resources."""
    if operator.group != "IAM" or not isinstance(leaf.value, dict):
        return operator.contextual and operator.group != "IAM"
    asked = leaf.value.get("resources")
    return any(isinstance(item, dict) for item in (asked if isinstance(asked, list) else [asked]))


def _leads_to_set(resource_type: str, place: _LeafScope, key: str) -> bool:
    """Return True if the values of a key are sets; elements of `each` are looked at in their blocks."""
    keys: list[str | int] = []
    for scope in (*place.scopes, key):
        for kind, name in compile_path(scope).segments:
            keys.append(name if kind == NAME and name is not None else 0)
        if scope != key:
            keys.append(0)
    return is_set(resource_type, tuple(keys))


_Facts = dict[tuple[str, ...], list[_Constraint]]


class _LogicChecker:
    """The checks of one rule; collects into `found`."""

    def __init__(self, rule: Rule) -> None:
        self.parameters = defaults(rule.parameters)
        self.found: list[Diagnostic] = []

    def conjunction(
        self, conditions: Sequence[Condition], *, every: bool, place: _LeafScope, above: tuple[_Facts, ...] = ()
    ) -> _Facts:
        """Check conditions that must all hold; returns what they say by key.

        every: every match of a key must satisfy a condition (in assertions), not just any (in filters).
        above: what must hold besides, around an alternative, from the outermost on.
        """
        leaves = list(_leaves(conditions))
        facts: _Facts = {}
        for leaf in leaves:
            fact = self.fact(leaf, place)
            if fact is not None and (every or fact.single):
                facts.setdefault((leaf.key, *leaf.transform), []).append(fact)
        for key, group in facts.items():
            around = islice((fact for level in above for fact in level.get(key, ())), MAX_COMPARED)
            self.contradictions(group, list(around), every)
        self.nested(conditions, every, place, (*above, facts))
        return facts

    def nested(
        self, conditions: Iterable[Condition], every: bool, place: _LeafScope, known: tuple[_Facts, ...]
    ) -> None:
        """Check the groups, elements and related resources among conditions."""
        for condition in conditions:
            if isinstance(condition, Group):
                if condition.kind == "all":
                    self.nested(condition.conditions, every, place, known)
                elif condition.kind == "any":
                    for alternative in condition.conditions:
                        self.conjunction([alternative], every=every, place=place, above=known)
            elif isinstance(condition, Each):
                inside = _LeafScope(place.types, (*place.scopes, condition.key), inside=True)
                self.conjunction(condition.where, every=False, place=inside)
                self.conjunction(condition.assertions, every=every, place=inside)
            elif isinstance(condition, Related):
                other = _LeafScope(condition.resource_types, inside=True)
                self.conjunction(condition.where, every=False, place=other)
                self.conjunction(condition.assertions, every=every, place=other)

    def fact(self, leaf: Leaf, place: _LeafScope) -> _Constraint | None:
        """Return a leaf as a fact; None for what can't be reasoned about."""
        operator = OPERATORS[leaf.operator]
        if (
            leaf.value_from is not None
            or leaf.quantifier is not None
            or operator.secret
            or _needs_scope(operator, leaf)
        ):
            return None
        if operator.whole and compile_path(leaf.key).wildcard:
            return None
        try:
            raw = substitute(leaf.value, self.parameters, regex=operator.value.regex) if leaf.has_value else None
            expected = operator.value.prepare(raw) if leaf.has_value else None
        except (MissingParameterError, ValueError):
            return None
        if any(_leads_to_set(name, place, leaf.key) for name in place.types):
            operator = unordered(operator)
        return _Constraint(leaf, operator, raw, expected, _single(place, leaf.key), place.inside)

    # --- contradictions ---

    def contradictions(self, group: list[_Constraint], above: list[_Constraint], every: bool) -> None:
        """Report the first contradiction among what is said of one key, and what is said twice."""
        group = group[:MAX_COMPARED]
        facts = [*above, *group]
        for position, fact in enumerate(facts):
            if position < len(facts) - len(group):
                continue
            for other in facts[:position]:
                if other.identity == fact.identity:
                    self.warn(fact, other, "The same condition occurs twice", "Remove one of them.")
                    return
                if _exclude(fact, other):
                    summary = f"`{fact.leaf.key}` can't satisfy both {other.shown()} and {fact.shown()}"
                    self.warn(fact, other, summary, self.consequence(fact, every, bool(above)))
                    return
        if not group:
            return
        finite = next((fact for fact in facts if fact.candidates()), None)
        if finite is None or len(facts) < 3:
            return
        left = [value for value in finite.candidates() or () if all(fact.allows(value) for fact in facts)]
        if not left:
            last = group[-1]
            summary = f"No value of `{last.leaf.key}` satisfies all {len(facts)} conditions on it"
            self.warn(last, finite, summary, self.consequence(last, every, bool(above)))

    def consequence(self, fact: _Constraint, every: bool, alternative: bool) -> str:
        """Return what a contradiction means for the rule."""
        advice = "Put alternatives under `any:`, or use `in`."
        if alternative:
            return "This alternative can never hold."
        if fact.inside:
            return f"No element can satisfy them. {advice}"
        return f"The rule can't pass. {advice}" if every else f"No resource is ever selected. {advice}"

    def vacuous(self, filters: _Facts, assertions: _Facts) -> None:
        """Report assertions that hold wherever the filters do."""
        for key, group in assertions.items():
            for fact in group[:MAX_COMPARED]:
                for filter in filters.get(key, [])[:MAX_COMPARED]:
                    if fact.single and _implies(filter, fact):
                        self.warn(
                            fact,
                            filter,
                            "The filters already demand this: the assertion can't fail",
                            "Remove one of them.",
                        )
                        break

    def warn(self, fact: _Constraint, other: _Constraint, summary: str, hint: str) -> None:
        """Report something about a condition in the light of another."""
        detail = f"The other condition is at {other.leaf.span}."
        self.found.append(Diagnostic("warning", summary, detail, fact.leaf.span, hint))


def _leaves(conditions: Iterable[Condition]) -> Iterator[Leaf]:
    """Yield the leaves that must all hold."""
    for condition in conditions:
        if isinstance(condition, Leaf):
            yield condition
        elif isinstance(condition, Group) and condition.kind == "all":
            yield from _leaves(condition.conditions)


def _exclude(fact: _Constraint, other: _Constraint) -> bool:
    """Return True if no value satisfies both."""
    for one, two in ((fact, other), (other, fact)):
        if not one.operator.base and one.operator.name in _ABSENT and not two.allows(None):
            return True
        candidates = one.candidates()
        if candidates is not None and not any(two.allows(value) for value in candidates):
            return True
    return _outside(fact, other)


def _outside(fact: _Constraint, other: _Constraint) -> bool:
    """Return True if the bounds of two order conditions leave no number between them."""
    first, second = _bounds(fact), _bounds(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    low = max(first[1], second[1])
    high = min(first[2], second[2])
    return low[0] > high[0] or (low[0] == high[0] and (low[1] or high[1]))


_INFINITE = Decimal("Infinity")


def _bounds(fact: _Constraint) -> tuple[str, tuple[Decimal, bool], tuple[Decimal, bool]] | None:
    """Return what is bounded (the value or its length), the lower and the upper bound, each with whether it is excluded."""
    if fact.operator.base:
        return None
    what = "length" if fact.name.startswith("length") else "value"
    name = fact.name.removeprefix("length_")
    low, high = (-_INFINITE, False), (_INFINITE, False)
    if fact.name == "length" and isinstance(fact.expected, Decimal):
        return what, (fact.expected, False), (fact.expected, False)
    if name in _LOWER and isinstance(fact.expected, Decimal):
        return what, (fact.expected, _LOWER[name]), high
    if name in _UPPER and isinstance(fact.expected, Decimal):
        return what, low, (fact.expected, _UPPER[name])
    if name == "between" and isinstance(fact.expected, tuple):
        return what, (fact.expected[0], False), (fact.expected[1], False)
    return None


def _implies(filter: _Constraint, fact: _Constraint) -> bool:
    """Return True if an assertion holds wherever a filter does."""
    if filter.identity == fact.identity:
        return True
    candidates = filter.candidates()
    return bool(candidates) and all(fact.holds(value) for value in candidates or ())


def _single(place: _LeafScope, key: str) -> bool:
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
