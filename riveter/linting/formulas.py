"""Formulas over the results of conditions, and a search for results with which they hold or do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from riveter.core.effort import spend
from riveter.linting.constraints import Constraint
from riveter.linting.value_classes import MISMATCH, Combination, Decided, KeyFacts

MAX_STEPS = 5_000
"""The maximum number of steps of a search. Combinations that it has not reached count as possible."""


class Atom:
    """The result of condition number `index` of a variable."""

    __slots__ = ("index", "variable")

    def __init__(self, variable: Variable, index: int) -> None:
        self.variable = variable
        self.index = index


class Variable:
    """The conditions on one key, or one condition that is not understood. values: their possible combinations of results."""

    __slots__ = ("constraints", "facts", "value", "values")

    def __init__(self, facts: KeyFacts | None = None, values: frozenset[Combination] = frozenset()) -> None:
        self.facts = facts
        self.constraints: list[Constraint] = []
        self.values = values
        self.value: Combination | None = None


class Join:
    """Formulas that are joined."""

    __slots__ = ("kind", "parts")

    def __init__(self, kind: Literal["any", "all", "not"], parts: list[Formula]) -> None:
        self.kind = kind
        self.parts = parts


Formula: TypeAlias = "Atom | Join | bool"


def _evaluate(formula: Formula) -> Decided | None:
    """Return the value of a formula; None if it depends on variables without a value."""
    spend(1)
    if isinstance(formula, bool):
        return formula
    if isinstance(formula, Atom):
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


def _variables(formula: Formula) -> Iterator[Variable]:
    if isinstance(formula, Atom):
        yield formula.variable
    elif isinstance(formula, Join):
        for part in formula.parts:
            yield from _variables(part)


class _Search:
    """One search for values that make some formulas hold, and another one not."""

    def __init__(self, holding: Sequence[Formula], violated: Formula | None) -> None:
        self.holding = holding
        self.violated = violated
        self.steps = MAX_STEPS
        formulas = [*holding, *([] if violated is None else [violated])]
        self.variables = list(dict.fromkeys(v for formula in formulas for v in _variables(formula)))

    def found(self, at: int = 0) -> bool:
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
                if self.found(at + 1):
                    return True
            return False
        finally:
            variable.value = None


def possible(holding: Sequence[Formula], violated: Formula | None = None) -> bool:
    return _Search(holding, violated).found()
