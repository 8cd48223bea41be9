"""`riveter show`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from riveter import api
from riveter.cli import completion, inputs, options, picture, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_OK
from riveter.cli.sources import shown_sources
from riveter.core.addresses import without_keys
from riveter.core.globs import matches_glob
from riveter.reporters import sanitize
from riveter.reporters.diagnostics import render as render_diagnostics
from riveter.reporters.interface import RenderOptions
from riveter.reporters.style import Style

if TYPE_CHECKING:
    from riveter.core.secrets import Secrets
    from riveter.resource import Resource

EXAMPLES = (
    ("everything in the current directory", "riveter show"),
    (
        "some resources, with the values of production",
        "riveter show -t infra --var-file prod.tfvars --address 'aws_s3_bucket.*'",
    ),
    ("for a program", "riveter show -t infra --format json"),
    (
        "a picture for Markdown: resources, their references, and what rules found",
        "riveter show -t infra --format mermaid -p aws-security",
    ),
    ("the same as an image", "riveter show -t infra --format dot | dot -Tsvg -o infra.svg"),
)


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Show the evaluated resources, as a rule sees them.",
    help="Show the evaluated resources of Terraform (PATHS; by default the current directory) as dotted keys, as a rule sees "
    "them. Unknown values have their reasons.\n\n"
    "The formats mermaid and dot draw the resources and their references. With -r or -p, riveter also checks the rules, and marks each "
    "resource in the picture. Findings do not change the exit code.",
)
@options.paths_argument
@options.terraform_option
@click.option(
    "--address",
    "addresses",
    multiple=True,
    metavar="GLOB",
    shell_complete=completion.addresses,
    help="Show only resources whose address matches. An address without instance keys matches every instance. Repeatable.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(("text", "json", *picture.FORMATS)),
    default="text",
    show_default=True,
)
@picture.rule_options
@options.variable_options
@options.environment_option
@options.no_cache_option
@options.verbose_option
def command(**given: Any) -> int:
    """Load the targets and print their resources."""
    if given["form"] in picture.FORMATS:
        return picture.show(given, lambda address: _wanted(address, given["addresses"]))
    picture.refuse_rules(given)
    targets, problems = inputs.single_targets(given, (*given["terraform"], *given["paths"]))
    project = api.load(targets)
    project.diagnostics[:0] = problems
    project.hide_instances()
    found = [item for item in project.resources if _wanted(item.address, given["addresses"])]
    sources = shown_sources(project)
    diagnostics = sources.diagnostics(project.diagnostics)
    if given["form"] == "json":
        streams.write_stdout(_json(found, diagnostics, project.secrets), utf8=True)
    else:
        streams.write_stderr(render_diagnostics(diagnostics, sources, options.render_options(sys.stderr, given)))
        streams.write_stdout(_text(found, options.render_options(sys.stdout, given), project.secrets))
        if not found and project.resources:
            streams.write_stderr([f"None of the {len(project.resources)} resources has such an address.\n"])
    return EXIT_ERROR if any(item.severity == "error" for item in project.diagnostics) else EXIT_OK


def _wanted(address: str, globs: tuple[str, ...]) -> bool:
    names = (address, without_keys(address))
    return not globs or any(matches_glob(glob, name) for glob in globs for name in names)


def _json(resources: list[Resource], diagnostics: list[Any], secrets: Secrets) -> Iterator[str]:
    from riveter.reporters.json import diagnostic, encode
    from riveter.reporters.values import document

    shown = {
        "resources": [document(item, secrets) for item in resources],
        "diagnostics": [diagnostic(item) for item in diagnostics],
    }
    yield encode(shown) + "\n"


def _text(resources: list[Resource], render: RenderOptions, secrets: Secrets) -> Iterator[str]:
    from riveter.core.values import Unknown
    from riveter.reporters.values import NOT_KNOWN, leaves, show

    style = Style(render)
    arrow = "→" if render.unicode else "->"
    for number, resource in enumerate(resources):
        place = f"  {resource.span.file}:{resource.span.start_line}" if resource.span else ""
        yield (
            ("\n" if number else "")
            + style.bold(sanitize.line(secrets.mask(resource.address)))
            + style.faint(sanitize.line(place))
            + "\n"
        )
        if resource.existence is not None:
            yield f"  {style.paint('may not exist: ' + sanitize.line(secrets.mask(resource.existence.reason)), '33')}\n"
        references = {item.key: item for item in reversed(resource.references)}
        for key, shown_key, value in leaves(resource, secrets):
            text = show(value)
            if isinstance(value, Unknown):
                reason = f"(not known: {sanitize.line(secrets.mask(value.reason))})"
                text = style.paint(reason if text == NOT_KNOWN else f"{text} {reason}", "33")
            reference = references.get(key)
            link = style.faint(f"  {arrow} {sanitize.line(secrets.mask(reference.address))}") if reference else ""
            yield f"  {sanitize.line(shown_key)} = {text}{link}\n"
