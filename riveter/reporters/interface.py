"""The interface of reporters: `render(results, options)` yields the pieces of the report."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.files.coverage import NotScanned
from riveter.finding_list import tally
from riveter.findings import AssertionResult, Comparison, Finding, Outcome, RuleSummary
from riveter.reporters.history import HistoryPoint


class Results(Protocol):
    """The outcome of a scan, as reporters see it (`riveter.api.ScanResult` is one)."""

    @property
    def findings(self) -> Collection[Finding]:
        """Findings of every outcome, in order."""

    @property
    def rules(self) -> tuple[RuleSummary, ...]:
        """Every rule that was selected, in order."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The problems with the input."""

    @property
    def resources(self) -> int:
        """How many resources were evaluated."""

    @property
    def files(self) -> int:
        """How many files were read."""

    @property
    def source(self) -> Callable[[str], SourceFile | None]:
        """The text of a file by its shown name."""

    @property
    def environments(self) -> tuple[str, ...]:
        """The environments of the scan, if it had any."""

    @property
    def not_scanned(self) -> tuple[NotScanned, ...]:
        """The items that the scan left out, by kind and name."""

    @property
    def validated(self) -> bool:
        """Whether any rule applied to any resource."""

    @property
    def diff(self) -> Comparison | None:
        """The base of the comparison; None if there was none."""


def explain_command(rule: RuleSummary, *options: str) -> str:
    """Return the command that explains a rule. options: the options that it needs to find the rule."""
    return " ".join(map(shlex.quote, ("riveter", "explain", rule.id, *options)))


class RenderOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Options for display: colour, Unicode and width are only for terminal formats.

    width: columns of the terminal (None: no limit). show_unknown: whether unknown verdicts are listed (they are always counted). quiet:
    only findings that need attention. verbose: everything. exit_code: of the run, for formats that record it. in_repository: returns a file
    name relative to the root of the repository, for formats that services read. explain: returns the command that explains a rule.
    about: names and values for the head of HTML. owner_of: the owners of a file. history: the numbers of earlier scans.
    show_suppressed: whether SARIF holds suppressed findings. category: identifies the analysis for code scanning. information_uri: where
    riveter comes from. page: returns the address of the page about a rule, or an empty text.
    """

    color: bool = False
    unicode: bool = True
    width: int | None = None
    show_unknown: bool = True
    quiet: bool = False
    verbose: bool = False
    exit_code: int = 0
    unknown_fails: bool = False
    in_repository: Callable[[str], str] = str
    explain: Callable[[RuleSummary], str] = explain_command
    show_suppressed: bool = True
    category: str = ""
    information_uri: str = "urn:riveter:tool"
    page: Callable[[RuleSummary], str] = lambda rule: ""
    about: tuple[tuple[str, str], ...] = ()
    owner_of: Callable[[str], str] = lambda file: ""
    history: tuple[HistoryPoint, ...] = ()


class Render(Protocol):
    """A reporter: the text of the report in pieces. It does not print."""

    def __call__(self, results: Results, options: RenderOptions) -> Iterable[str]:
        """Yield the pieces of the report."""


class SummaryCounts(msgspec.Struct, frozen=True):
    """The numbers of a summary: rules by verdict and findings by outcome."""

    rules_passed: int = 0
    rules_failed: int = 0
    rules_unknown: int = 0
    rules_error: int = 0
    rules_suppressed: int = 0
    rules_not_applicable: int = 0
    findings: Mapping[str, int] = {}


def count(results: Results) -> SummaryCounts:
    """Count rules by verdict and findings by outcome."""
    rules: dict[Outcome | None, int] = dict.fromkeys((*Outcome, None), 0)
    for rule in results.rules:
        rules[rule.outcome] += 1
    findings = dict.fromkeys((outcome.value for outcome in Outcome), 0)
    for kind, number in tally(results.findings).items():
        findings[kind.outcome.value] += number
    return SummaryCounts(
        rules_passed=rules[Outcome.PASS],
        rules_failed=rules[Outcome.FAIL],
        rules_unknown=rules[Outcome.UNKNOWN],
        rules_error=rules[Outcome.ERROR],
        rules_suppressed=rules[Outcome.SUPPRESSED],
        rules_not_applicable=rules[None],
        findings=findings,
    )


def deciding(finding: Finding) -> tuple[AssertionResult, ...]:
    """Return the assertions that decided the finding: those with its outcome (before suppression), else all that did not pass.

    If a resource fails, but the rule may not apply or the resource may not exist: the filters that may not hold, else the failures.
    """
    outcome = finding.suppressed_outcome or finding.outcome
    failed = tuple(one for one in finding.assertions[finding.filters :] if one.outcome is Outcome.FAIL)
    if outcome is Outcome.UNKNOWN and failed:
        return finding.assertions[: finding.filters] or failed
    same = tuple(one for one in finding.assertions if one.outcome is outcome)
    return same or tuple(one for one in finding.assertions if one.outcome is not Outcome.PASS)
