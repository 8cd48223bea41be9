"""Source text to be shown to people: the literals of what is declared sensitive are masked, whatever line an excerpt begins with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from riveter.core.patterns import late
from riveter.core.source import SourceFile
from riveter.files.names import is_config_file
from riveter.hcl import nodes as n

if TYPE_CHECKING:
    from riveter.terraform.modules.schemas import Schemas

MAX_CHARACTERS = 2_000_000
"""Longer files are not read a second time to be shown: nothing is shown of them."""

_CHARACTER = late(r"[^\s]")
_Paths = frozenset[tuple[str, ...]]
_NOTHING: _Paths = frozenset()


def shown(source: SourceFile, schemas: Schemas | None) -> SourceFile | None:
    """The text with secrets masked, every line and column where it was; None for a file that is too long for that."""
    if not is_config_file(source.name.rpartition("/")[2]):
        return source
    if len(source.text) > MAX_CHARACTERS:
        return None
    from riveter.hcl import parser

    literals = list(_secrets(parser.parse(source).body, schemas))
    if not literals:
        return source
    parts: list[str] = []
    at = 0
    for start, end in sorted(literals):
        if start < at:
            continue
        if source.text[start] == source.text[end - 1] == '"' and end - start > 1:
            start, end = start + 1, end - 1
        parts += [source.text[at:start], _CHARACTER.sub("*", source.text[start:end])]
        at = end
    return SourceFile(source.path, "".join([*parts, source.text[at:]]), source.name)


def _secrets(body: n.Body, schemas: Schemas | None) -> Iterator[tuple[int, int]]:
    for block in body.blocks:
        yield from _in_block(block, _secret_paths(block, schemas), ())


def _secret_paths(block: n.Block, schemas: Schemas | None) -> _Paths:
    """The paths of the sensitive arguments of a top-level block."""
    if block.type in ("variable", "output"):
        flags = [item.expr for item in block.attributes if item.name in ("sensitive", "ephemeral")]
        declared = any(isinstance(flag, n.BoolLit) and flag.value for flag in flags)
        return frozenset([("default",), ("value",)]) if declared else _NOTHING
    if schemas is None or not block.labels:
        return _NOTHING
    name = block.labels[0].value
    if block.type in ("data", "ephemeral", "provider"):
        return schemas.sensitive_paths(f"{block.type}.{name}")
    return schemas.sensitive_paths(name) if block.type == "resource" else _NOTHING


def _in_block(block: n.Block, secrets: _Paths, path: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for attribute in block.attributes:
        yield from _in_expression(attribute.expr, _touches(secrets, (*path, attribute.name)))
    for nested in block.blocks:
        name = nested.labels[0].value if nested.type == "dynamic" and nested.labels else nested.type
        yield from _in_block(nested, secrets, path if nested.type == "content" else (*path, name))


def _touches(secrets: _Paths, path: tuple[str, ...]) -> bool:
    return any(secret[: len(path)] == path or path[: len(secret)] == secret for secret in secrets)


def _in_expression(expr: n.Expr, secret: bool) -> Iterator[tuple[int, int]]:
    """The literals of an expression that is secret as a whole, or of the calls of `sensitive` in it."""
    stack: list[tuple[Any, bool]] = [(expr, secret)]
    while stack:
        node, hidden = stack.pop()
        if isinstance(node, n.ObjectItem):
            stack.append((node.value, hidden))
        elif isinstance(node, (n.StringLit, n.NumberLit)):
            if hidden:
                yield node.start, node.end
        else:
            hidden = hidden or (isinstance(node, n.Call) and node.name == "sensitive")
            inner: Iterable[Any] = n.children(node)
            stack.extend((child, hidden) for child in inner)
