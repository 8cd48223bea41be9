"""Rules that can never fail or never pass, and filters that exclude everything.

The conditions of a rule become a formula. The conditions on one key are a variable of the formula. Its values are the possible combinations
of their results (`riveter.linting.value_classes`). A condition that is not understood may hold or not. A search finds out if any
combination makes the rule pass, and if any makes it fail. A warning is given only if there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.globs import is_glob, matches_glob
from riveter.core.source import Span
from riveter.linting.constraints import LeafScope, constraint_of
from riveter.linting.expressions import expression_formula
from riveter.linting.formulas import Atom, Formula, Join, Variable, possible
from riveter.linting.value_classes import ANY_TRUTH, KeyFacts, combinations
from riveter.provider_schema.lint import value_facts
from riveter.rules.model.parameters import defaults
from riveter.rules.model.rule import ALL, ANY, CelExpression, Condition, Each, Group, Leaf, Quantifier, Related, Rule

MAX_TYPES = 8
MAX_ALTERNATIVES = 40


def check_rule_outcomes(rule: Rule, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return warnings of conditions that decide nothing. found: the problems reported so far; each condition is reported at most once."""
    types = rule.resource_types
    if len(types) > MAX_TYPES or any(is_glob(type) for type in types):
        types = ("*",)
    seen = [item.span for item in found if item.span is not None and item.severity != "note"]
    reports: list[list[Diagnostic]] = []
    for type in types:
        checker = _OutcomeChecker(rule, type)
        checker.rule()
        reports.append(checker.found)
    # only what is true for each of the types
    common = [item for item in reports[0] if all(item in other for other in reports[1:])] if reports else []
    return [item for item in common if item.span is None or not any(_within(span, item.span) for span in seen)]


def _within(inner: Span, outer: Span) -> bool:
    at = (inner.start_line, inner.start_col)
    return (outer.start_line, outer.start_col) <= at <= (outer.end_line, outer.end_col)


# --- from conditions to formulas -----------------------------------------------------------------


class _FormulaBuilder:
    """Makes formulas of conditions at one place. Conditions on one key share a variable."""

    def __init__(self, checker: _OutcomeChecker, place: LeafScope) -> None:
        self.checker = checker
        self.place = place
        self.keys: dict[tuple[str, ...], Variable] = {}
        self.opaque: dict[bytes, Variable] = {}

    def conditions(self, conditions: Sequence[Condition], default: Quantifier) -> list[Formula]:
        """Return the formula of each condition; `default` is the quantifier of leaves without one.

        `complete` must be called when all conditions are made.
        """
        return [self.formula(condition, default) for condition in conditions]

    def complete(self) -> None:
        """Compute the possible combinations of results of the conditions on each key."""
        for variable in self.keys.values():
            assert variable.facts is not None
            values = combinations(variable.constraints, variable.facts)
            if values is None:  # too many of them: each for itself
                values = frozenset([(True,) * len(variable.constraints)])
                self.checker.blind = True
            variable.values = values

    def formula(self, condition: Condition, default: Quantifier) -> Formula:
        if isinstance(condition, Group):
            return Join(condition.kind, [self.formula(item, default) for item in condition.conditions])
        if isinstance(condition, Leaf):
            return self.leaf(condition, default)
        if isinstance(condition, (Each, Related)):
            decided = self.checker.elements(condition, self.place, default)
            if decided is not None:
                return decided
            if not condition.covers and not (isinstance(condition, Related) and condition.sum is not None):
                return self.quantified(condition, default)
        if isinstance(condition, CelExpression):
            formula = expression_formula(condition.text)
            if formula is not None:
                return formula
        return self.unknown(condition, default)

    def leaf(self, leaf: Leaf, default: Quantifier) -> Formula:
        constraint = constraint_of(leaf, self.place, self.checker.parameters)
        if constraint is None:
            return self.unknown(leaf, default)
        facts = self.checker.facts(self.place, leaf)
        quantifier = leaf.quantifier or default
        if constraint.single and (leaf.quantifier is None or (facts.known and quantifier.kind != "count")):
            variable = self.keys.setdefault((leaf.key, *leaf.transform), Variable(facts))
            variable.constraints.append(constraint)
            atom = Atom(variable, len(variable.constraints) - 1)
            return Join("not", [atom]) if quantifier.kind == "none" else atom
        values = combinations([constraint], facts)
        if quantifier.kind in ("all", "any") and values is not None and len(values) == 1:
            ((truth,),) = values  # the same for each match, and where there is none
            if isinstance(truth, bool):
                return truth
        return self.unknown(leaf, default)

    def quantified(self, condition: Each | Related, default: Quantifier) -> Formula:
        """Return the formula of conditions on elements: that none satisfies them is the opposite of any."""
        quantifier = condition.quantifier or (ANY if isinstance(condition, Related) else default)
        if quantifier.kind == "none":
            return Join("not", [self.unknown(msgspec.structs.replace(condition, quantifier=ANY), default)])
        return self.unknown(msgspec.structs.replace(condition, quantifier=quantifier), default)

    def unknown(self, condition: Condition, default: Quantifier) -> Formula:
        """Return a formula that may hold or not, the same one for the same condition with the same quantifier."""
        identity = msgspec.json.encode(_without_spans(msgspec.to_builtins(condition)))
        if isinstance(condition, (Leaf, Each)) and condition.quantifier is None:
            identity += default.kind.encode()
        variable = self.opaque.setdefault(identity, Variable(None, frozenset((truth,) for truth in ANY_TRUTH)))
        return Atom(variable, 0)


