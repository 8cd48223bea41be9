"""`riveter test`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
import msgspec

from riveter.cli import options, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK
from riveter.cli.progress import Progress
from riveter.cli.sources import DiagnosedFiles
from riveter.files.reader import FileReader
from riveter.reporters import sanitize
from riveter.reporters.diagnostics import render as render_diagnostics
from riveter.reporters.interface import RenderOptions
from riveter.reporters.style import Style

if TYPE_CHECKING:
    from riveter.rule_testing import CaseReport

EXAMPLES = (
    ("every case below the current directory", "riveter test"),
    ("the cases about encryption for the rules of one file", "riveter test rules.yml -k encrypt"),
    ("list the changes of the rules that no case notices", "riveter test policies --mutate"),
)


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Run rule cases.",
    help="Run the cases of rules (`<rules>.cases.yml`) below PATHS (by default the current directory). List the rules that lack "
    "a passing or a failing case.\n\n"
    "Exit code: 0 if every case passed, 1 if a case failed (with --strict: or a rule is not tested), 2 if riveter could not use a file.",
)
@options.paths_argument
@click.option(
    "-k", "--select", metavar="TEXT", help="Run only cases whose rule or name contains this text or matches this glob."
)
@click.option(
    "--mutate",
    is_flag=True,
    help="Change the rules, one condition at a time, and list the changes that no case notices.",
)
@click.option("--strict", is_flag=True, help="A rule without a passing or a failing case makes the exit code 1.")
@click.option(
    "--jobs", type=click.IntRange(min=0), default=0, metavar="N", help="The number of processes; 0: one per processor."
)
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Print only problems.")
@options.verbose_option
def command(**given: Any) -> int:
    """Run the cases and print the report."""
    from riveter.rule_testing import run_cases

    reader = FileReader()

    with Progress(sys.stderr, os.environ, enabled=not given["quiet"]) as progress:
        report = run_cases(
            given["paths"] or (".",),
            select=given["select"],
            mutate=given["mutate"],
            jobs=given["jobs"] or None,
            reader=reader,
            progress=lambda done, total: progress(f"Testing rules: {done} of {total}"),
        )
    if given["form"] == "json":
        streams.write_stdout(_json(report), utf8=True)
    else:
        streams.write_stdout(_text(report, options.render_options(sys.stdout, given), reader))
    if report.broken:
        return EXIT_ERROR
    return EXIT_FINDINGS if report.failures or (given["strict"] and report.untested) else EXIT_OK


def _text(report: CaseReport, render: RenderOptions, reader: FileReader) -> Iterator[str]:
    style = Style(render)
    problems = [*report.diagnostics, *(problem for case in report.failures for problem in case.problems)]
    source = DiagnosedFiles(problems, reader, report.secrets)
    everything = msgspec.structs.replace(render, verbose=True)
    yield from render_diagnostics(report.diagnostics, source, everything)
    for case in report.failures:
        yield f"{style.paint('failed', '31')} {style.bold(sanitize.line(case.rule))}: {sanitize.line(case.name)}\n"
        yield from render_diagnostics(case.problems, source, everything)
    if render.verbose:
        for case in report.cases:
            if case.passed:
                yield f"{style.paint('ok', '32')} {sanitize.line(case.rule)}: {sanitize.line(case.name)}\n"
    if not render.quiet:
        for rule in report.untested:
            yield f"{sanitize.line(str(rule.span))}: {style.paint('note:', '36')} {sanitize.line(rule.rule)} has {rule.missing}\n"
    if report.mutation is not None:
        for mutant in report.mutation.survivors:
            change = sanitize.line(f"{mutant.rule}: no case notices: {mutant.change}")
            yield f"{sanitize.line(str(mutant.span))}: {style.paint('note:', '36')} {change}\n"
    yield _summary(report)


def _summary(report: CaseReport) -> str:
    failed = len(report.failures)
    passed = len(report.cases) - failed
    parts = [f"{passed} {'case' if passed == 1 else 'cases'} passed, {failed} failed"]
    if report.untested:
        number = len(report.untested)
        parts.append(f"{number} {'rule lacks' if number == 1 else 'rules lack'} a passing or a failing case")
    if report.mutation is not None and report.mutation.score is not None:
        mutants = report.mutation.mutants
        noticed = len(mutants) - len(report.mutation.survivors)
        parts.append(f"{noticed} of {len(mutants)} changes noticed ({percent(noticed, len(mutants))})")
    return "; ".join(parts) + f" ({report.seconds:.1f} s)\n"


def percent(part: int, whole: int) -> str:
    """Return a share in tenths of a percent, rounded down: only a complete share is 100 %."""
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10} %" if tenths % 10 else f"{tenths // 10} %"


def _json(report: CaseReport) -> Iterator[str]:
    from riveter.reporters.json import diagnostic, encode, location

    shown: dict[str, Any] = {
        "summary": {
            "passed": len(report.cases) - len(report.failures),
            "failed": len(report.failures),
            "untested_rules": len(report.untested),
        },
        "cases": [
            {
                "rule": case.rule,
                "name": case.name,
                "passed": case.passed,
                "location": location(case.span),
                "problems": [diagnostic(problem) for problem in case.problems],
            }
            for case in report.cases
        ],
        "rules": [
            {
                "id": rule.rule,
                "name": rule.name,
                "location": location(rule.span),
                "pass": rule.passing,
                "fail": rule.failing,
                "unknown": rule.unknown,
                "not_applicable": rule.not_applicable,
            }
            for rule in report.rules
        ],
        "diagnostics": [diagnostic(item) for item in report.diagnostics],
    }
    if report.mutation is not None:
        shown["mutation"] = {
            "score": report.mutation.score,
            "mutants": [
                {"rule": one.rule, "change": one.change, "location": location(one.span), "noticed": one.killed}
                for one in report.mutation.mutants
            ],
        }
    yield encode(shown) + "\n"
