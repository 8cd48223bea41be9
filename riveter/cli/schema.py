"""`riveter schema`."""

from __future__ import annotations

from collections.abc import Callable

import click

from riveter.cli import options, streams

EXAMPLES = (
    ("the schema of the JSON report", "riveter schema output"),
    (
        "the schema of riveter.yml, written to a file for an editor",
        "riveter schema config > riveter-config.schema.json",
    ),
    ("the schema of rule files", "riveter schema rules > riveter-rules.schema.json"),
)


def _rules() -> str:
    from riveter.rules.reading.schema import rules_schema_text

    return rules_schema_text()


def _config() -> str:
    from riveter.config import schema

    return schema.text()


def _output() -> str:
    from riveter.reporters import json_schema

    return json_schema.text()


def _explain() -> str:
    from riveter.reporters import json_schema

    return json_schema.explain_text()


SCHEMAS: dict[str, Callable[[], str]] = {"rules": _rules, "config": _config, "output": _output, "explain": _explain}


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Print a JSON Schema.",
    help="Print a JSON Schema (2020-12) for editors and programs. `rules` is the schema of rule files, `config` that of riveter.yml. "
    "`output` is the schema of the JSON report of `riveter scan`, `explain` that of `riveter explain --format json`.\n\n"
    "Editors with the YAML language server use the schema that the first line of a file names:\n\n# yaml-language-server: $schema=FILE",
)
@click.argument("name", type=click.Choice(tuple(SCHEMAS)), default="output")
def command(name: str) -> None:
    """Print the schema."""
    text = SCHEMAS[name]()
    streams.write_stdout([text if text.endswith("\n") else text + "\n"], utf8=True)
