"""Judge one root module, and write what was found as rows of the tables."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from riveter.core.patterns import late
from riveter.core.reasons import reason
from riveter.core.source import Span
from riveter.diffing.bare import BareRepository
from riveter.estate.checkout import checkout
from riveter.estate.model import Call, Repository, Root, Rows, ScanRequest
from riveter.estate.schema import BY_TASK
from riveter.files.discovery import DiscoveredTargets
from riveter.findings import AssertionResult, Finding, Outcome, RuleSummary
from riveter.reporters.describe import plain
from riveter.reporters.interface import deciding
from riveter.reporters.json import cause, encode
from riveter.scan.options import ScanOptions, ScanResult, Targets
from riveter.scan.pipeline import Scan
from riveter.terraform.options import LoadOptions
from riveter.terraform.project import Loader

_KEY = late(r"\[[^\]]*\]")
MAX_VALUE = 2_000
"""Longer values are cut."""


class RootLoader(Loader):
    """Evaluates one root module. Its functions may read the files of its repository (the working directory), and nothing around it.

    only: its name, if it is looked for in its whole repository.
    """

    only = ""

    def _find(self, paths: list[str]) -> DiscoveredTargets:
        targets = super()._find(paths)
        targets.roots.add(self.reader.real(os.curdir))
        return targets

    def open(self, paths: list[str]) -> None:
        """Find the root module."""
        super().open(paths)
        if self.only:
            self.keep({self.only})


class RootScan(Scan):
    """A scan of one root module. only: see `RootLoader`."""

    only = ""

    def loader(self, options: LoadOptions, environment: str) -> Loader:
        """Return what evaluates the root module."""
        loader = RootLoader(options)
        loader.only = self.only
        return loader


def scan(request: ScanRequest) -> tuple[tuple[int, ...], Rows]:
    """Return the numbers and the rows of a root module. Raises `GitError` and `NoSpaceError`."""
    with _in_repository(request.repository, request.commit, request.root) as path:
        result = _scan(request, path)
        return _counts(result), _Writer(request, result).rows()


@contextmanager
def _in_repository(repository: Repository, commit: str, root: Root) -> Iterator[str]:
    """Make the root of the repository the working directory, and yield the path of the root module."""
    if repository.kind == "git":
        with checkout(BareRepository(repository.path, os.environ), commit, None if root.whole else root.folders) as (
            top,
            _,
        ):
            os.chdir(top)
            yield root.folder
    elif repository.kind == "directory":
        os.chdir(repository.path)
        yield root.folder
    else:
        os.chdir(os.path.dirname(repository.path))
        yield os.path.basename(repository.path)


def _scan(request: ScanRequest, path: str) -> ScanResult:
    policy, root = request.policy, request.root
    single = not root.found_in_whole and request.repository.kind != "document"
    targets = Targets(paths=(os.curdir if root.found_in_whole else path,), single=single)
    options = ScanOptions(
        targets=targets,
        rules=policy.rules,
        packs=policy.packs,
        default_packs=not policy.rules and not policy.packs,
        severity=policy.severity,
        include=policy.include,
        exclude=policy.exclude,
        parameters=policy.parameters,
        today=date.fromisoformat(request.today),
        allow_empty=True,
        jobs=1,
    )
    one = RootScan(options, None)
    one.only = root.name if root.found_in_whole else ""
    return one.run()


def _counts(result: ScanResult) -> tuple[int, ...]:
    outcomes = [finding.outcome for finding in result.findings]
    numbers = [
        outcomes.count(each)
        for each in (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.SUPPRESSED, Outcome.ERROR)
    ]
    wrong = sum(item.severity == "error" for item in result.diagnostics)
    return (result.resources, result.files, *numbers, wrong)


class _Writer:
    """The rows of one result."""

    def __init__(self, request: ScanRequest, result: ScanResult) -> None:
        self._request = request
        self._result = result
        self._calls = {call.address: call for call in request.root.calls}
        installed = [call for call in request.root.calls if call.folder and not call.local]
        self._installed = sorted(installed, key=lambda call: len(call.folder), reverse=True)
        self._rows: Rows = {name: [] for name in (*BY_TASK, "rules")}

    def rows(self) -> Rows:
        """Return the rows by table, without the column of the task."""
        rows, result = self._rows, self._result
        for number, finding in enumerate(result.findings):
            self._verdict(number, finding)
        rows["coverage"] = [(item.kind.value, item.name, item.detail) for item in result.not_scanned]
        for item in result.diagnostics:
            file, line, column = _place(item.span)
            rows["problems"].append((item.severity, item.summary, item.detail, item.hint, file, line, column))
        for call in self._request.root.calls:
            rows["modules"].append(
                (
                    call.address,
                    call.source,
                    call.version,
                    call.installed,
                    call.folder,
                    int(call.local),
                    call.file,
                    call.line,
                )
            )
        rows["rules"] = [_rule(rule) for rule in result.rules if rule.applicable]
        return {name: [tuple(map(_clean, row)) for row in some] for name, some in rows.items()}

    def _verdict(self, number: int, finding: Finding) -> None:
        resource = finding.resource
        module = _KEY.sub("", resource.module)
        call = self._calls.get(module)
        file, line, _ = _place(resource.span)
        first = next(iter(deciding(finding)), None)
        self._rows["verdicts"].append((
            number, finding.rule_id, finding.pack, finding.severity, finding.outcome.value,
            finding.suppressed_outcome.value if finding.suppressed_outcome else "",
            finding.suppression.reason if finding.suppression else "",
            resource.address, resource.type, module, call.source if call else "", _version(call), file, line,
            first.key if first else "", _json(first.expected if first else None), _json(first.actual if first else None),
            finding.message, finding.fingerprint,
        ))  # fmt: skip
        if finding.existence is not None:
            document = cause(finding.existence) or {}
            self._rows["unknown_reasons"].append(
                (number, "", finding.existence.kind, reason(finding.existence), _json(document))
            )
        if finding.outcome is Outcome.PASS:  # where a value comes from matters where something is to be changed
            return
        for index, assertion in enumerate(finding.assertions):
            self._provenance(number, index, assertion)
            if assertion.unknown_cause is not None:
                found = assertion.unknown_cause
                self._rows["unknown_reasons"].append(
                    (number, assertion.key, found.kind, reason(found), _json(cause(found)))
                )

    def _provenance(self, number: int, index: int, assertion: AssertionResult) -> None:
        steps: list[tuple[str, str, str, Span | None]] = [("", "written", "", assertion.location)]
        steps += [(step.what, step.how.value, step.value, step.span) for step in assertion.provenance]
        for place, (what, origin, value, span) in enumerate(steps):
            file, line, _ = _place(span)
            of = self._module_of(file)
            inside = os.path.relpath(file, of.folder).replace(os.sep, "/") if of else ""
            last = int(place == len(steps) - 1)
            self._rows["provenance"].append((
                number, index, assertion.key, assertion.outcome.value, place, last, what, origin, value, file, line,
                of.source if of else "", _version(of), inside,
            ))  # fmt: skip

    def _module_of(self, file: str) -> Call | None:
        """Return a call of the installed module that a file belongs to."""
        return next((call for call in self._installed if file.startswith(f"{call.folder}/")), None)


def _version(call: Call | None) -> str:
    return "" if call is None else call.installed or call.version


def _rule(rule: RuleSummary) -> tuple[Any, ...]:
    frameworks = rule.metadata.get("frameworks")
    found = frameworks if isinstance(frameworks, dict) else {}
    controls = [f"{name} {one}" for name, some in found.items() for one in (some if isinstance(some, list) else [some])]
    service = os.path.basename(rule.file).partition(".")[0] if rule.pack else ""
    return (rule.id, rule.pack, rule.name, rule.severity, service, sorted(map(str, controls)), rule.remediation)


def _place(span: Span | None) -> tuple[str, int, int]:
    return (span.file, span.start_line, span.start_col) if span else ("", 0, 0)


def _json(value: Any) -> str:
    text = encode(plain(value), indent=0)
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"


def _clean(value: Any) -> Any:
    """Return a value of a row without characters that no UTF-8 can hold."""
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return re.sub("[\ud800-\udfff]", "\ufffd", value) if isinstance(value, str) else value
