"""`riveter lint`."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import click
import msgspec

from riveter.cli import completion, options, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK
from riveter.cli.sources import DiagnosedFiles
from riveter.files.reader import FileReader
from riveter.reporters.diagnostics import render as render_diagnostics

EXAMPLES = (
    ("a file", "riveter lint rules.yml"),
    ("every rule file below a folder; warnings fail too", "riveter lint policies --strict"),
    ("for a program", "riveter lint policies --format json"),
)


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Check rule files.",
    help="Check rule files. If a path is a folder, check every rule file below it. The command checks the schema, operators, parameters, "
    "regexes and contradictions. It compares keys, values and resource types with the schemas of the providers.\n\n"
    "Exit code: 0 if there are no problems, 1 for warnings with --strict, 2 for errors.",
)
@click.argument("files", nargs=-1, required=True, metavar="FILES...", shell_complete=completion.files)
@click.option("--strict", is_flag=True, help="Warnings make the exit code 1.")
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Print no notes and no summary.")
@options.verbose_option
def command(**given: Any) -> int:
    """Check the files and print what is wrong."""
    from riveter.linting import lint_files

    reader = FileReader()
    found = lint_files(given["files"], reader)
    counts = Counter(str(item.severity) for item in found)
    if given["form"] == "json":
        from riveter.reporters.json import diagnostic, encode

        streams.write_stdout([encode({"diagnostics": [diagnostic(item) for item in found]}), "\n"], utf8=True)
    else:
        shown = msgspec.structs.replace(options.render_options(sys.stdout, given), verbose=True)
        streams.write_stdout(render_diagnostics(found, DiagnosedFiles(found, reader), shown))
        if not given["quiet"]:
            streams.write_stdout([_summary(counts)])
    if counts["error"]:
        return EXIT_ERROR
    return EXIT_FINDINGS if given["strict"] and counts["warning"] else EXIT_OK


def _summary(counts: Counter[str]) -> str:
    parts = [
        f"{number} {name}{'' if number == 1 else 's'}"
        for name in ("error", "warning", "note")
        if (number := counts[name])
    ]
    return (", ".join(parts) if parts else "No problems found") + ".\n"
