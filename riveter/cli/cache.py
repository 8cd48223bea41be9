"""`riveter cache`."""

from __future__ import annotations

from collections.abc import Iterable

import click

from riveter.cli import options, streams
from riveter.cli.errors import EXIT_OK, UserError
from riveter.files import cache_contents
from riveter.files.cache import default_directory, own_directory
from riveter.reporters import sanitize
from riveter.reporters.json import encode

KINDS = {"rules": "compiled rules, and checks of rules", "scans": "outputs of scans"}
"""What the entries of a kind are."""

EXAMPLES = (
    ("where the cache is, and what is in it", "riveter cache info"),
    ("remove all of it", "riveter cache clear"),
)


class CacheGroup(options.ExampleCommand, click.Group):
    """A group with examples in its help."""


@click.group(
    cls=CacheGroup,
    examples=EXAMPLES,
    invoke_without_command=True,
    short_help="Show or empty the cache.",
    help="Show what riveter keeps between runs, or remove it. Results never depend on it. Installed packs are not part of it.",
)
@click.pass_context
def command(context: click.Context) -> int:
    """Show the cache when no subcommand is given."""
    return _info("text") if context.invoked_subcommand is None else EXIT_OK


@command.command("info", cls=options.ExampleCommand, examples=(EXAMPLES[0],))
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def info_command(form: str) -> int:
    """Show the folder of the cache, and what is in it."""
    return _info(form)


@command.command("clear", cls=options.ExampleCommand, examples=(EXAMPLES[1],))
def clear_command() -> int:
    """Remove every entry of the cache."""
    folder = default_directory()
    if own_directory() is None:
        raise UserError(f"{sanitize.line(folder)} is not yours alone, so riveter removes nothing there.", _NOT_OWN)
    try:
        removed = cache_contents.clear(folder)
    except OSError as error:
        raise UserError(f"The cache can't be emptied: {error.strerror or error}", sanitize.line(folder)) from None
    streams.write_stdout([f"Removed from {sanitize.line(folder)}: {_sum(removed)}.\n"])
    return EXIT_OK


_NOT_OWN = (
    "riveter keeps nothing in a folder that others may write to, or that is in a git repository. "
    "Set XDG_CACHE_HOME to another folder."
)


def _info(form: str) -> int:
    folder, usable = default_directory(), own_directory() is not None
    kept = cache_contents.contents(folder)
    if form == "json":
        kinds = {item.kind: {"entries": item.entries, "bytes": item.size} for item in kept}
        streams.write_stdout([encode({"folder": folder, "used": usable, "kinds": kinds}), "\n"], utf8=True)
        return EXIT_OK
    lines = [f"{sanitize.line(folder)}: {_sum(kept)}\n"]
    lines += [f"  {KINDS.get(item.kind, f'{item.kind} of earlier versions')}: {_sum([item])}\n" for item in kept]
    if not usable:
        lines.append(f"It is not used. {_NOT_OWN}\n")
    streams.write_stdout(lines)
    return EXIT_OK


def _sum(kept: Iterable[cache_contents.Kept]) -> str:
    items = list(kept)
    number, size = sum(item.entries for item in items), sum(item.size for item in items)
    return f"{number:,} {'entry' if number == 1 else 'entries'}, {_bytes(size)}" if number else "nothing"


def _bytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{-(-size // 1000)} kB"
