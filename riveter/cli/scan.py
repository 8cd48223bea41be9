"""`riveter scan`."""

from __future__ import annotations

import math
import os
import sys
import time
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

import click
import msgspec

from riveter import __version__, api
from riveter.cli import (
    about,
    comparing,
    completion,
    inputs,
    options,
    pack_names,
    remembered,
    reports,
    step_summary,
    streams,
)
from riveter.cli.errors import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK, UserError
from riveter.cli.progress import Progress
from riveter.cli.untrusted import settings_of
from riveter.config.locate import from_repository
from riveter.core.digests import sha256
from riveter.finding_list import tally
from riveter.findings import SEVERITIES, Outcome
from riveter.reporters import formats, interface, sanitize
from riveter.reporters.diagnostics import render as render_diagnostics

if TYPE_CHECKING:
    from riveter.config.model import Config
    from riveter.core.profile import Profile
    from riveter.diffing.commit import HookScan
    from riveter.findings import Finding, RuleSummary
    from riveter.reporters.history import HistoryPoint
    from riveter.reporters.interface import RenderOptions

MAX_CATEGORY = 200
"""A longer category is shown by its digest."""
EXAMPLES = (
    ("the current directory and everything below it, with the packs for its resources", "riveter scan"),
    ("with a pack of your choice", "riveter scan -p soc2-security"),
    ("your own rules, two files of one module", "riveter scan -r rules.yml -t storage.tf iam.tf"),
    (
        "the values of production; only findings of severity high and above fail the build",
        "riveter scan -p aws-security --var-file prod.tfvars --fail-on high",
    ),
    ("on the terminal, and as a file for code scanning", "riveter scan -p soc2-security -f text -f json:findings.json"),
    (
        "the changes of this branch; only new findings fail the build",
        "riveter scan -p aws-security --diff origin/main...",
    ),
    ("a plan", "terraform show -json plan.out | riveter scan -p aws-security -"),
)


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Validate Terraform against rules.",
    help="Validate Terraform (PATHS; by default the current directory) against rules.\n\n"
    "If a path is a directory, riveter scans it and every module below it. If it is a file, riveter reports findings about this file. It "
    "also evaluates the other files of the folder. Plans and states are read as JSON.\n\n"
    "Exit code: 0 if nothing failed, 1 for failing findings, 2 for a problem with the input, the rules or the command (riveter still "
    "reports everything else).",
)
@options.input_options
@click.option(
    "-f",
    "--format",
    "specifications",
    multiple=True,
    metavar="FORMAT[:PATH]",
    shell_complete=completion.formats,
    help=f"One of {', '.join(formats.FORMATS)}. With a path, write to that file. Repeatable.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    shell_complete=completion.files,
    help="Write the report to this file. Its extension selects the format, unless -f does.",
)
@click.option(
    "--fail-on",
    type=click.Choice((*SEVERITIES, "never")),
    help="The lowest severity that makes the exit code 1 (default: info, that is, any).",
)
@click.option(
    "--unknown",
    type=click.Choice(("warn", "fail", "hide")),
    help="How to treat unknown verdicts (default: warn).",
)
@click.option(
    "--prove/--no-prove",
    default=None,
    help="Whether to examine unknown verdicts for every value of the variables that they depend on.",
)
@click.option(
    "--depends",
    type=click.Choice(("warn", "fail")),
    help="With --prove: whether a verdict that fails for some values makes the exit code 1 (default: warn).",
)
@options.comparison_options(
    baseline="Suppress the findings in this file (see `riveter baseline`).",
    base="Only new findings count.",
    hook="report the findings that this commit creates. Compare with PRE_COMMIT_FROM_REF if it is set, with HEAD if something is staged, "
    "otherwise with nothing. Without PATHS, scan the changed files.",
)
@click.option("--strict-coverage", is_flag=True, help="Report everything that could not be scanned as an error.")
@click.option(
    "--history",
    metavar="DIR",
    shell_complete=completion.files,
    help="HTML shows the trend of the earlier JSON reports in this folder, ordered by their names.",
)
@click.option(
    "--sarif-category",
    metavar="NAME",
    help="The category in SARIF (default: packs, rules, environments and paths of the command line). Code scanning replaces the results "
    "of the same category.",
)
@click.option(
    "--sarif-suppressed",
    type=click.Choice(("show", "hide")),
    help="Whether SARIF holds suppressed findings (default: show).",
)
@click.option(
    "--profile",
    "profile_file",
    metavar="FILE",
    shell_complete=completion.files,
    help="Write which stages, root modules and rules take how much time and memory, as JSON for Speedscope. One process does everything.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print only findings that need attention, and the summary.")
