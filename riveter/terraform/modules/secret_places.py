"""Where secrets are written: literals of what is sensitive, and arguments that hold secrets by their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n

SETTINGS = frozenset(
    {
        "access_key",
        "access_token",
        "client_certificate_password",
        "client_key",
        "client_secret",
        "conn_str",
        "credentials",
        "encryption_key",
        "oidc_request_token",
        "oidc_token",
        "passphrase",
        "password",
        "sas_token",
        "secret_id",
        "secret_key",
        "security_token",
        "sse_customer_key",
        "token",
    }
)
"""Arguments of `backend`, `cloud` and `encryption` blocks that hold secrets. No schema is at hand for these blocks."""

CONNECTION = frozenset(
    {"bastion_password", "bastion_private_key", "password", "private_key", "proxy_user_password"},
)
"""Arguments of a `connection` block that hold secrets."""


def keep_literals(secrets: Secrets, expr: n.Expr, source: SourceFile) -> None:
    """Add the places of the literals that a sensitive value is written with."""
    for start, end in literals(expr):
        secrets.add_place(source.name, start, end)


def literals(expr: n.Expr, *, secret: bool = True) -> Iterator[tuple[int, int]]:
    """Yield the literals of an expression that is secret, or of the calls of `sensitive` in it.

    The keys of a map that is secret are secret as well, bare words among them.
    """
    stack: list[tuple[Any, bool]] = [(expr, secret)]
    while stack:
        node, hidden = stack.pop()
        if isinstance(node, n.ObjectItem):
            stack += [(node.value, hidden), (node.key, hidden)]
        elif isinstance(node, (n.StringLit, n.NumberLit)):
            if hidden:
                yield node.start, node.end
        else:
            hidden = hidden or (isinstance(node, n.Call) and node.name == "sensitive")
            stack.extend([(child, hidden) for child in n.children(node)])
