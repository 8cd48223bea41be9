"""A comment for a pull request: the numbers, then the findings that need attention with their source. It is always short enough to post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.finding_list import tally
from riveter.findings import SEVERITIES, Finding, Outcome
from riveter.reporters import coverage
from riveter.reporters.closing import summary_text
from riveter.reporters.differences import base, differences, fixed, numbers
from riveter.reporters.excerpt import excerpt
from riveter.reporters.interface import RenderOptions, Results, count, deciding
from riveter.reporters.markdown_text import block, code, escape, fence
from riveter.reporters.style import MARKS
from riveter.reporters.wording import address_in_root, details, needs_attention, own_message, place

LIMIT = 65_000
"""GitHub refuses comments of more than 65,536 characters."""
MARKER = "<!-- riveter-report -->"
"""By which a later run finds the comment to replace."""

_RESERVE = 600
_RULE_LIMIT = 6_000
_BROKEN_LIMIT = 8_000
_FIXED_LIMIT = 20
_ORDER = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN)


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the comment. Findings that do not fit are counted."""
    counts = count(results)
    broken = [item for item in results.diagnostics if item.severity == "error"]
    found = differences(results, options)
    failed, unknown = counts.rules_failed, counts.rules_unknown
    counted, more = summary_text(counts), []
    if results.diff is not None:
        failed, unknown = found.new, found.new_unknown
        counted, more = f"{numbers(found)} since {escape(base(results))}", [f"In all: {counted}.", ""]
    clean = not (failed or counts.rules_error or broken)
    mark = MARKS[Outcome.FAIL] if not clean else MARKS[Outcome.UNKNOWN if unknown else Outcome.PASS]
    head = [MARKER, f"## {mark} riveter: {counted}", "", *more]
    head += _broken(broken)
    not_scanned = coverage.summary(results, options)
    head += [f"{not_scanned}.", ""] if not_scanned else []
    head += _severities(results, options) if results.diff is None else _compared(results, options)
    written = "\n".join(head) + "\n"
    yield written
    size = len(written)
    groups = _groups(results, options)
    for index, group in enumerate(groups):
        piece = _group(group, results)
        if size + len(piece) > LIMIT - _RESERVE:
            left = sum(map(len, groups[index:]))
            rules = len(groups) - index
            yield (
                f"\n… and {left} more finding{'' if left == 1 else 's'} of {rules} rule{'' if rules == 1 else 's'}: "
                "too many for a comment. Any other format has them all.\n"
            )
            return
        size += len(piece)
        yield piece


def _severities(results: Results, options: RenderOptions) -> list[str]:
    rows = []
    numbered: Counter[tuple[str, Outcome]] = Counter()
    for kind, number in tally(results.findings).items():
        numbered[kind.severity, kind.outcome] += number
    for severity in reversed(SEVERITIES):
        cells = [
            numbered[severity, outcome]
            for outcome in (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.SUPPRESSED, Outcome.PASS)
        ]
        if any(cells):
            rows.append(f"| {severity} | " + " | ".join(str(number or "") for number in cells) + " |")
    if not rows:
        return []
    return ["| severity | failed | errors | unknown | suppressed | passed |", "|---|--:|--:|--:|--:|--:|", *rows, ""]


def _compared(results: Results, options: RenderOptions) -> list[str]:
    """Return the numbers by severity, and the fixed findings."""
    repaired = fixed(results, options)
    rows = []
    for severity in reversed(SEVERITIES):
        here = [(item.outcome, item.status) for item in results.findings if item.severity == severity]
        cells = (
            here.count((Outcome.FAIL, "new")),
            sum(item.severity == severity for item in repaired),
            here.count((Outcome.FAIL, "unchanged")),
            here.count((Outcome.UNKNOWN, "new")),
        )
        if any(cells):
            rows.append(f"| {severity} | " + " | ".join(str(number or "") for number in cells) + " |")
    if rows:
        rows = ["| severity | new | fixed | unchanged | newly unknown |", "|---|--:|--:|--:|--:|", *rows, ""]
    if repaired:
        number = f"{len(repaired)} finding{'' if len(repaired) == 1 else 's'}"
        rows += [f"<details><summary>{MARKS[Outcome.PASS]} <b>Fixed</b> · {number}</summary>", ""]
        for item in repaired[:_FIXED_LIMIT]:
            rows.append(f"- {code(item.resource.address[:300])}: {escape(item.rule_name[:300])} ({item.severity})")
        if len(repaired) > _FIXED_LIMIT:
            rows.append(f"- … and {len(repaired) - _FIXED_LIMIT} more")
        rows += ["", "</details>", ""]
    return rows


def _broken(found: list[Diagnostic]) -> list[str]:
    if not found:
        return []
    lines = [
        f"**The input has {len(found)} error{'' if len(found) == 1 else 's'}; parts of it were not validated.**",
        "",
    ]
    size = 0
    for index, item in enumerate(found):
        where = f"{code(str(item.span))}: " if item.span else ""
        row = f"- {where}{escape(item.summary)}"
        size += len(row)
        if size > _BROKEN_LIMIT:
            lines.append(f"- … and {len(found) - index} more")
            break
        lines.append(row)
    return [*lines, ""]


def _groups(results: Results, options: RenderOptions) -> list[list[Finding]]:
    groups: dict[tuple[str, str, Outcome], list[Finding]] = {}
    for finding in results.findings:
        if needs_attention(finding, options):
            groups.setdefault((finding.pack, finding.rule_id, finding.outcome), []).append(finding)
    return sorted(
        groups.values(), key=lambda group: (_ORDER.index(group[0].outcome), -SEVERITIES.index(group[0].severity))
    )


def _group(group: list[Finding], results: Results) -> str:
    first = group[0]
    number = f"{len(group)} resource{'' if len(group) == 1 else 's'}"
    opened = " open" if first.outcome is Outcome.FAIL else ""
    head = (
        f"\n<details{opened}><summary>{MARKS[first.outcome]} <b>{_html(first.rule_name)}</b> · {first.severity} · "
        f"{_html(first.rule_id)} · {number}</summary>\n\n"
    )
    tail = "</details>\n"
    remediation = block(first.remediation)
    if remediation and len(remediation) < _RULE_LIMIT:
        tail = f"**How to fix it**\n\n{remediation}\n\n{tail}"
    body: list[str] = []
    size = 0
    for index, finding in enumerate(group):
        piece = _finding(finding, results)
        size += len(piece)
        if size > _RULE_LIMIT:
            body.append(f"… and {len(group) - index} more of this rule\n\n")
            break
        body.append(piece)
    return head + "".join(body) + tail


def _finding(finding: Finding, results: Results) -> str:
    span = place(finding)
    where = f" {code(str(span)[:300])}" if span else ""
    lines = [f"{code(address_in_root(finding)[:300])}{where}", ""]
    message = own_message(finding)
    if message:
        lines += [escape(message[:1000]), ""]
    source = results.source(span.file) if span else None
    sensitive = any(result.sensitive for result in deciding(finding))
    if span and source:
        rows = [f"{line.number:>4} {line.text}" for line in excerpt(source, span, width=140, sensitive=sensitive)]
        if rows:
            lines += [fence("\n".join(rows), "hcl"), ""]
    sentences = details(finding, results)
    lines += [f"- {escape(text[:500])}" for text in sentences]
    return "\n".join(lines) + "\n\n"


def _html(text: str) -> str:
    """Escape text for the inside of an HTML element."""
    return escape(text[:300]).replace("\\", "").replace(">", "&gt;")