def _without_spans(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_spans(item) for key, item in value.items() if key != "message" and not key.endswith("span")
        }
    return [_without_spans(item) for item in value] if isinstance(value, list) else value


# --- rules ---------------------------------------------------------------------------------------


class _OutcomeChecker:
    """Run the checks of one rule for one resource type, and collect problems in `found`."""

    def __init__(self, rule: Rule, type: str) -> None:
        self._rule = rule
        self.type = type
        self.parameters = defaults(rule.parameters)
        self.found: list[Diagnostic] = []
        self.blind = False
        """Whether a key has too many conditions to compute their combinations."""

    def rule(self) -> None:
        """Check the filters and assertions of the rule."""
        build = _FormulaBuilder(self, LeafScope((self.type,)))
        where, conditions = tuple(_all_of(self._rule.filters)), tuple(_all_of(self._rule.assertions))
        filters = build.conditions(where, ANY)
        assertions = build.conditions(conditions, ALL)
        build.complete()
        if self.blind:
            return
        self.conjunction(where, filters, conditions, assertions, "resource")

    def conjunction(
        self,
        where: Sequence[Condition],
        filters: list[Formula],
        conditions: Sequence[Condition],
        assertions: list[Formula],
        what: Literal["resource", "element"],
    ) -> None:
        """Check assertions below filters. It is no mistake if they contradict the filters: so a rule forbids something."""
        if not self.selects(where, filters, what):
            return
        for i, condition in enumerate(conditions):
            if not possible(assertions[: i + 1]):
                detail = _sentences(_together(i > 0), what, "The rule can't pass.")
                self.warn(f"No {what} can satisfy this", detail, condition)
                return
        passed = [i for i in range(len(conditions)) if not possible(filters, assertions[i])]
        whole = "The rule can't fail." if len(passed) == len(conditions) else ""
        for i in passed:
            detail = _sentences(_selected(filters, what), what, whole)
            self.warn(f"Every {what} satisfies this: it can't fail", detail, conditions[i])
        self.alternatives(conditions, assertions)

    def selects(self, where: Sequence[Condition], filters: list[Formula], what: str) -> bool:
        """Return True if a resource can pass the filters; warn if not, and note filters that exclude nothing."""
        for i, condition in enumerate(where):
            if not possible(filters[: i + 1]):
                detail = _sentences(_together(i > 0), what, "The rule never applies.")
                self.warn(f"No {what} is ever selected", detail, condition)
                return False
        for i, condition in enumerate(where):
            if not possible(filters[:i], filters[i]):
                self.warn(f"Every {what} satisfies this: the condition excludes nothing", "", condition, "note")
        return True

    def alternatives(self, conditions: Sequence[Condition], formulas: list[Formula]) -> None:
        """Warn about alternatives that contradict the other conditions."""
        for condition, formula in zip(conditions, formulas, strict=True):
            if not isinstance(condition, Group) or condition.kind != "any" or not isinstance(formula, Join):
                continue
            others = [one for one in formulas if one is not formula]
            for alternative, part in zip(condition.conditions[:MAX_ALTERNATIVES], formula.parts, strict=False):
                if not possible([*others, part]):
                    self.warn("This alternative can never hold", "", alternative)

    def elements(self, condition: Each | Related, place: LeafScope, default: Quantifier) -> bool | None:
        """Check the conditions inside an `each` or `related`. Return their result if it is the same for all elements."""
        if isinstance(condition, Each):
            inside = LeafScope(place.types, (*place.scopes, condition.key), inside=True)
            quantifier = condition.quantifier or default
        else:
            types = condition.resource_types
            inside = LeafScope(types if len(types) == 1 and not is_glob(types[0]) else ("*",), inside=True)
            quantifier = condition.quantifier or ANY
        build = _FormulaBuilder(self, inside)
        where, inner = tuple(_all_of(condition.where)), tuple(_all_of(condition.assertions))
        filters = build.conditions(where, ANY)
        assertions = build.conditions(inner, ALL)
        build.complete()
        if self.blind:
            return None
        if condition.covers or (isinstance(condition, Related) and condition.sum is not None):
            self.selects(where, filters, "element")
            return None
        may_hold = possible([*filters, *assertions])
        if inner:
            self.conjunction(where, filters, inner, assertions, "element")
        else:
            self.selects(where, filters, "element")
        if quantifier.kind == "all":
            certain = not possible(filters, Join("all", assertions))
            return True if certain else None
        if may_hold:
            return _with_itself(condition, place, quantifier)
        if quantifier.kind == "count":
            return None if quantifier.at_least else True
        return quantifier.kind == "none"

    def facts(self, place: LeafScope, leaf: Leaf) -> KeyFacts:
        """Return the facts of schemas about the value at a key."""
        if leaf.transform or len(place.types) != 1:
            return KeyFacts()
        type = place.types[0]
        if leaf.key == "__type__" and not place.scopes and not is_glob(type):
            return KeyFacts(only=type)
        found = value_facts(type, place.scopes, leaf.key)
        return KeyFacts() if found is None else KeyFacts(found.type, found.optional, True, found.most)

    def warn(
        self, summary: str, detail: str, condition: Condition, severity: Literal["warning", "note"] = "warning"
    ) -> None:
        """Report something about a condition, unless the reason inside of it was reported."""
        inside = isinstance(condition, (Each, Related)) and any(
            item.span is not None and _within(item.span, condition.span) for item in self.found
        )
        if not inside:
            self.found.append(Diagnostic(severity, summary, detail, condition.span))


