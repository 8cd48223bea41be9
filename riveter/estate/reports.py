"""Answers as reports: sections with tables, as text, Markdown, HTML or JSON."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timezone
from typing import Any

import msgspec

from riveter import __version__
from riveter.estate.answers import Answers, Table
from riveter.estate.store import Run
from riveter.reporters import sanitize
from riveter.reporters.json import encode
from riveter.reporters.markdown_text import escape

SHOWN = 100
"""So many rows of a section are shown; the others are counted."""
TREND = 30
"""So many runs are in the trend."""
MAX_CELL = 300


class Section(msgspec.Struct, frozen=True):
    """A table with a title. more: how many rows it does not show."""

    title: str
    about: str
    table: Table
    more: int = 0


class Report(msgspec.Struct, frozen=True):
    """A title, facts, and sections."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


_BY = """
    SELECT {what} AS "{name}", count(DISTINCT task) AS "judged root modules", count(*) FILTER (outcome = 'fail') AS failed,
           count(*) FILTER (outcome = 'fail' AND severity IN ('high', 'critical')) AS "high or critical",
           count(*) FILTER (outcome = 'unknown') AS unknown, count(*) FILTER (outcome = 'suppressed') AS suppressed,
           count(*) FILTER (outcome = 'pass') AS passed
    FROM {rows} GROUP BY 1 ORDER BY 3 DESC, 5 DESC, 1
"""
_OWNER = "CASE WHEN owner = '' THEN '(nobody)' ELSE owner END"
_SERVICE = "CASE WHEN service = '' THEN '(own rules)' ELSE service END"
_CONTROLS = "(SELECT unnest(controls) AS control, * FROM findings)"
_SEVERITIES = "list_position(['critical', 'high', 'medium', 'low', 'info'], severity)"
_AGES = """
    WITH failing AS (
        SELECT owner, severity, date_diff('day', CAST(since AS TIMESTAMP), CAST($today AS TIMESTAMP)) AS days
        FROM findings JOIN ages USING (task, fingerprint) WHERE outcome = 'fail'
    )
    SELECT CASE WHEN days < 7 THEN 'less than a week' WHEN days < 30 THEN 'less than 30 days' WHEN days < 90 THEN 'less than 90 days'
           ELSE '90 days and more' END AS age, count(*) AS failed,
           count(*) FILTER (severity IN ('high', 'critical')) AS "high or critical"
    FROM failing GROUP BY 1 ORDER BY min(days)
"""
_UNKNOWN = """
    SELECT kind, count(DISTINCT (task, verdict)) AS verdicts, min(reason) AS example FROM unknown_reasons GROUP BY 1 ORDER BY 2 DESC, 1
"""
_COVERAGE = (
    "SELECT kind, count(*) AS number, min(task || ': ' || name) AS example FROM coverage GROUP BY 1 ORDER BY 2 DESC, 1"
)
_FAILED = "SELECT task, failure, detail FROM tasks WHERE status <> 'done' ORDER BY 1"
_PROBLEMS = """
    SELECT summary, count(*) AS number, min(task || ': ' || file || CASE WHEN line > 0 THEN ':' || line ELSE '' END) AS example
    FROM problems WHERE severity = 'error' GROUP BY 1 ORDER BY 2 DESC, 1
"""


