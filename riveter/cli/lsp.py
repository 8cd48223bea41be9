"""`riveter lsp`."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

import click

from riveter.cli import options
from riveter.cli.errors import EXIT_OK, UserError, needs_extra

EXAMPLES = (
    ("what an editor starts", "riveter lsp"),
    ("for a folder of strangers: its config, rules and comments do not count", "riveter lsp --untrusted"),
)

_UNANNOUNCED = 1
"""The exit code if the editor did not announce the end, as the protocol has it."""


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Answer an editor: the language server.",
    help="Answer an editor by the Language Server Protocol, on standard input and output. docs/editors.md describes how editors start it "
    "and what they can ask. It needs the extra `lsp`: pip install '.[lsp]' in the checkout of riveter.",
)
@click.option("--stdio", is_flag=True, hidden=True, help="What many editors add. There is no other way.")
@click.option(
    "--untrusted",
    is_flag=True,
    help="Trust no folder, whatever the editor says: its config, rule files and suppression comments do not count.",
)
def command(**given: Any) -> NoReturn:
    """Serve until the editor ends."""
    with needs_extra("lsp", "the language server", packages=("pygls", "lsprotocol")):
        from riveter.lsp.server import make_server
    from riveter.cli.pages import rule_page

    if sys.stdin is None or sys.stdout is None:
        raise UserError("the language server talks on standard input and output, which are closed")
    import logging

    logging.getLogger("pygls").addHandler(logging.NullHandler())  # it logs messages, which hold whole files
    logging.getLogger("pygls").propagate = False
    protocol = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not get between the messages
    server = make_server(lambda rule: rule_page(rule.id, rule.file), dict(os.environ), trusted=not given["untrusted"])
    server.start_io(sys.stdin.buffer, protocol)
    server.worker.stop()
    sys.stderr.flush()
    # A question that is being answered would keep the process: nobody waits for it any more.
    os._exit(EXIT_OK if server.protocol.was_shut_down else _UNANNOUNCED)