def _with_itself(condition: Each | Related, place: LeafScope, quantifier: Quantifier) -> bool | None:
    """Return the result of a count of all resources of a type in a module if the resource that the rule applies to decides it."""
    if not isinstance(condition, Related) or not condition.within or condition.on or place.inside:
        return None
    if (
        condition.where
        or condition.assertions
        or not any(matches_glob(type, place.types[0]) for type in condition.resource_types)
    ):
        return None
    if quantifier.kind == "count":
        if isinstance(quantifier.at_least, str) or isinstance(quantifier.at_most, str):
            return None
        if quantifier.at_most == 0:
            return False
        return True if quantifier.at_most is None and (quantifier.at_least or 0) <= 1 else None
    return quantifier.kind == "any"


def _all_of(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """Yield conditions that must all hold, those of groups of `all` one by one."""
    for condition in conditions:
        if isinstance(condition, Group) and condition.kind == "all":
            yield from _all_of(condition.conditions)
        else:
            yield condition


def _together(others: bool) -> str:
    return "No value satisfies it together with the conditions before it." if others else ""


def _selected(filters: Sequence[Formula], what: str) -> str:
    return f"This is true of each {what} that the filters select." if filters else ""


def _sentences(detail: str, what: str, about_rule: str) -> str:
    return f"{detail} {about_rule}".strip() if what == "resource" else detail
