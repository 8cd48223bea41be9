"""Conditions that contradict each other, and conditions that change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from riveter.core.diagnostics import Diagnostic
from riveter.linting.constraints import Constraint, LeafScope, constraint_of
from riveter.rules.model.parameters import defaults
from riveter.rules.model.rule import Condition, Each, Group, Leaf, Related, Rule

_ABSENT = frozenset({"not_exists", "is_null"})
_LOWER = {"greater_than": True, "greater_than_or_equal": False}
_UPPER = {"less_than": True, "less_than_or_equal": False}
MAX_COMPARED = 50
"""So many conditions on one key are compared with each other: the work grows with the square of their number."""


def check_rule_logic(rule: Rule) -> list[Diagnostic]:
    """Return the contradictions in a rule, its repeated conditions, and assertions that its filters already demand."""
    checker = _LogicChecker(rule)
    filters = checker.conjunction(rule.filters, every=False, place=LeafScope(rule.resource_types))
    assertions = checker.conjunction(rule.assertions, every=True, place=LeafScope(rule.resource_types))
    checker.vacuous(filters, assertions)
    return checker.found


_Facts = dict[tuple[str, ...], list[Constraint]]


class _LogicChecker:
    """Run the logic checks of one rule, and collect problems in `found`."""

    def __init__(self, rule: Rule) -> None:
        self.parameters = defaults(rule.parameters)
        self.found: list[Diagnostic] = []

    def conjunction(
        self, conditions: Sequence[Condition], *, every: bool, place: LeafScope, above: tuple[_Facts, ...] = ()
    ) -> _Facts:
        """Check conditions that must all hold, and return their constraints by key.

        every: every match of a key must satisfy a condition (in assertions), not just any (in filters). above: further conditions that must
        hold around an alternative, from the outermost on.
        """
        leaves = list(_leaves(conditions))
        facts: _Facts = {}
        for leaf in leaves:
            fact = self.fact(leaf, place)
            if fact is not None and (every or fact.single):
                facts.setdefault((leaf.key, *leaf.transform), []).append(fact)
        for key, group in facts.items():
            around = islice((fact for level in above for fact in level.get(key, ())), MAX_COMPARED)
            self.contradictions(group, list(around), every, alternative=bool(above))
        self.nested(conditions, every, place, (*above, facts))
        return facts

    def nested(self, conditions: Iterable[Condition], every: bool, place: LeafScope, known: tuple[_Facts, ...]) -> None:
        """Check the groups, elements and related resources among conditions."""
        for condition in conditions:
            if isinstance(condition, Group):
                if condition.kind == "all":
                    self.nested(condition.conditions, every, place, known)
                elif condition.kind == "any":
                    for alternative in condition.conditions:
                        self.conjunction([alternative], every=every, place=place, above=known)
            elif isinstance(condition, Each):
                inside = LeafScope(place.types, (*place.scopes, condition.key), inside=True)
                self.conjunction(condition.where, every=False, place=inside)
                self.conjunction(condition.assertions, every=every, place=inside)
            elif isinstance(condition, Related):
                other = LeafScope(condition.resource_types, inside=True)
                self.conjunction(condition.where, every=False, place=other)
                self.conjunction(condition.assertions, every=every, place=other)

    def fact(self, leaf: Leaf, place: LeafScope) -> Constraint | None:
        """Return a leaf as a fact; None if the linter cannot reason about it."""
        return None if leaf.quantifier is not None else constraint_of(leaf, place, self.parameters)

    # --- contradictions ---

    def contradictions(
        self, group: list[Constraint], above: list[Constraint], every: bool, *, alternative: bool
    ) -> None:
        """Report the first contradiction between conditions on one key, and duplicate conditions.

        alternative: the rule may pass without these conditions.
        """
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
                    self.warn(fact, other, summary, self.consequence(fact, every, alternative))
                    return
        if not group:
            return
        finite = next((fact for fact in facts if fact.candidates()), None)
        if finite is None or len(facts) < 3:
            return
        left = [value for value in finite.candidates() or () if all(fact.allows_equal(value) for fact in facts)]
        if not left:
            last = group[-1]
            summary = f"No value of `{last.leaf.key}` satisfies all {len(facts)} conditions on it"
            self.warn(last, finite, summary, self.consequence(last, every, alternative))

    def consequence(self, fact: Constraint, every: bool, alternative: bool) -> str:
        """Return the consequence of a contradiction for the rule."""
        advice = "Put alternatives under `any:`, or use `in`."
        if alternative:
            return "This alternative can never hold."
        if fact.inside:
            return f"No element can satisfy them. {advice}"
        return f"The rule can't pass. {advice}" if every else f"No resource is ever selected. {advice}"

    def vacuous(self, filters: _Facts, assertions: _Facts) -> None:
        """Report assertions that hold whenever the filters do."""
        for key, group in assertions.items():
            for fact in group[:MAX_COMPARED]:
                for filter in filters.get(key, [])[:MAX_COMPARED]:
                    if fact.single and _implies(filter, fact):
                        self.warn(
                            fact,
                            filter,
                            "The filters already require this: the assertion can't fail",
                            "Remove one of them.",
                        )
                        break

    def warn(self, fact: Constraint, other: Constraint, summary: str, hint: str) -> None:
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


def _exclude(fact: Constraint, other: Constraint) -> bool:
    """Return True if no value satisfies both."""
    for one, two in ((fact, other), (other, fact)):
        if not one.operator.base and one.operator.name in _ABSENT and not (two.allows(None) or two.allows([])):
            return True
        candidates = one.candidates()
        if candidates is not None and not any(map(two.allows_equal, candidates)):
            return True
    return _outside(fact, other)


def _outside(fact: Constraint, other: Constraint) -> bool:
    """Return True if the bounds of two order conditions leave no number between them."""
    first, second = _bounds(fact), _bounds(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    low = max(first[1], second[1])
    high = min(first[2], second[2])
    return low[0] > high[0] or (low[0] == high[0] and (low[1] or high[1]))


_INFINITE = Decimal("Infinity")


def _bounds(fact: Constraint) -> tuple[str, tuple[Decimal, bool], tuple[Decimal, bool]] | None:
    """Return the bounded value (itself or its length), the lower and the upper bound, each with whether it is excluded."""
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


def _implies(filter: Constraint, fact: Constraint) -> bool:
    """Return True if an assertion holds whenever a filter does."""
    if filter.identity == fact.identity:
        return True
    candidates = filter.candidates()
    return bool(candidates) and all(fact.holds(value) for value in candidates or ())
