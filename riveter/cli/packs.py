"""`riveter packs`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from riveter import api
from riveter.cli import completion, inputs, options, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_OK
from riveter.cli.pack_names import own_packs
from riveter.cli.pack_names import resolved as resolved_names
from riveter.cli.pages import index_page, rule_page
from riveter.core.diagnostics import Diagnostic
from riveter.reporters import drawing, sanitize
from riveter.reporters.describe import plain
from riveter.reporters.diagnostics import render as render_diagnostics
from riveter.reporters.drawing import TableColumn
from riveter.reporters.json import diagnostic, encode
from riveter.reporters.style import Style
from riveter.rules.packs.groups import grouped
from riveter.rules.packs.packs import is_bundled

if TYPE_CHECKING:
    from riveter.config.model import Config
    from riveter.rules.packs.definition import Pack

EXAMPLES = (
    ("list the packs", "riveter packs"),
    ("list the rules of a pack", "riveter packs show aws-security"),
    ("for a program", "riveter packs show aws-security --format json"),
    ("fetch the packs that riveter.lock names", "riveter packs install"),
)

_RULE_COLUMNS = (TableColumn("RULE"), TableColumn("SEVERITY"), TableColumn("NAME", 20), TableColumn("APPLIES TO", 20))

MAX_TYPES = 3
"""So many resource types of a rule are listed, the others counted. The JSON has all."""

format_option = click.option(
    "-f", "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)


class PackGroup(options.ExampleCommand, click.Group):
    """A group with examples in its help. A word that is no command is the name of a pack to show."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Offer the commands and the packs."""
        offered = super().shell_complete(ctx, incomplete)
        return (
            offered
            if incomplete.startswith("-")
            else [*offered, *completion.packs(ctx, click.Argument(["name"]), incomplete)]
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command as click does; ``packs NAME`` is ``packs show NAME``."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["show", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=PackGroup,
    examples=EXAMPLES,
    invoke_without_command=True,
    short_help="List rule packs, show one, or fetch those from elsewhere.",
    help="List the rule packs, show the rules of one, or fetch the packs from elsewhere that the config names. The packs are the "
    "bundled ones and those of riveter.yml.",
)
@format_option
@click.pass_context
def command(context: click.Context, form: str) -> int:
    """List the packs when no subcommand is given."""
    return _list(form) if context.invoked_subcommand is None else EXIT_OK


@command.command("list", cls=options.ExampleCommand, examples=(("list the packs", "riveter packs list"),))
@format_option
def list_command(form: str) -> int:
    """List the packs: the bundled ones, and those of riveter.yml."""
    return _list(form)


@command.command("show", cls=options.ExampleCommand, examples=EXAMPLES[1:3])
@click.argument("name", shell_complete=completion.packs)
@format_option
def show_command(name: str, form: str) -> int:
    """Show the rules of a pack."""
    settings = _settings()
    (resolved,) = resolved_names((name,), settings)
    pack, diagnostics = api.pack(resolved)
    if form == "text" or pack is None:
        _complain(diagnostics)
    if pack is not None:
        pieces = [encode(_document(pack, diagnostics)), "\n"] if form == "json" else list(_text(pack))
        streams.write_stdout(pieces, utf8=form == "json")
    return _exit_code(diagnostics)


def _exit_code(diagnostics: Sequence[Diagnostic]) -> int:
    return EXIT_ERROR if any(item.severity == "error" for item in diagnostics) else EXIT_OK


def _complain(diagnostics: Sequence[Diagnostic]) -> None:
    shown = options.render_options(sys.stderr, {})
    streams.write_stderr(render_diagnostics(diagnostics, lambda name: None, shown))


def _settings() -> Config:
    """Return the config that applies here."""
    return inputs.read_config({"no_config": False, "config_path": None})


def _list(form: str) -> int:
    """List the packs of the config that are in files, and the bundled ones."""
    settings = _settings()
    bundled, problems = api.packs()
    own = [api.pack(pack.path) for pack in own_packs(settings)]
    found = [*(pack for pack, _ in own if pack is not None), *bundled]
    diagnostics = [*settings.diagnostics, *problems, *(item for _, items in own for item in items)]
    if form == "json":
        listed: dict[str, Any] = {"packs": [_entry(pack) for pack in found]}
        if diagnostics:
            listed["diagnostics"] = [diagnostic(item) for item in diagnostics]
        streams.write_stdout([encode(listed), "\n"], utf8=True)
        return _exit_code(diagnostics)
    _complain(diagnostics)
    streams.write_stdout(list(_packs(found)) or ["There are no rule packs.\n"])
    return _exit_code(diagnostics)


def _entry(pack: Pack) -> dict[str, Any]:
    return {
        "name": pack.name,
        "version": pack.version,
        "description": pack.description,
        "rules": len(pack.rules),
        "aliases": list(pack.aliases),
        "bundled": is_bundled(pack.path),
        "default_for": list(pack.default_for) if is_bundled(pack.path) else [],
        "framework": pack.framework,
    }


