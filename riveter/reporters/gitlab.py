"""GitLab code quality: a JSON list of issues for the merge request. GitLab compares it with that of the target branch itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.findings import Finding, Outcome
from riveter.reporters import sanitize
from riveter.reporters.interface import RenderOptions, Results
from riveter.reporters.json import encode
from riveter.reporters.wording import details, headline, is_problem, place, reason

SEVERITIES = {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor", "info": "info"}


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the document."""
    seen: dict[str, int] = {}
    issues = [_issue(finding, results, options, seen) for finding in results.findings if is_problem(finding, options)]
    issues += [_broken(item, options, seen) for item in results.diagnostics if item.severity == "error"]
    yield encode(issues) + "\n"


def _issue(finding: Finding, results: Results, options: RenderOptions, seen: dict[str, int]) -> dict[str, Any]:
    unknown = finding.outcome is Outcome.UNKNOWN
    description = f"{headline(finding)} ({reason(finding)})" if unknown else headline(finding)
    severity = "info" if unknown and not options.unknown_fails else SEVERITIES[finding.severity]
    return {
        "description": description,
        "content": {
            "body": "\n".join([*details(finding, results), *filter(None, [sanitize.lines(finding.remediation)])])
        },
        "check_name": sanitize.line(finding.rule_id),
        "fingerprint": _unique(finding.fingerprint or f"{finding.rule_id}\0{finding.resource.address}", seen),
        "severity": severity,
        "categories": ["Security"],
        "location": _location(place(finding), options),
    }


def _broken(item: Diagnostic, options: RenderOptions, seen: dict[str, int]) -> dict[str, Any]:
    return {
        "description": sanitize.line(item.summary),
        "content": {"body": "\n".join(sanitize.line(part) for part in (item.detail, item.hint) if part)},
        "check_name": "riveter-input",
        "fingerprint": _unique(f"{item.span.file if item.span else ''}\0{item.summary}", seen),
        "severity": "blocker",
        "categories": ["Bug Risk"],
        "location": _location(item.span, options),
    }


def _location(span: Span | None, options: RenderOptions) -> dict[str, Any]:
    if span is None:
        return {"path": ".", "lines": {"begin": 1}}
    path = sanitize.line(options.in_repository(span.file))
    return {"path": path.removeprefix("./"), "lines": {"begin": span.start_line, "end": span.end_line}}


def _unique(text: str, seen: dict[str, int]) -> str:
    """Return a fingerprint that is unique in the report: GitLab shows only one issue for each."""
    number = seen[text] = seen.get(text, 0) + 1
    return hashlib.sha256(f"{text}\0{number}".encode("utf-8", "backslashreplace")).hexdigest()