def report(answers: Answers, runs: Sequence[Run]) -> Report:
    """Return the state of the estate. runs: the latest ones, for the trend."""
    ask = answers.ask

    def by(name: str, what: str, rows: str = "findings") -> Table:
        return ask(_BY.format(name=name, what=what, rows=rows))

    severities = ask(f"""
        SELECT severity, count(*) FILTER (outcome = 'fail') AS failed, count(*) FILTER (outcome = 'unknown') AS unknown,
               count(*) FILTER (outcome = 'suppressed') AS suppressed, count(*) FILTER (outcome = 'pass') AS passed
        FROM findings GROUP BY 1 ORDER BY {_SEVERITIES}
    """)
    rules = ask(f"""
        SELECT rule, max(name) AS name, max(severity) AS severity, count(*) FILTER (outcome = 'fail') AS failed,
               count(DISTINCT repository) FILTER (outcome = 'fail') AS repositories,
               count(*) FILTER (outcome = 'unknown') AS unknown, count(*) FILTER (outcome = 'pass') AS passed
        FROM findings GROUP BY rule ORDER BY 4 DESC, {_SEVERITIES.replace("severity", "max(severity)")}, 1
    """)
    trend = [
        (moment(run), run.counts.get("repositories", 0), run.counts.get("root_modules", 0), run.counts.get("failed", 0),
         run.counts.get("unknown", 0), run.counts.get("failed_tasks", 0))
        for run in runs[-TREND:]
    ]  # fmt: skip
    trend_columns = ("run", "repositories", "root modules", "failed", "unknown", "failed tasks")
    return Report(
        "The estate",
        facts(answers.run),
        tuple(
            section(*part)
            for part in (
                ("By severity", "", severities),
                ("By team", "Owners are from the sources, otherwise from CODEOWNERS.", by("team", _OWNER)),
                ("By repository", "", by("repository", "repository")),
                ("By service", "The names of the files of rules in packs.", by("service", _SERVICE)),
                ("By rule", "", rules),
                (
                    "By control",
                    "A finding counts for each control that its rule names.",
                    by("control", "control", _CONTROLS),
                ),
                ("By age", "Since the first run that saw the finding.", ask(_AGES, today=_today())),
                ("Trend", "", Table(trend_columns, trend)),
                ("Why verdicts are unknown", "", ask(_UNKNOWN)),
                ("What was left out", "", ask(_COVERAGE)),
                ("Errors in the input", "", ask(_PROBLEMS)),
                ("Tasks that failed", "", ask(_FAILED)),
            )
        ),
    )


def top_fixes(answers: Answers, limit: int) -> Report:
    """Return the places where a change makes the most findings go."""
    found = answers.top_fixes(limit)
    rows = []
    for source, version, file, line, what, origin, findings, touched, repositories, rules in found.rows:
        change = f"{_WORDS.get(origin, 'the value')} of {what}" if what else "this block"
        place = f"{source} {version}".strip()
        rows.append((findings, touched, repositories, change, place, f"{file}:{line}", ", ".join(rules)))
    columns = ("findings", "touched", "repositories", "change", "in", "place", "rules")
    about = (
        "A finding goes if everything that fails in it comes from this place. Others that the place has a part in are touched. "
        "The place is in a module, with its version, or in a repository."
    )
    return Report("Top fixes", facts(answers.run), (section("Places", about, Table(columns, rows)),))


_WORDS = {"default": "the default"}


def modules(answers: Answers) -> Report:
    """Return who uses which version of a module, and what an upgrade changes."""
    changes = [
        (change.source, change.old, change.new, ", ".join(change.gone), ", ".join(change.added))
        for change in answers.upgrades()
    ]
    columns = ("module", "from", "to", "rules that pass then", "rules that fail then")
    about = (
        "What the verdicts of this estate show: rules that fail with the old version, and pass wherever the new one is used, and the other "
        "way round. Only versions that are installed can be judged."
    )
    return Report(
        "Modules",
        facts(answers.run),
        (
            section(
                "Versions in use",
                "Calls that could not be read are of modules that are not installed.",
                answers.modules(),
            ),
            section("Upgrades", about, Table(columns, changes)),
        ),
    )


def facts(run: Run) -> tuple[tuple[str, str], ...]:
    """Return what a run was about."""
    numbers = [(name.replace("_", " "), f"{value:,}") for name, value in run.counts.items()]
    return (("snapshot", run.snapshot), ("run", moment(run)), ("riveter", run.riveter), *numbers)


def moment(run: Run) -> str:
    """Return when a run ended, in UTC."""
    return run.finished[:16].replace("T", " ")


def section(title: str, about: str, table: Table) -> Section:
    """Return a section with as many rows as are shown."""
    return Section(title, about, Table(table.columns, table.rows[:SHOWN]), max(len(table.rows) - SHOWN, 0))


def _today() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")


# -- formats ------------------------------------------------------------------------------------------


def text(report: Report) -> Iterator[str]:
    """Yield the report as text."""
    yield ", ".join(f"{name} {sanitize.line(value)}" for name, value in report.facts) + "\n"
    for part in report.sections:
        yield f"\n{part.title}\n"
        yield from columns(part.table)
        if part.more:
            yield f"… and {part.more:,} more\n"


