"""`scan()` joins the stages. Nothing here prints or exits."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from riveter.diagnostics import Diagnostic
from riveter.findings import Finding, RuleSummary
from riveter.source import SourceFile


class ScanResult(msgspec.Struct, frozen=True):
    """What a scan found.

    findings: of every outcome, in deterministic order (file, line, address, rule). rules: every rule that was selected, in order.
    resources, files: how many resources were evaluated and how many files were read.
    source: the text of a file by its shown name, for excerpts (None when it is not at hand).
    timings: seconds by stage.
    """

    findings: tuple[Finding, ...]
    rules: tuple[RuleSummary, ...]
    diagnostics: tuple[Diagnostic, ...]
    resources: int
    files: int
    source: Callable[[str], SourceFile | None]
    timings: dict[str, float] = {}