@options.verbose_option
def command(**given: Any) -> int:
    """Run the scan, write the reports, decide the exit code."""
    destinations = reports.destinations(given["specifications"], given["output"])
    hook = comparing.hook_of(given) if given["pre_commit"] else None
    if hook is not None:
        if not hook.paths:
            streams.write_stderr(["Nothing to validate: the commit concerns no Terraform.\n"])
            return EXIT_OK
        given = comparing.with_hook(given, hook)
    with settings_of(given) as (given, settings):
        return _run(given, settings, destinations, hook)


def _run(
    given: dict[str, Any], settings: Config, destinations: list[reports.Destination], hook: HookScan | None = None
) -> int:
    scan_options = msgspec.structs.replace(
        inputs.scan_options(given, settings),
        baseline=given["baseline"] or settings.baseline,
        strict_coverage=given["strict_coverage"],
        prove=settings.prove if given["prove"] is None else given["prove"],
    )
    given["points"] = _history(given["history"])
    profile = _profile() if given["profile_file"] is not None else None
    compared = given["base"] is not None or hook is not None
    tells = compared or any(item.format.passes for item in destinations)
    scan_options = msgspec.structs.replace(scan_options, profile=profile, details=tells)
    if given["untrusted"]:
        scan_options = comparing.without_variables(scan_options)
    if hook is not None:
        scan_options = comparing.of_commit(scan_options, hook)
    given["fail_on"] = given["fail_on"] or settings.fail_on or "info"
    given["unknown"] = given["unknown"] or settings.unknown or "warn"
    with Progress(sys.stderr, os.environ, enabled=not given["quiet"]) as progress:
        result = comparing.scan(scan_options, given, progress, hook)
    depends = (given["depends"] or settings.depends or "warn") if scan_options.prove else "warn"
    exit_code = verdict(result, fail_on=given["fail_on"], unknown=given["unknown"], depends=depends)
    started = time.perf_counter()
    with profile.inside("Writing reports") if profile is not None else nullcontext():
        problems = _write(destinations, result, given, exit_code)
    if profile is not None:
        problems += _write_profile(given["profile_file"], profile, result)
    for problem in problems:
        streams.write_stderr([problem])
        exit_code = EXIT_ERROR
    only_printed = not any(item.path for item in destinations) and not given["verbose"] and given["history"] is None
    only_printed = only_printed and profile is None
    if only_printed and not compared and not given["untrusted"] and not given["no_cache"]:
        remembered.complete()
    if given["verbose"]:
        timings = {**result.timings, "report": time.perf_counter() - started}
        streams.write_stderr(
            ["Timings: " + ", ".join(f"{name} {seconds:.3f} s" for name, seconds in timings.items()) + "\n"]
        )
    return exit_code


def verdict(result: api.ScanResult, *, fail_on: str = "info", unknown: str = "warn", depends: str = "warn") -> int:
    """Return the exit code: 2 when anything was wrong with the input, else 1 for failing findings from `fail_on` up, else 0.

    Findings that a base has as well do not count. depends: ``fail`` if those count that fail for some values of variables.
    """
    if any(item.severity == "error" for item in result.diagnostics):
        return EXIT_ERROR
    code, unknowns = EXIT_OK, False
    for kind in tally(result.findings):
        if kind.outcome is Outcome.ERROR:
            return EXIT_ERROR
        least = math.inf if fail_on == "never" else SEVERITIES.index(fail_on)
        if kind.status == "unchanged" or SEVERITIES.index(kind.severity) < least:
            continue
        if kind.outcome is Outcome.FAIL:
            code = EXIT_FINDINGS
        unknowns = unknowns or kind.outcome is Outcome.UNKNOWN
    if code == EXIT_OK and unknowns and "fail" in (unknown, depends):
        least = SEVERITIES.index(fail_on)
        for finding in result.findings:
            if SEVERITIES.index(finding.severity) >= least and _counts(finding, unknown == "fail"):
                return EXIT_FINDINGS
    return code


def _counts(finding: Finding, unknown: bool) -> bool:
    """Return whether an unknown verdict makes the exit code 1. unknown: any, or else one that is a failure for some values of variables.

    One about a resource that does not exist by default is no verdict on the module as it is.
    """
    proof = finding.proof
    if finding.outcome is not Outcome.UNKNOWN or finding.status == "unchanged":
        return False
    return unknown if proof is None or not proof.depends else proof.by_default


