"""`riveter estate`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import click
import msgspec

from riveter.cli import completion, options, reports, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK, UserError, needs_extra
from riveter.cli.progress import Progress
from riveter.core.diagnostics import Diagnostic
from riveter.files.reader import FileReader
from riveter.findings import SEVERITIES
from riveter.reporters import sanitize
from riveter.reporters.diagnostics import render as render_diagnostics

if TYPE_CHECKING:
    from riveter.estate.answers import Answers, Table
    from riveter.estate.engines import Engine
    from riveter.estate.reports import Report
    from riveter.estate.sources import Estate
    from riveter.estate.store import Run, Store

PACKAGES = ("dask", "distributed", "duckdb", "fsspec", "pyarrow")
EXAMPLES = (
    ("judge everything that a file lists, and keep the results in ./estate", "riveter estate scan SOURCES.yml"),
    ("the same, with the results in a bucket", "riveter estate scan SOURCES.yml --results s3://our-bucket/estate"),
    ("the state of the estate, for people", "riveter estate report -f html:report.html"),
    ("which changes make the most findings go", "riveter estate top-fixes"),
    ("who uses which version of a module", "riveter estate modules"),
    ("what a changed rule would newly fail", "riveter estate impact SOURCES.yml -r new-rules.yml"),
    (
        "any other question",
        "riveter estate sql \"SELECT owner, count(*) FROM findings WHERE outcome = 'fail' GROUP BY owner\"",
    ),
    ("remove old snapshots", "riveter estate vacuum --keep 10 --days 30"),
)
FAILED_SHOWN = 20
"""So many tasks that failed are named."""

results_option = click.option(
    "--results",
    "url",
    metavar="FOLDER_OR_URL",
    default="estate",
    show_default=True,
    shell_complete=completion.files,
    help="Where the results are: a folder, or an object store such as s3://bucket/folder.",
)
format_option = click.option(
    "-f",
    "--format",
    "specification",
    metavar="FORMAT[:PATH]",
    default="text",
    show_default=True,
    help="One of text, markdown, html, json. With a path, write to that file.",
)
scheduler_option = click.option(
    "--scheduler", metavar="ADDRESS", help="The address of a Dask scheduler (default: processes on this machine)."
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="The number of processes on this machine (default: one per processor).",
)
engine_option = click.option(
    "--engine",
    type=click.Choice(("dask", "threads")),
    default="dask",
    show_default=True,
    help="What runs the tasks: Dask, or threads of this process, which start at once.",
)


class EstateGroup(options.ExampleCommand, click.Group):
    """A group with examples in its help."""


@click.group(
    cls=EstateGroup,
    examples=EXAMPLES,
    short_help="Judge many repositories, and answer questions about all of them.",
    help="Judge all repositories of an organisation, keep the results as tables, and answer questions about them. docs/estate.md describes "
    "the sources, the tables and the costs. It needs the extra `estate`: pip install '.[estate]' in the checkout of riveter.",
)
def command() -> None:
    """Hold the commands."""


@command.command("scan", cls=options.ExampleCommand, examples=EXAMPLES[:2])
@click.argument("sources", metavar="SOURCES.yml", shell_complete=completion.files)
@results_option
@scheduler_option
@workers_option
@engine_option
@click.option(
    "--fail-on",
    type=click.Choice((*SEVERITIES, "never")),
    default="info",
    help="The lowest severity that makes the exit code 1 (default: info, that is, any).",
)
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def scan_command(**given: Any) -> int:
    """Judge every root module of the repositories that SOURCES.yml lists.

    What has not changed since the last run, and what an interrupted run has judged, is not judged again.

    Exit code: 0 if nothing failed, 1 for failing findings, 2 if a task failed, or for a problem with the sources, the rules or the input.
    """
    with _extra():
        from riveter.estate import policy
        from riveter.estate.answers import Answers
        from riveter.estate.run import Coordinator
    estate = _estate(given["sources"])
    today = _today()
    store = _store(given["url"], create=True)
    rules = policy.digest(estate.policy, today)
    with _store_errors(), _engine(given) as engine, _progress(given) as progress:
        done = Coordinator(estate, rules, store, engine, today=today, progress=progress).run()
    answers = Answers(store, done.run)
    counts = done.run.counts
    if given["form"] == "json":
        _write_json({"schema_version": "1", "results": given["url"], "computed": done.computed, "unchanged": done.reused,
                     **{name: value for name, value in msgspec.to_builtins(done.run).items() if name != "schema_version"}})  # fmt: skip
    else:
        streams.write_stdout(_summary(counts, done.computed, done.reused, given["url"]))
    _name_failed(answers)
    return _verdict(answers, counts, given["fail_on"])


def _summary(counts: dict[str, int], computed: int, reused: int, url: str) -> Iterator[str]:
    other = counts["root_modules"] - computed - reused
    yield (
        f"{counts['repositories']:,} repositories, {counts['root_modules']:,} root modules: {computed:,} judged, {reused:,} unchanged"
        + (f", {other:,} known from elsewhere or failed" if other > 0 else "")
        + "\n"
    )
    yield (
        f"Findings: {counts['failed']:,} failed, {counts['unknown']:,} unknown, {counts['suppressed']:,} suppressed, "
        f"{counts['errors']:,} errors, {counts['passed']:,} passed\n"
    )
    yield f"Results: {sanitize.line(url)}. riveter estate report shows them.\n"


def _name_failed(answers: Answers) -> None:
    """Name the tasks that failed on standard error."""
    failed = answers.ask("SELECT task, detail FROM tasks WHERE status <> 'done' ORDER BY task").rows
    lines = [f"Error: {sanitize.line(task)}: {sanitize.line(detail)}\n" for task, detail in failed[:FAILED_SHOWN]]
    if len(failed) > FAILED_SHOWN:
        lines.append(f"Error: … and {len(failed) - FAILED_SHOWN:,} more tasks failed\n")
    ((number,),) = answers.ask("SELECT coalesce(sum(problems), 0) FROM tasks").rows
    if number:
        lines.append(f"Error: the input has {number:,} errors; riveter estate report lists them\n")
    streams.write_stderr(lines)


def _verdict(answers: Answers, counts: dict[str, int], fail_on: str) -> int:
    if counts["failed_tasks"] or counts["errors"] or counts["problems"]:
        return EXIT_ERROR
    least = [*SEVERITIES[SEVERITIES.index(fail_on) :]] if fail_on != "never" else []
    query = "SELECT count(*) FROM verdicts WHERE outcome = 'fail' AND list_contains($severities, severity)"
    ((number,),) = answers.ask(query, severities=least).rows
    return EXIT_FINDINGS if number else EXIT_OK


@command.command("report", cls=options.ExampleCommand, examples=EXAMPLES[2:3])
@results_option
@format_option
def report_command(**given: Any) -> int:
    """Report the estate by team, repository, service, rule, control, age and trend."""
    with _extra():
        from riveter.estate import reports as estate_reports
    store, _, answers = _answers(given["url"])
    return _write_report(estate_reports.report(answers, store.runs(estate_reports.TREND)), given["specification"])


@command.command("top-fixes", cls=options.ExampleCommand, examples=EXAMPLES[3:4])
@results_option
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True, help="How many places.")
@format_option
def top_fixes_command(**given: Any) -> int:
    """Name the places where one change makes the most findings go: a default in a module, a value, a block."""
    with _extra():
        from riveter.estate import reports as estate_reports
    _, _, answers = _answers(given["url"])
    return _write_report(estate_reports.top_fixes(answers, given["limit"]), given["specification"])


@command.command("modules", cls=options.ExampleCommand, examples=EXAMPLES[4:5])
@results_option
@format_option
def modules_command(**given: Any) -> int:
    """Show who uses which version of a module, and what an upgrade to the newest one in use changes."""
    with _extra():
        from riveter.estate import reports as estate_reports
    _, _, answers = _answers(given["url"])
    return _write_report(estate_reports.modules(answers), given["specification"])


@command.command("impact", cls=options.ExampleCommand, examples=EXAMPLES[5:6])
@click.argument("sources", metavar="SOURCES.yml", shell_complete=completion.files)
@click.option(
    "-r",
    "--rules",
    multiple=True,
    metavar="FILE_OR_DIR",
    shell_complete=completion.files,
    help="The changed rules. Repeatable.",
)
@click.option(
    "-p",
    "--rule-pack",
    "packs",
    multiple=True,
    metavar="NAME",
    shell_complete=completion.packs,
    help="The changed packs. Repeatable.",
)
@results_option
@scheduler_option
@workers_option
@engine_option
@format_option
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def impact_command(**given: Any) -> int:
    """Judge the estate by changed rules, and report what they newly fail. The results stay as they are.

    Exit code: 0 if nothing fails newly, 1 if something does, 2 for a problem.
    """
    with _extra():
        from riveter.estate import impact
    if not given["rules"] and not given["packs"]:
        raise click.UsageError("name the changed rules with -r, or packs with -p")
    store, run, _ = _answers(given["url"])
    estate = _estate(given["sources"], given["rules"], given["packs"])
    with _store_errors(), _engine(given) as engine, _progress(given) as progress:
        found = impact.impact(estate, store, run, engine, today=_today(), progress=progress)
    code = _write_report(found.report, given["specification"])
    broken = code or found.run.counts["failed_tasks"] or found.run.counts["errors"]
    return EXIT_ERROR if broken else EXIT_FINDINGS if found.new else EXIT_OK


@command.command("sql", cls=options.ExampleCommand, examples=EXAMPLES[6:7])
@click.argument("query", metavar="QUERY")
@results_option
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=1_000, show_default=True, help="The most rows.")
@click.option("-f", "--format", "form", type=click.Choice(("text", "json", "csv")), default="text", show_default=True)
def sql_command(**given: Any) -> int:
    """Answer a query about the tables, which docs/estate.md describes, and the view `findings`. It sees nothing else."""
    with _extra():
        from riveter.estate.answers import QueryError
    _, _, answers = _answers(given["url"])
    try:
        table, more = answers.sql(given["query"], given["limit"])
    except QueryError as error:
        raise UserError(f"the query can't be answered: {error}", "One SELECT, in the SQL of DuckDB.") from None
    _write_table(table, given["form"])
    if more:
        streams.write_stderr([f"Warning: there are more than {given['limit']:,} rows; --limit raises that\n"])
    return EXIT_OK


@command.command("vacuum", cls=options.ExampleCommand, examples=EXAMPLES[7:])
@results_option
@click.option(
    "--keep", type=click.IntRange(min=1), default=1, show_default=True, help="So many of the latest snapshots stay."
)
@click.option(
    "--days",
    type=click.IntRange(min=1),
    default=7,
    show_default=True,
    help="Snapshots that were the latest one in so many days stay as well. No run and no reader may take longer.",
)
@click.option("--dry-run", is_flag=True, help="Only name what would be removed.")
def vacuum_command(**given: Any) -> int:
    """Remove old snapshots, and what interrupted runs have left. The trend and the ages of findings stay."""
    with _extra():
        from riveter.estate import vacuum
    store = _store(given["url"], create=False)
    with _store_errors():
        age = timedelta(days=given["days"])
        removed = vacuum.vacuum(
            store, keep=given["keep"], age=age, now=datetime.now(timezone.utc), dry_run=given["dry_run"]
        )
    would = "would be removed" if given["dry_run"] else "removed"
    streams.write_stdout(
        [f"{len(removed.files):,} files of {len(removed.snapshots):,} snapshots and of runs {would}\n"]
    )
    return EXIT_OK


def _write_table(table: Table, form: str) -> None:
    if form == "json":
        _write_json({"schema_version": "1", "columns": list(table.columns), "rows": table.rows})
    elif form == "csv":
        streams.write_stdout(_csv(table), utf8=True)
    else:
        from riveter.estate.reports import columns

        streams.write_stdout(columns(table))


def _csv(table: Table) -> Iterator[str]:
    import csv
    import io

    for row in (table.columns, *table.rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(
            [sanitize.line(str(value)) if value is not None else "" for value in row]
        )
        yield line.getvalue()


def _write_json(value: Any) -> None:
    from riveter.reporters.json import encode

    streams.write_stdout([encode(value), "\n"], utf8=True)


def _write_report(report: Report, specification: str) -> int:
    from riveter.estate.reports import FORMATS

    form, _, path = specification.partition(":")
    if form not in FORMATS:
        raise click.BadParameter(f"'{form}' is none of {', '.join(FORMATS)}", param_hint="--format")
    pieces = FORMATS[form](report)
    if not path:
        streams.write_stdout(pieces, utf8=form != "text")
        return EXIT_OK
    try:
        reports.write_file(path, pieces)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from None
    streams.write_stderr([f"Report: {sanitize.line(path)} ({form})\n"])
    return EXIT_OK


# -- what they share ----------------------------------------------------------------------------------


def _extra() -> AbstractContextManager[None]:
    return needs_extra("estate", "the estate", packages=PACKAGES)


def _today() -> str:
    return datetime.now(timezone.utc).date().isoformat()


def _estate(path: str, rules: Iterable[str] = (), packs: Iterable[str] = ()) -> Estate:
    """Return what the sources describe. Raise `UserError` if anything is wrong with them, which is reported."""
    from riveter.estate import policy, sources

    reader = FileReader()
    estate = sources.read(path, reader)
    if rules or packs:
        changed = msgspec.structs.replace(
            estate.policy, rules=tuple(map(os.path.abspath, rules)), packs=_absolute(packs)
        )
        estate = msgspec.structs.replace(estate, policy=changed)
    found: list[Diagnostic] = [*estate.diagnostics]
    if not any(item.severity == "error" for item in found):
        found += policy.problems(estate.policy)
    shown = options.render_options(sys.stderr, {})
    streams.write_stderr(render_diagnostics(found, reader.memory.get, shown))
    if any(item.severity == "error" for item in found):
        raise UserError("nothing was judged", "Fix the sources, or the rules that they name.")
    return estate


def _absolute(packs: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        os.path.abspath(name) if name.endswith((".yml", ".yaml")) or os.sep in name else name for name in packs
    )


def _store(url: str, *, create: bool) -> Store:
    with _extra():
        from riveter.estate.store import Store
    with _store_errors():
        store = Store(url)
        store.prepare(create=create)
    return store


def _answers(url: str) -> tuple[Store, Run, Answers]:
    with _extra():
        from riveter.estate.answers import Answers
    store = _store(url, create=False)
    with _store_errors():
        run = store.latest()
    if run is None:
        raise UserError(f"there are no results in {url}", "No run has come to its end: riveter estate scan.")
    return store, run, Answers(store, run)


@contextmanager
def _store_errors() -> Iterator[None]:
    from riveter.estate.store import StoreError

    try:
        yield
    except StoreError as error:
        raise UserError(str(error), error.hint) from None


@contextmanager
def _engine(given: dict[str, Any]) -> Iterator[Engine]:
    from riveter.estate import engines

    if given["scheduler"] is not None and (given["workers"] is not None or given["engine"] == "threads"):
        raise click.UsageError("--scheduler is for Dask, and has workers of its own")
    if given["engine"] == "threads":
        with engines.threads(given["workers"]) as engine:
            yield engine
        return
    try:
        with _extra(), engines.dask(given["scheduler"], given["workers"]) as engine:
            yield engine
    except engines.EngineError as error:
        raise UserError(sanitize.line(str(error)), error.hint) from None


@contextmanager
def _progress(given: dict[str, Any]) -> Iterator[Progress]:
    with Progress(sys.stderr, os.environ, enabled=not given["quiet"]) as progress:
        yield progress
