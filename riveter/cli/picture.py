"""The pictures of `riveter show`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
import msgspec

from riveter import api
from riveter.cli import completion, inputs, options, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_OK
from riveter.cli.sources import shown_sources
from riveter.reporters import sanitize
from riveter.reporters.diagnostics import render as render_diagnostics

if TYPE_CHECKING:
    from riveter.core.source import SourceFile

FORMATS = ("mermaid", "dot")


def rule_options(function: Any) -> Any:
    """Add the options for the rules whose findings are drawn."""
    for decorate in reversed(_RULE_OPTIONS):
        function = decorate(function)
    return function


_RULE_OPTIONS = (
    click.option(
        "-r",
        "--rules",
        multiple=True,
        metavar="FILE_OR_DIR",
        shell_complete=completion.files,
        help="Mark in the picture what the rules of this file or folder found. Repeatable, and accepts several YAML files.",
    ),
    click.option(
        "-p",
        "--rule-pack",
        "packs",
        multiple=True,
        metavar="NAME",
        shell_complete=completion.packs,
        help="Mark in the picture what the rules of this pack found. Repeatable.",
    ),
    click.option(
        "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="The value of a rule parameter. Repeatable."
    ),
)


def refuse_rules(given: dict[str, Any]) -> None:
    """Raise a usage error for rules without a picture."""
    if given["rules"] or given["packs"] or given["parameters"]:
        raise click.UsageError(
            f"-r, -p and --param mark findings in a picture: add --format {' or --format '.join(FORMATS)}"
        )


def show(given: dict[str, Any], wanted: Callable[[str], bool]) -> int:
    """Print the picture of the targets. `wanted`: whether a resource with an address is part of it."""
    from riveter.picture import graph, limits
    from riveter.picture.verdicts import verdicts

    scan_options = _scan_options(given)
    checked = bool(scan_options.rules or scan_options.packs)
    result = api.scan(scan_options) if checked else None
    targets = scan_options.targets
    for environment in scan_options.environments:
        targets = api.in_environment(targets, environment)
    project = api.load(targets)
    if result is not None:
        project.secrets.add_forms(result.secrets.texts())
    project.hide_instances()
    source: Callable[[str], SourceFile | None]
    if result is not None:
        source, diagnostics = result.source, result.diagnostics
    else:
        source = sources = shown_sources(project)
        diagnostics = tuple(sources.diagnostics([*scan_options.diagnostics, *project.diagnostics]))
    wrong = any(item.severity == "error" for item in diagnostics)
    picture = graph.draw(
        [item for item in project.resources if wanted(item.address)],
        verdicts(result.findings) if result is not None else {},
        project.secrets.mask,
    )
    if wrong:
        picture.notes.append("Incomplete: riveter found errors, see its messages.")
    format_of = _format(given["form"])
    text, notes = limits.fitted(picture, format_of.LIMITS, format_of.render)
    streams.write_stderr(render_diagnostics(diagnostics, source, options.render_options(sys.stderr, given)))
    streams.write_stdout([text], utf8=True)
    streams.write_stderr(f"{sanitize.line(note)}\n" for note in notes)
    if project.resources and not any(wanted(item.address) for item in project.resources):
        streams.write_stderr([f"None of the {len(project.resources)} resources has such an address.\n"])
    return EXIT_ERROR if wrong else EXIT_OK


def _scan_options(given: dict[str, Any]) -> api.ScanOptions:
    """Return the options of the scan whose findings are drawn: of the configuration as it is, or of one environment."""
    names = (given["environment"],) if given["environment"] else ()
    fixed: dict[str, Any] = {"environments": names, "severity": None, "include": (), "exclude": ()}
    fixed |= {"jobs": 1, "allow_empty": True}
    settings = inputs.read_config(given)
    found = inputs.scan_options({**given, **fixed}, settings)
    if not given["rules"] and not given["packs"]:
        found = msgspec.structs.replace(found, rules=(), packs=(), default_packs=False)
    return found if names else msgspec.structs.replace(found, environments=())


def _format(name: str) -> Any:
    from riveter.picture import dot, mermaid

    return {"mermaid": mermaid, "dot": dot}[name]
