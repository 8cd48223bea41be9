"""Rules that can never fail or never pass, and filters that exclude everything.

The conditions of a rule become a formula. The conditions on one key are a variable of the formula. Its values are the possible combinations
of their results (`riveter.linting.value_classes`). A condition that is not understood may hold or not. A search finds out if any
combination makes the rule pass, and if any makes it fail. A warning is given only if there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeAlias

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.effort import spend
from riveter.core.globs import is_glob
from riveter.core.source import Span
from riveter.linting.constraints import Constraint, LeafScope, constraint_of
from riveter.linting.value_classes import ANY_TRUTH, MISMATCH, Combination, Decided, KeyFacts, combinations
from riveter.provider_schema.lint import value_facts
from riveter.rules.model.parameters import defaults
from riveter.rules.model.rule import ALL, ANY, Condition, Each, Group, Leaf, Quantifier, Related, Rule

MAX_STEPS = 5_000
"""The maximum number of steps of a search. Combinations that it has not reached count as possible."""
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


# --- formulas ------------------------------------------------------------------------------------


class _Atom:
    """The result of condition number `index` of a variable."""

    __slots__ = ("index", "variable")

    def __init__(self, variable: _Variable, index: int) -> None:
        self.variable = variable
        self.index = index


class _Variable:
    """The conditions on one key, or one condition that is not understood. values: their possible combinations of results."""

    __slots__ = ("constraints", "facts", "value", "values")

    def __init__(self, facts: KeyFacts | None = None, values: frozenset[Combination] = frozenset()) -> None:
        self.facts = facts
        self.constraints: list[Constraint] = []
        self.values = values
        self.value: Combination | None = None


class _Join:
    """Formulas that are joined."""

    __slots__ = ("kind", "parts")

    def __init__(self, kind: Literal["any", "all", "not"], parts: list[_Formula]) -> None:
        self.kind = kind
        self.parts = parts


_Formula: TypeAlias = "_Atom | _Join | bool"


def _evaluate(formula: _Formula) -> Decided | None:
    """Return the value of a formula; None if it depends on variables without a value."""
    spend(1)
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, _Atom):
        value = formula.variable.value
        return None if value is None else value[formula.index]
    decisive = formula.kind == "any"
    undecided, mismatch = False, False
    truth: Decided | None = not decisive
    for part in formula.parts:
        one = _evaluate(part)
        if one is decisive:
            truth, undecided, mismatch = decisive, False, False
            break
        undecided = undecided or one is None
        mismatch = mismatch or one is MISMATCH
    if undecided:
        return None
    if mismatch:
        return MISMATCH
    return not truth if formula.kind == "not" and isinstance(truth, bool) else truth


def _variables(formula: _Formula) -> Iterator[_Variable]:
    if isinstance(formula, _Atom):
        yield formula.variable
    elif isinstance(formula, _Join):
        for part in formula.parts:
            yield from _variables(part)


class _Search:
    """One search for values that make some formulas hold, and another one not."""

    def __init__(self, holding: Sequence[_Formula], violated: _Formula | None) -> None:
        self.holding = holding
        self.violated = violated
        self.steps = MAX_STEPS
        formulas = [*holding, *([] if violated is None else [violated])]
        self.variables = list(dict.fromkeys(v for formula in formulas for v in _variables(formula)))

    def possible(self, at: int = 0) -> bool:
        """Return True if there may be such values."""
        self.steps -= 1
        if self.steps < 0:
            return True
        undecided = False
        for formula in self.holding:
            truth = _evaluate(formula)
            if truth is None:
                undecided = True
            elif truth is not True:
                return False
        if self.violated is not None:
            truth = _evaluate(self.violated)
            if truth is True:
                return False
            undecided = undecided or truth is None
        if not undecided or at == len(self.variables):
            return True
        variable = self.variables[at]
        try:
            for value in variable.values:
                variable.value = value
                if self.possible(at + 1):
                    return True
            return False
        finally:
            variable.value = None


def _possible(holding: Sequence[_Formula], violated: _Formula | None = None) -> bool:
    return _Search(holding, violated).possible()


# --- from conditions to formulas -----------------------------------------------------------------


class _FormulaBuilder:
    """Makes formulas of conditions at one place. Conditions on one key share a variable."""

    def __init__(self, checker: _OutcomeChecker, place: LeafScope) -> None:
        self.checker = checker
        self.place = place
        self.keys: dict[tuple[str, ...], _Variable] = {}
        self.opaque: dict[bytes, _Variable] = {}

    def conditions(self, conditions: Sequence[Condition], default: Quantifier) -> list[_Formula]:
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

    def formula(self, condition: Condition, default: Quantifier) -> _Formula:
        if isinstance(condition, Group):
            return _Join(condition.kind, [self.formula(item, default) for item in condition.conditions])
        if isinstance(condition, Leaf):
            return self.leaf(condition, default)
        if isinstance(condition, (Each, Related)):
            decided = self.checker.elements(condition, self.place, default)
            if decided is not None:
                return decided
        return self.unknown(condition, default)

    def leaf(self, leaf: Leaf, default: Quantifier) -> _Formula:
        constraint = constraint_of(leaf, self.place, self.checker.parameters)
        if constraint is None:
            return self.unknown(leaf, default)
        facts = self.checker.facts(self.place, leaf)
        quantifier = leaf.quantifier or default
        if constraint.single and (leaf.quantifier is None or (facts.known and quantifier.kind != "count")):
            variable = self.keys.setdefault((leaf.key, *leaf.transform), _Variable(facts))
            variable.constraints.append(constraint)
            atom = _Atom(variable, len(variable.constraints) - 1)
            return _Join("not", [atom]) if quantifier.kind == "none" else atom
        values = combinations([constraint], facts)
        if quantifier.kind in ("all", "any") and values is not None and len(values) == 1:
            ((truth,),) = values  # the same for each match, and where there is none
            if isinstance(truth, bool):
                return truth
        return self.unknown(leaf, default)

    def unknown(self, condition: Condition, default: Quantifier) -> _Formula:
        """Return a formula that may hold or not, the same one for the same condition with the same quantifier."""
        identity = msgspec.json.encode(_without_spans(msgspec.to_builtins(condition)))
        if isinstance(condition, (Leaf, Each)) and condition.quantifier is None:
            identity += default.kind.encode()
        variable = self.opaque.setdefault(identity, _Variable(None, frozenset((truth,) for truth in ANY_TRUTH)))
        return _Atom(variable, 0)


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
        filters: list[_Formula],
        conditions: Sequence[Condition],
        assertions: list[_Formula],
        what: Literal["resource", "element"],
    ) -> None:
        """Check assertions below filters. It is no mistake if they contradict the filters: so a rule forbids something."""
        if not self.selects(where, filters, what):
            return
        for i, condition in enumerate(conditions):
            if not _possible(assertions[: i + 1]):
                detail = _sentences(_together(i > 0), what, "The rule can't pass.")
                self.warn(f"No {what} can satisfy this", detail, condition)
                return
        passed = [i for i in range(len(conditions)) if not _possible(filters, assertions[i])]
        whole = "The rule can't fail." if len(passed) == len(conditions) else ""
        for i in passed:
            detail = _sentences(_selected(filters, what), what, whole)
            self.warn(f"Every {what} satisfies this: it can't fail", detail, conditions[i])
        self.alternatives(conditions, assertions)

    def selects(self, where: Sequence[Condition], filters: list[_Formula], what: str) -> bool:
        """Return True if a resource can pass the filters; warn if not, and note filters that exclude nothing."""
        for i, condition in enumerate(where):
            if not _possible(filters[: i + 1]):
                detail = _sentences(_together(i > 0), what, "The rule never applies.")
                self.warn(f"No {what} is ever selected", detail, condition)
                return False
        for i, condition in enumerate(where):
            if not _possible(filters[:i], filters[i]):
                self.warn(f"Every {what} satisfies this: the condition excludes nothing", "", condition, "note")
        return True

    def alternatives(self, conditions: Sequence[Condition], formulas: list[_Formula]) -> None:
        """Warn about alternatives that contradict the other conditions."""
        for condition, formula in zip(conditions, formulas, strict=True):
            if not isinstance(condition, Group) or condition.kind != "any" or not isinstance(formula, _Join):
                continue
            others = [one for one in formulas if one is not formula]
            for alternative, part in zip(condition.conditions[:MAX_ALTERNATIVES], formula.parts, strict=False):
                if not _possible([*others, part]):
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
        if isinstance(condition, Related) and condition.sum is not None:
            self.selects(where, filters, "element")
            return None
        possible = _possible([*filters, *assertions])
        if inner:
            self.conjunction(where, filters, inner, assertions, "element")
        else:
            self.selects(where, filters, "element")
        if quantifier.kind == "all":
            certain = not _possible(filters, _Join("all", assertions))
            return True if certain else None
        if possible:
            return None
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


def _all_of(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """Yield conditions that must all hold, those of groups of `all` one by one."""
    for condition in conditions:
        if isinstance(condition, Group) and condition.kind == "all":
            yield from _all_of(condition.conditions)
        else:
            yield condition


def _together(others: bool) -> str:
    return "No value satisfies it together with the conditions before it." if others else ""


def _selected(filters: Sequence[_Formula], what: str) -> str:
    return f"This is true of each {what} that the filters select." if filters else ""


def _sentences(detail: str, what: str, about_rule: str) -> str:
    return f"{detail} {about_rule}".strip() if what == "resource" else detail