def columns(table: Table) -> Iterator[str]:
    """Yield a table in columns."""
    rows = [[cell(value) for value in row] for row in table.rows]
    if not rows:
        yield "  nothing\n"
        return
    right = [all(isinstance(row[index], (int, float)) for row in table.rows) for index in range(len(table.columns))]
    heads = [sanitize.clip(name, MAX_CELL) for name in table.columns]
    widths = [max(len(row[index]) for row in (heads, *rows)) for index in range(len(heads))]
    for row in (heads, *rows):
        cells = (
            value.rjust(width) if numeric else value.ljust(width)
            for value, width, numeric in zip(row, widths, right, strict=True)
        )
        yield f"  {'  '.join(cells).rstrip()}\n"


def cell(value: Any) -> str:
    """Return a value of a table, safe to print."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, (list, tuple)):
        return sanitize.clip(", ".join(map(str, value)), MAX_CELL)
    return sanitize.clip(str(value), MAX_CELL)


def markdown(report: Report) -> Iterator[str]:
    """Yield the report as Markdown."""
    yield f"# {escape(report.title)}\n\n"
    yield "".join(f"- {escape(name)}: {escape(value)}\n" for name, value in report.facts)
    for part in report.sections:
        yield f"\n## {escape(part.title)}\n\n" + (f"{escape(part.about)}\n\n" if part.about else "")
        if not part.table.rows:
            yield "Nothing.\n"
            continue
        right = _right(part.table)
        yield "| " + " | ".join(map(escape, part.table.columns)) + " |\n"
        yield "|" + "|".join("--:" if numeric else "---" for numeric in right) + "|\n"
        for row in part.table.rows:
            yield "| " + " | ".join(escape(cell(value)) for value in row) + " |\n"
        if part.more:
            yield f"\n… and {part.more:,} more\n"


def _right(table: Table) -> list[bool]:
    return [all(isinstance(row[index], (int, float)) for row in table.rows) for index in range(len(table.columns))]


_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color: #1c2330; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; } p { margin: .2rem 0 .6rem; color: #4a5568; }
dl { display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; } dt { color: #4a5568; font-size: .85rem; } dd { margin: 0; font-weight: 600; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; } th, td { padding: .25rem .7rem; text-align: left;
vertical-align: top; border-bottom: 1px solid #d9dee7; overflow-wrap: anywhere; } .n { text-align: right; white-space: nowrap; }
@media (prefers-color-scheme: dark) { body { background: #14181f; color: #e4e8ef; } p, dt { color: #a4aebd; }
th, td { border-color: #343c49; } }
"""


def page(report: Report) -> Iterator[str]:
    """Yield the report as one HTML file that needs nothing else. It has no script."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = html.escape(report.title)
    yield (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>riveter: {title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<dl>\n"
    )
    for name, value in report.facts:
        yield f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(sanitize.line(value))}</dd></div>\n"
    yield "</dl>\n"
    for part in report.sections:
        yield f"<h2>{html.escape(part.title)}</h2>\n" + (f"<p>{html.escape(part.about)}</p>\n" if part.about else "")
        yield from _html_table(part)
    yield "</body>\n</html>\n"


def _html_table(part: Section) -> Iterator[str]:
    if not part.table.rows:
        yield "<p>Nothing.</p>\n"
        return
    right = _right(part.table)
    classes = [' class="n"' if numeric else "" for numeric in right]
    heads = zip(classes, part.table.columns, strict=True)
    yield '<div class="wide"><table>\n<thead><tr>' + "".join(
        f'<th scope="col"{style}>{html.escape(name)}</th>' for style, name in heads
    )
    yield "</tr></thead>\n<tbody>\n"
    for row in part.table.rows:
        cells = zip(classes, row, strict=True)
        yield "<tr>" + "".join(f"<td{style}>{html.escape(cell(value))}</td>" for style, value in cells) + "</tr>\n"
    yield "</tbody></table></div>\n"
    if part.more:
        yield f"<p>… and {part.more:,} more</p>\n"


def document(report: Report) -> Iterator[str]:
    """Yield the report as JSON."""
    sections = [
        {"title": part.title, "columns": list(part.table.columns), "rows": part.table.rows, "more": part.more}
        for part in report.sections
    ]
    tool = {"name": "riveter", "version": __version__}
    yield encode(
        {"schema_version": "1", "tool": tool, "title": report.title, "facts": dict(report.facts), "sections": sections}
    )
    yield "\n"


FORMATS: dict[str, Callable[[Report], Iterator[str]]] = {
    "text": text,
    "markdown": markdown,
    "html": page,
    "json": document,
}