def _write(
    destinations: list[reports.Destination], result: api.ScanResult, given: dict[str, Any], exit_code: int
) -> list[str]:
    """Write every report and the diagnostics, and return the errors of writing."""
    problems: list[str] = []
    written: list[str] = []
    workspace = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    in_repository = from_repository((*given["terraform"], *given["paths"]), workspace)
    to_stdout = next((item.format for item in destinations if item.path is None), None)
    if not (to_stdout and to_stdout.diagnostics):
        shown = options.render_options(sys.stderr, given)
        streams.write_stderr(render_diagnostics(result.diagnostics, result.source, shown))
    for item in destinations:
        on_terminal = item.path is None and item.format.terminal
        shown = options.render_options(sys.stdout, given, terminal=on_terminal)
        shown = msgspec.structs.replace(
            shown, exit_code=exit_code, in_repository=in_repository, explain=partial(_explain, given)
        )
        if item.format.name == "sarif":
            shown = _for_sarif(shown, given)
        elif item.format.name == "html":
            shown = msgspec.structs.replace(
                shown,
                about=about.about(given["words"], result.secrets),
                owner_of=about.owners(),
                history=given["points"],
            )
        pieces = formats.load(item.format.name)(result, shown)
        try:
            if item.path is None:
                streams.write_stdout(pieces, utf8=not on_terminal)
            else:
                reports.write_file(item.path, pieces)
                if not given["quiet"]:
                    written.append(f"Report: {sanitize.line(item.path)} ({item.format.name})\n")
        except streams.OutputError as error:
            problems.append(f"Error: cannot write to standard output: {error}\n")
        except OSError as error:
            problems.append(f"Error: cannot write {sanitize.line(str(item.path))}: {error.strerror or error}\n")
    if any(item.format.name == "github" for item in destinations):
        problems += _step_summary(result, given, exit_code)
    streams.write_stderr(written)
    if to_stdout is None and not given["quiet"]:
        from riveter.reporters.closing import summary_text

        streams.write_stderr([f"Summary: {summary_text(interface.count(result))}\n"])
    return problems


def _profile() -> Profile:
    from riveter.core.profile import Profile

    return Profile()


def _write_profile(path: str, profile: Profile, result: api.ScanResult) -> list[str]:
    """Write the profile, and return the error if that fails."""
    document = profile.speedscope(f"riveter {__version__}", result.secrets.stars)
    try:
        reports.write_file(path, [msgspec.json.encode(document).decode(), "\n"])
    except OSError as error:
        return [f"Error: cannot write {sanitize.line(path)}: {error.strerror or error}\n"]
    return []


def _history(folder: str | None) -> tuple[HistoryPoint, ...]:
    """Return the numbers of earlier reports, and write what is wrong with their files. Raise `UserError` for the folder."""
    if folder is None:
        return ()
    from riveter.files.reader import ReadError
    from riveter.reporters import history

    try:
        points, problems = history.read(folder)
    except ReadError as error:
        raise UserError(f"--history {folder}: {error.summary}", error.hint) from None
    streams.write_stderr([f"Warning: {sanitize.line(problem)}\n" for problem in problems])
    return points


def _for_sarif(shown: RenderOptions, given: dict[str, Any]) -> RenderOptions:
    """Return the options of a SARIF report. Its category tells analyses apart: one would replace another one with the same category."""
    from riveter.cli.pages import rule_page
    from riveter.scaffold.source import address

    category = given["sarif_category"]
    if category is None:
        paths = [shown.in_repository(path) for path in (*given["terraform"], *given["paths"]) or (".",)]
        parts = (
            *given["packs"],
            *given["rules"],
            *given["environments"],
            *(path for path in paths if path not in (".", "-")),
        )
        category = "+".join(dict.fromkeys(parts))
        if len(category) > MAX_CATEGORY:
            category = sha256(category.encode("utf-8", "replace")).hexdigest()[:16]
    return msgspec.structs.replace(
        shown,
        category=category,
        show_suppressed=given["sarif_suppressed"] != "hide",
        information_uri=address() or shown.information_uri,
        page=lambda rule: rule_page(rule.id, rule.file),
    )


def _explain(given: dict[str, Any], rule: RuleSummary) -> str:
    """Return the command that explains a rule, with the options that it needs to find a rule outside of the config."""
    found: list[str] = []
    if not rule.pack and rule.file and given["rules"]:
        found = ["-r", rule.file]
    elif rule.pack and any(pack_names.is_path(name) for name in given["packs"]):
        found = [word for name in given["packs"] for word in ("-p", name)]
    elif given["config_path"]:
        found = ["--config", given["config_path"]]
    return interface.explain_command(rule, *found)


def _step_summary(result: api.ScanResult, given: dict[str, Any], exit_code: int) -> list[str]:
    """Append the pull-request comment to the summary of a step on GitHub."""
    shown = msgspec.structs.replace(options.render_options(None, given, terminal=False), exit_code=exit_code)
    return step_summary.append(os.environ, formats.load("markdown")(result, shown))
