"""The result of a run of rule cases. Nothing here prints: the command line renders it."""

from __future__ import annotations

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span


class CaseResult(msgspec.Struct, frozen=True):
    """The result of one case. `problems` are the deviations from the expected verdicts, each with its line in the case file."""

    rule: str
    name: str
    span: Span
    problems: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.problems


class RuleCoverage(msgspec.Struct, frozen=True):
    """How many cases expect each outcome of a rule."""

    rule: str
    name: str
    span: Span
    passing: int = 0
    failing: int = 0
    unknown: int = 0
    not_applicable: int = 0

    @property
    def tested(self) -> bool:
        """Whether there is both a case that passes and one that fails."""
        return bool(self.passing and self.failing)

    @property
    def missing(self) -> str:
        """Return the missing cases in words (``no failing case``); empty if none is missing."""
        if self.tested:
            return ""
        if not self.passing and not self.failing:
            return "neither a passing nor a failing case" if self.unknown or self.not_applicable else "no case"
        return "no failing case" if self.passing else "no passing case"


class Mutant(msgspec.Struct, frozen=True):
    """A rule with one change. `span` is the place of the changed part; `killed`: a case notices."""

    rule: str
    change: str
    span: Span
    killed: bool


class MutationReport(msgspec.Struct, frozen=True):
    """Every mutant that was tried."""

    mutants: tuple[Mutant, ...] = ()

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """The changes no case notices."""
        return tuple(mutant for mutant in self.mutants if not mutant.killed)

    @property
    def score(self) -> float | None:
        """Return the share of mutants that were noticed, from 0 to 1; None if there are no mutants."""
        if not self.mutants:
            return None
        return sum(mutant.killed for mutant in self.mutants) / len(self.mutants)


class CaseReport(msgspec.Struct, frozen=True):
    """A whole run.

    cases: in the order of the files. rules: every rule of the files that were looked at. diagnostics: what is wrong with the
    files themselves. mutation: only if it was asked for. secrets: texts of the Terraform that are not to be shown.
    """

    cases: tuple[CaseResult, ...] = ()
    rules: tuple[RuleCoverage, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    mutation: MutationReport | None = None
    seconds: float = 0.0
    secrets: tuple[str, ...] = ()

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        """The cases that were not as expected."""
        return tuple(case for case in self.cases if not case.passed)

    @property
    def untested(self) -> tuple[RuleCoverage, ...]:
        """The rules without both a passing and a failing case."""
        return tuple(rule for rule in self.rules if not rule.tested)

    @property
    def broken(self) -> bool:
        """Whether a file could not be used as it is (exit code 2)."""
        return any(item.severity == "error" for item in self.diagnostics)

    @property
    def ok(self) -> bool:
        """Whether every case was as expected and every file could be used."""
        return not self.broken and not self.failures
