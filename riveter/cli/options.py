"""Options that several commands share, and what becomes of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any, TypeVar

import click

from riveter.api import Targets
from riveter.cli import completion, streams
from riveter.cli.errors import UserError
from riveter.reporters.interface import RenderOptions

_F = TypeVar("_F", bound=Callable[..., Any])

MAX_STDIN_BYTES = 512 * 1024 * 1024


class ExampleCommand(click.Command):
    """A command whose help ends with examples: pairs of what it does and how it is written."""

    def __init__(self, *args: Any, examples: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; `files_before` says of each ``--var`` after how many ``--var-file`` it stands, as the later of them wins."""
        written = list(args)
        rest = super().parse_args(ctx, args)
        if "variables" in ctx.params:
            ctx.params["files_before"] = _files_before(written, len(ctx.params["variables"]))
        return rest

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        if self.examples:
            formatter.write("\nExamples:\n")
            for what, written in self.examples:
                formatter.write(f"  # {what}\n  {written}\n")
        super().format_epilog(context, formatter)


def _files_before(words: Sequence[str], count: int) -> tuple[int, ...]:
    files = 0
    found: list[int] = []
    skip = False
    for word in words:
        if skip:
            skip = False
            continue
        if word == "--":
            break
        name, equals, _ = word.partition("=")
        if name == "--var":
            found.append(files)
        elif name == "--var-file":
            files += 1
        skip = name in ("--var", "--var-file") and not equals
    return tuple(found) if len(found) == count else ()


def terraform_option(function: _F) -> _F:
    """Add `-t/--terraform`."""
    return click.option(
        "-t",
        "--terraform",
        "terraform",
        multiple=True,
        metavar="PATH",
        shell_complete=completion.files,
        help="A directory, a file, a plan or state as JSON, or - for standard input. Repeatable, and accepts several paths.",
    )(function)


def paths_argument(function: _F) -> _F:
    """Add `PATHS`."""
    return click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=completion.files)(function)


def variable_options(function: _F) -> _F:
    """Add `--var`, `--var-file` and `--workspace`."""
    function = click.option("--workspace", metavar="NAME", help="The value of terraform.workspace.")(function)
    function = click.option(
        "--var-file",
        "var_files",
        multiple=True,
        metavar="FILE",
        shell_complete=completion.files,
        help="A .tfvars file. Repeatable. If a variable has several values, the last --var or --var-file wins.",
    )(function)
    return click.option(
        "--var", "variables", multiple=True, metavar="NAME=VALUE", help="The value of an input variable. Repeatable."
    )(function)


def no_cache_option(function: _F) -> _F:
    """Add `--no-cache`."""
    return click.option("--no-cache", is_flag=True, help="Do not read or write the cache.")(function)


def verbose_option(function: _F) -> _F:
    """Add `-v`."""
    return click.option("-v", "--verbose", is_flag=True, help="Print more: timings, everything that was skipped.")(
        function
    )


def assignments(option: str, words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Split ``NAME=VALUE`` words. Raises a usage error for a word without a name."""
    pairs = []
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"'{word}' is not NAME=VALUE", param_hint=option)
        pairs.append((name.strip(), value))
    return tuple(pairs)


def targets(
    paths: tuple[str, ...],
    *,
    variables: tuple[str, ...] = (),
    var_files: tuple[str, ...] = (),
    files_before: tuple[int, ...] = (),
    workspace: str | None = None,
    cache: bool = True,
) -> Targets:
    """Return what to load: the current directory when nothing is named, standard input for ``-``."""
    names = tuple(dict.fromkeys(paths)) or (".",)
    return Targets(
        paths=names,
        variables=assignments("--var", variables),
        var_files=var_files,
        files_before=files_before,
        environment=dict(os.environ),
        workspace=workspace,
        stdin=read_stdin() if "-" in names else None,
        cache=cache,
    )


def read_stdin() -> bytes:
    """Return all of standard input. Raises `UserError` when there is none, or far too much."""
    if sys.stdin is None:
        raise UserError("standard input is closed")
    if sys.stdin.isatty():
        raise UserError(
            "standard input is a terminal", "Pipe something in: terraform show -json plan.out | riveter scan -"
        )
    data = sys.stdin.buffer.read(MAX_STDIN_BYTES + 1)
    if len(data) > MAX_STDIN_BYTES:
        raise UserError(f"standard input is larger than {MAX_STDIN_BYTES // 1024 // 1024} MiB")
    return data


def render_options(stream: IO[str] | None, given: Mapping[str, Any], *, terminal: bool = True) -> RenderOptions:
    """Return how to show things on a stream; `terminal` False: as into a file (UTF-8, no colour, no width)."""
    shown = streams.terminal(stream, os.environ) if terminal else streams.Terminal(False, True, None)
    return RenderOptions(
        color=shown.color,
        unicode=shown.unicode,
        width=shown.width,
        quiet=bool(given.get("quiet")),
        verbose=bool(given.get("verbose")),
        show_unknown=given.get("unknown") != "hide",
        unknown_fails=given.get("unknown") == "fail",
    )
