"""`riveter baseline`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from riveter import api
from riveter.cli import completion, inputs, options, reports, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_OK, UserError
from riveter.cli.progress import Progress
from riveter.core.diagnostics import Diagnostic
from riveter.files.reader import FileReader, PathKind
from riveter.reporters import sanitize
from riveter.reporters.describe import environment_names
from riveter.reporters.diagnostics import render as render_diagnostics

if TYPE_CHECKING:
    from riveter.config.model import Config
    from riveter.suppressions.baseline import Baseline, BaselineEntry

DEFAULT = "riveter-baseline.json"
EXAMPLES = (
    ("record the findings of today; from now on only new findings count", "riveter baseline create -p aws-security"),
    ("use it", f"riveter scan -p aws-security --baseline {DEFAULT}"),
    ("remove findings that were fixed", "riveter baseline update -p aws-security"),
    ("print the entries", "riveter baseline show"),
)

file_option = click.option(
    "--file",
    "path",
    metavar="FILE",
    shell_complete=completion.files,
    help=f"The baseline (default: the one in the config, else {DEFAULT}).",
)


class BaselineGroup(options.ExampleCommand, click.Group):
    """A group with examples in its help."""


@click.group(
    cls=BaselineGroup,
    invoke_without_command=True,
    examples=EXAMPLES,
    short_help="Ignore findings that already existed.",
    help="A baseline contains the failing findings of a project. `riveter scan --baseline FILE` suppresses them, so that only new findings "
    "count. A baseline identifies a finding by its cause, not by its line. `update` removes fixed entries; it adds new ones only "
    "with `--add`.",
)
@click.pass_context
def command(context: click.Context) -> None:
    """Group the commands for baselines; print the help without one."""
    if context.invoked_subcommand is None:
        streams.write_stdout([context.get_help(), "\n"])


@command.command("create", cls=options.ExampleCommand, examples=EXAMPLES[:1])
@options.input_options
@file_option
@click.option("--force", is_flag=True, help="Replace an existing baseline.")
def create(**given: Any) -> int:
    """Write the failing findings of a scan into a new baseline."""
    from riveter.fingerprints import parts_of
    from riveter.suppressions import baseline

    settings = inputs.read_config(given)
    path = given["path"] or settings.baseline or DEFAULT
    if FileReader().kind(path) is not PathKind.MISSING and not given["force"]:
        raise UserError(f"{path} exists", "Shrink it with `riveter baseline update`, or replace it with --force.")
    result = _scan(given, settings)
    found = baseline.collect(result.findings, parts_of)
    _write(path, found)
    streams.write_stdout([f"{_findings(baseline.total(found))} in {sanitize.line(path)}\n"])
    return _exit_code(result)


@command.command("update", cls=options.ExampleCommand, examples=EXAMPLES[2:3])
@options.input_options
@file_option
@click.option("--add", is_flag=True, help="Also add new findings.")
def update(**given: Any) -> int:
    """Remove findings that no longer occur from the baseline. Entries that the scan does not cover (other rules, other modules) stay."""
    from riveter.fingerprints import parts_of
    from riveter.suppressions import baseline

    settings = inputs.read_config(given)
    path = given["path"] or settings.baseline or DEFAULT
    known = _read(path)
    result = _scan(given, settings)
    current = baseline.collect(result.findings, parts_of)
    known = baseline.follow(known, result.findings, result.addresses(), result.former)
    assert result.scope is not None
    kept = baseline.shrink(known, current, result.scope)
    grown = baseline.grow(kept, current)
    written = grown if given["add"] else kept
    _write(path, written)
    new = baseline.total(baseline.difference(grown, kept))
    smaller = baseline.total(baseline.difference(kept, known))
    removed = baseline.total(baseline.difference(known, kept)) - smaller
    words = [f"{removed} removed", *([f"{smaller} partly fixed"] if smaller else [])]
    words += [f"{new if given['add'] else 0} added", f"{_findings(baseline.total(written))} in {sanitize.line(path)}"]
    streams.write_stdout([", ".join(words) + "\n"])
    if new and not given["add"]:
        streams.write_stderr(
            [f"{_findings(new)} of this scan {'is' if new == 1 else 'are'} not in it; --add adds them.\n"]
        )
    return _exit_code(result)


@command.command("show", cls=options.ExampleCommand, examples=EXAMPLES[3:])
@file_option
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def show(path: str | None, form: str) -> int:
    """Print the entries of the baseline."""
    from riveter.suppressions import baseline

    if path is None:
        path = inputs.read_config({"no_config": False, "config_path": None}).baseline or DEFAULT
    known = _read(path)
    if form == "json":
        streams.write_stdout([sanitize.json_text(baseline.write(known))], utf8=True)
        return EXIT_OK
    rows = [sanitize.line(f"{entry.rule_id}  {entry.address}") + _more(entry) + "\n" for entry in known.entries]
    streams.write_stdout([*rows, f"{_findings(baseline.total(known))}\n"])
    return EXIT_OK


def _more(entry: BaselineEntry) -> str:
    """Return the details of an entry: its count, environments and root module."""
    parts = [f"×{entry.count}"] if entry.count > 1 else []
    if entry.environments:
        parts.append(f"in {', '.join(environment_names(entry.environments))}")
    if entry.root not in ("", "."):
        parts.append(f"({entry.root})")
    return "".join(f"  {sanitize.line(part)}" for part in parts)


def _scan(given: dict[str, Any], settings: Config) -> api.ScanResult:
    """Return a scan whose input is sound: a baseline of half a project would call the other half new."""
    with Progress(sys.stderr, os.environ) as progress:
        result = api.scan(inputs.scan_options(given, settings), progress=progress)
    errors = [item for item in result.diagnostics if item.severity == "error"]
    if errors:
        _complain(result.diagnostics, result)
    if any(item.hides for item in errors):
        raise UserError("the baseline was not written, because the input has errors", "Correct them first.")
    return result


def _exit_code(result: api.ScanResult) -> int:
    return EXIT_ERROR if any(item.severity == "error" for item in result.diagnostics) else EXIT_OK


def _complain(diagnostics: Sequence[Diagnostic], result: api.ScanResult) -> None:
    streams.write_stderr(render_diagnostics(diagnostics, result.source, options.render_options(sys.stderr, {})))


def _read(path: str) -> Baseline:
    from riveter.suppressions import baseline

    try:
        return baseline.read(path)
    except baseline.BaselineError as error:
        shown = options.render_options(sys.stderr, {})
        streams.write_stderr(render_diagnostics([error.diagnostic], lambda name: None, shown))
        raise click.exceptions.Exit(EXIT_ERROR) from None


def _write(path: str, found: Baseline) -> None:
    from riveter.suppressions import baseline

    try:
        reports.write_file(path, [baseline.write(found)])
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from None


def _findings(number: int) -> str:
    return f"{number} finding{'' if number == 1 else 's'}"
