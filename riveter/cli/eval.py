"""`riveter eval`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

import click
import msgspec

from riveter import api
from riveter.cli import completion, inputs, options, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_OK, UserError
from riveter.cli.sources import shown_sources
from riveter.reporters import sanitize
from riveter.reporters.diagnostics import render as render_diagnostics

if TYPE_CHECKING:
    from riveter.terraform.project import EvalResult

EXAMPLES = (
    ("an expression in the scope of the module in this directory", "riveter eval 'local.tags'"),
    (
        "in another module, with a variable set",
        "riveter eval 'cidrsubnet(var.cidr, 8, 1)' -t network --var cidr=10.0.0.0/16",
    ),
    ("one expression per line, one JSON object per line", "riveter eval -t network --format json < expressions.txt"),
    ("expressions of several lines, each ended by a zero byte", "riveter eval --null --format json < expressions"),
)


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Evaluate an expression in a module's scope.",
    help="Evaluate a Terraform expression in the scope of the module in DIR. Without EXPR, read one expression per line from "
    "standard input. "
    "JSON output has one object per line, in order. An empty line, or a line with only a comment, is an error.",
)
@click.argument("expression", metavar="[EXPR]", required=False)
@click.option(
    "-t",
    "--terraform",
    "directory",
    default=".",
    metavar="DIR",
    show_default=True,
    shell_complete=completion.folders,
    help="The module.",
)
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option(
    "-0",
    "--null",
    "null",
    is_flag=True,
    help="Expressions on standard input end with a zero byte, not at the end of a line.",
)
@options.variable_options
@options.environment_option
@options.no_cache_option
@options.verbose_option
def command(**given: Any) -> int:
    """Evaluate and print; an expression that can't be evaluated makes the exit code 2."""
    directory = given["directory"]
    targets, problems = inputs.single_targets(given, (directory,))
    project = api.load(msgspec.structs.replace(targets, single=True))
    project.diagnostics[:0] = problems
    sources = shown_sources(project)
    diagnostics = sources.diagnostics(project.diagnostics)
    streams.write_stderr(render_diagnostics(diagnostics, sources, options.render_options(sys.stderr, given)))
    code = EXIT_ERROR if any(item.severity == "error" for item in project.diagnostics) else EXIT_OK
    try:
        evaluator = project.evaluator(directory)
    except KeyError:
        hint = "" if project.diagnostics else "Name the directory of a module: riveter eval EXPR -t DIR."
        raise UserError(f"there is no Terraform module in '{directory}'", hint) from None
    as_json = given["form"] == "json"
    for expression in _expressions(given["expression"], b"\0" if given["null"] else b"\n"):
        if not as_json and not expression:
            continue
        result = project.secrets.struct(evaluator.evaluate(expression), keys=("type",))
        if result.error is not None:
            code = EXIT_ERROR
        if as_json:
            streams.write_stdout([_json(result)], utf8=True)
        elif result.error is not None:
            streams.write_stderr([f"error: {sanitize.lines(result.error)}\n"])
        else:
            streams.write_stdout([_text(result)])
    return code


def _expressions(given: str | None, end: bytes) -> Iterator[str]:
    """Yield the expressions to evaluate. Skip empty ones at the end of standard input."""
    if given is not None:
        yield given
        return
    if sys.stdin is None:
        return
    prompt = "> " if sys.stdin.isatty() else ""
    empty = 0
    for raw in _pieces(sys.stdin.buffer, end, prompt):
        text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff").strip(" \t\r\n")
        if not text:
            empty += 1
            continue
        yield from [""] * empty
        empty = 0
        yield text


def _pieces(stream: BinaryIO, end: bytes, prompt: str) -> Iterator[bytes]:
    if end == b"\n":
        while True:
            streams.write_stderr([prompt])
            line = stream.readline()
            if not line:
                return
            yield line
    yield from stream.read().split(end)


def _json(result: EvalResult) -> str:
    from riveter.reporters.describe import plain

    shown = {
        "value": _exact(result.value),
        "type": result.type,
        "unknown": plain(result.unknown),
        "error": plain(result.error),
    }
    if result.alternatives:
        shown["alternatives"] = _exact(list(result.alternatives))
    text = msgspec.json.Encoder(decimal_format="number").encode(shown).decode()
    return text.translate(_LINE_ENDS) + "\n"


_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
"""Characters that some readers treat as line ends; they occur only in strings, escaped."""


def _exact(value: Any) -> Any:
    """Return the value for the encoder: numbers keep all their digits."""
    from riveter.reporters.describe import plain

    if isinstance(value, list):
        return [_exact(item) for item in value]
    if isinstance(value, dict):
        return {plain(key): _exact(item) for key, item in value.items()}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 1 << 63:
        return Decimal(value)
    return value if isinstance(value, Decimal) else plain(value)


def _encoded(value: Any) -> bytes:
    return msgspec.json.Encoder(decimal_format="number").encode(_exact(value))


def _text(result: EvalResult) -> str:
    if result.alternatives:
        choices = [sanitize.json_text(_encoded(choice).decode()) for choice in result.alternatives]
        return f"(either {' or '.join(choices)}: {sanitize.line(result.unknown or '')})\n"
    if result.unknown is not None:
        return f"(not known: {sanitize.line(result.unknown)})\n"
    encoded = _encoded(result.value)
    if isinstance(result.value, (dict, list)):
        encoded = msgspec.json.format(encoded, indent=2)
    return sanitize.json_text(encoded.decode()) + "\n"
