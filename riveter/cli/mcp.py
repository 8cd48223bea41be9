"""`riveter mcp`."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from riveter.cli import completion, options
from riveter.cli.errors import EXIT_OK, UserError, needs_extra
from riveter.cli.schema import SCHEMAS
from riveter.files.reader import FileReader

EXAMPLES = (
    ("what a coding agent starts, in the folder of the project", "riveter mcp"),
    ("the agent may write the patches that it was shown", "riveter mcp --write infra"),
)


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Answer a coding agent.",
    help="Answer a coding agent by the Model Context Protocol, on standard input and output. The tools scan, explain, show, fix, "
    "lint_rules, test_rules and schema are about FOLDER (by default the current directory) and what is below it. They change nothing "
    "without --write. It needs the extra `mcp`: pip install '.[mcp]' in the checkout of riveter.",
)
@click.argument("folder", metavar="[FOLDER]", default=".", shell_complete=completion.files)
@click.option(
    "--write",
    is_flag=True,
    help="Allow the tool `fix` to write patches that it has shown. Nothing else is ever written.",
)
@click.option(
    "--python-checks",
    is_flag=True,
    help="Allow rules to use checks in Python, of installed packages. Without it, such rules are errors.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    default=300,
    show_default=True,
    help="Stop each scan after this time.",
)
def command(**given: Any) -> int:
    """Serve until the agent ends."""
    with needs_extra("mcp", "the server for coding agents", packages=("mcp",)):
        from riveter.mcp_server.server import make_server
    from riveter.rules.conditions import checks

    if sys.stdin is None or sys.stdout is None:
        raise UserError("the server talks on standard input and output, which are closed")
    if not FileReader().is_folder(given["folder"]):
        raise UserError(f"{given['folder']} is no folder")
    os.chdir(given["folder"])  # all paths are relative to it
    if not given["python_checks"]:
        checks.refuse("they are not allowed here: `riveter mcp --python-checks` allows them")
    server = make_server(SCHEMAS, dict(os.environ), writes=given["write"], time_limit=given["time_limit"])
    server.run("stdio")
    return EXIT_OK