def _packs(found: Sequence[Pack]) -> Iterator[str]:
    """Yield the packs in groups. The columns are the same in all of them."""
    render = options.render_options(sys.stdout, {})
    style = Style(render)
    width = max((len(sanitize.line(pack.name)) for pack in found), default=0)
    for number, (title, packs) in enumerate(grouped(found).items()):
        yield "\n" * bool(number) + style.prose(style.bold(f"{title}:"))
        for pack in packs:
            also = f" (also: {', '.join(pack.aliases)})" if pack.aliases else ""
            rules = f"{len(pack.rules)} rule{'' if len(pack.rules) == 1 else 's'}"
            lead = f"  {sanitize.line(pack.name):<{width}}  {rules:>9}"
            words = sanitize.line(f"{pack.description}{also}")
            yield style.prose(words, f"{lead}  ") if words else f"{lead}\n"
    if render.width is not None and found:
        yield "\n" + style.prose("riveter packs NAME lists the rules of a pack, riveter explain RULE explains one.")


def _document(pack: Pack, diagnostics: Sequence[Diagnostic]) -> Any:
    shown = {
        "name": pack.name,
        "version": pack.version,
        "description": pack.description,
        "rules": [
            {
                "id": rule.id,
                "name": rule.name,
                "severity": rule.severity,
                # One type is a string, as in a rule file; several are a list.
                "resource_type": rule.resource_types[0] if len(rule.resource_types) == 1 else list(rule.resource_types),
                "metadata": rule.metadata,
                **({"page": page} if (page := rule_page(rule.id, rule.span.file)) else {}),
            }
            for rule in pack.rules
        ],
    }
    if diagnostics:
        shown["diagnostics"] = [diagnostic(item) for item in diagnostics]
    return plain(shown)


def _text(pack: Pack) -> Iterator[str]:
    render = options.render_options(sys.stdout, {})
    style = Style(render)
    yield f"{style.bold(sanitize.line(pack.name))} {sanitize.line(pack.version)}\n"
    if pack.description:
        yield style.prose(sanitize.line(pack.description))
    yield "\n"
    drawn = drawing.draws_table(render, len(pack.rules))
    rows = []
    for rule in pack.rules:
        more = len(rule.resource_types) - MAX_TYPES
        types = ", ".join(rule.resource_types[:MAX_TYPES]) + (f" and {more} more" if more > 0 else "")
        severity = style.severity(rule.severity if drawn else f"{rule.severity:<8}")
        rows.append((sanitize.line(rule.id), severity, sanitize.line(rule.name), sanitize.line(types)))
    if drawn:
        yield from drawing.table(_RULE_COLUMNS, rows, render)
    else:
        width = max((len(rule) for rule, *_ in rows), default=0)
        for rule_id, severity, name, types in rows:
            yield f"{rule_id:<{width}}  {severity}  {name}  {style.faint(f'({types})')}\n"
    if any(rule_page(rule.id, rule.span.file) for rule in pack.rules):
        yield f"\nWhat each bundled rule asks, and how to comply: {index_page()}\n"


# --- packs from elsewhere ------------------------------------------------------------------------

_config_option = click.option(
    "--config",
    "config_path",
    metavar="FILE",
    shell_complete=completion.files,
    help="The config file (default: the nearest riveter.yml, up to the root of the repository).",
)


@command.command(
    "update",
    cls=options.ExampleCommand,
    examples=(("pin what the sources have now", "riveter packs update"),),
    help="Fetch the packs from elsewhere that the config names, and pin them in riveter.lock.",
)
@_config_option
def update_command(config_path: str | None) -> int:
    """Write the lock file anew."""
    from riveter.cli import pack_sources

    return pack_sources.update(config_path)


@command.command(
    "install",
    cls=options.ExampleCommand,
    examples=(
        ("fetch what riveter.lock names", "riveter packs install"),
        ("what the base of a stranger's pull request names", "riveter packs install --base origin/main"),
    ),
    help="Fetch exactly the packs that riveter.lock names. A scan fetches nothing.",
)
@_config_option
@click.option("--base", metavar="COMMIT", help="Use the config and the lock file of this commit.")
def install_command(config_path: str | None, base: str | None) -> int:
    """Fill the store."""
    from riveter.cli import pack_sources

    return pack_sources.install(config_path, base)


@command.command(
    "new",
    cls=options.ExampleCommand,
    examples=(("a repository for the rules of a team", "riveter packs new team-policies"),),
    help="Write a repository for a pack of your own: the pack, a rule with its cases, a job for CI. Existing files stay.",
)
@click.argument("directory", shell_complete=completion.folders)
def new_command(directory: str) -> int:
    """Write the files."""
    from riveter.cli import pack_sources

    return pack_sources.new(directory)
