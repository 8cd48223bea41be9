"""`riveter schema`."""

from __future__ import annotations

import click

from riveter.cli import options, streams

EXAMPLES = (
    ("of the JSON report", "riveter schema output"),
    ("into a file, for an editor or a program", "riveter schema output > riveter-output.schema.json"),
)


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Print a JSON Schema.",
    help="Print the JSON Schema of what riveter writes, for editors and programs. `output`: the JSON report of `riveter scan`.",
)
@click.argument("name", type=click.Choice(("output",)), default="output")
def command(name: str) -> None:
    """Print the schema."""
    from riveter.reporters import json_schema

    streams.write_stdout([json_schema.text()], utf8=True)
