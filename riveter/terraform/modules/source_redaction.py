"""Source text to be shown to people: the literals of what is declared sensitive are masked, whatever line an excerpt begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from riveter.core.patterns import late
from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile
from riveter.files.names import is_config_file
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import constant_bool
from riveter.terraform.modules.secret_places import CONNECTION, SETTINGS, literals

if TYPE_CHECKING:
    from riveter.terraform.modules.schemas import Schemas

MAX_CHARACTERS = 2_000_000
"""Longer files are not read a second time to be shown: nothing is shown of them."""

_CHARACTER = late(r"[^\s]")
_Paths = frozenset[tuple[str, ...]]
_NOTHING: _Paths = frozenset()
_SETTINGS = ("backend", "cloud", "encryption")
_DECLARED = ("variable", "output", "resource", "data", "ephemeral", "provider")


class ShownSources:
    """The text of files by their shown names, as people may see it. `source`: as it was read."""

    def __init__(self, source: Callable[[str], SourceFile | None], schemas: Schemas | None, secrets: Secrets) -> None:
        self._source = source
        self._schemas = schemas
        self._secrets = secrets
        self._shown: dict[str, SourceFile | None] = {}

    def __call__(self, name: str) -> SourceFile | None:
        """Return the file with stars for secrets; None where it is not at hand."""
        if name not in self._shown:
            source = self._source(name)
            self._shown[name] = None if source is None else shown(source, self._schemas, self._secrets)
        return self._shown[name]


def shown(source: SourceFile, schemas: Schemas | None, secrets: Secrets) -> SourceFile | None:
    """Return the text with secrets masked, every line and column where it was; None for a file that is too long for that.

    `secrets`: those of the run.
    """
    known = secrets.places(source.name)
    if not is_config_file(source.name.rpartition("/")[2]):
        return _starred(source, known, secrets)
    if len(source.text) > MAX_CHARACTERS:
        return None
    from riveter.hcl import parser

    return _starred(source, [*_secrets(parser.parse(source).body, schemas), *known], secrets)


def holds_secret(source: SourceFile, body: n.Body, schemas: Schemas | None, secrets: Secrets) -> bool:
    """Return True if a secret is written in a file: a literal of what is declared sensitive, or a secret of the run."""
    written = next(_secrets(body, schemas), None) is not None or any(True for _ in secrets.places(source.name))
    return written or secrets.stars(source.text) != source.text


def keep_misplaced(source: SourceFile, body: n.Body, schemas: Schemas | None, secrets: Secrets) -> None:
    """Add the secrets of declarations that stand within other blocks, where a brace is missing. Nobody declares these sensitive."""
    for block in body.blocks:
        for declared in _misplaced(block):
            for start, end in _in_block(declared, _secret_paths(declared, schemas), schemas):
                secrets.add(source.text[start:end].strip('"'))


def _misplaced(block: n.Block) -> Iterator[n.Block]:
    for nested in block.blocks:
        if _is_declaration(nested):
            yield nested
        yield from _misplaced(nested)


def _is_declaration(nested: n.Block) -> bool:
    return nested.type in _DECLARED and bool(nested.labels)


def _starred(source: SourceFile, found: Iterable[tuple[int, int]], secrets: Secrets) -> SourceFile:
    """Return the text with stars for these parts, and for whatever else is a secret of the run."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(found):
        if start < at:
            continue
        if source.text[start] == source.text[end - 1] == '"' and end - start > 1:
            start, end = start + 1, end - 1
        parts += [source.text[at:start], _CHARACTER.sub("*", source.text[start:end])]
        at = end
    text = secrets.stars("".join([*parts, source.text[at:]]))
    return source if text == source.text else SourceFile(source.path, text, source.name)


def _secrets(body: n.Body, schemas: Schemas | None) -> Iterator[tuple[int, int]]:
    for block in body.blocks:
        yield from _in_block(block, _secret_paths(block, schemas), schemas)


def _secret_paths(block: n.Block, schemas: Schemas | None) -> _Paths:
    """Return the paths of the sensitive arguments of a top-level block."""
    if block.type in ("variable", "output"):
        flags = [item.expr for item in block.attributes if item.name in ("sensitive", "ephemeral")]
        declared = any(constant_bool(flag) is not False for flag in flags)
        return frozenset([("default",), ("value",)]) if declared else _NOTHING
    if schemas is None or not block.labels:
        return _NOTHING
    name = block.labels[0].value
    if block.type in ("data", "ephemeral", "provider"):
        return schemas.sensitive_paths(f"{block.type}.{name}")
    return schemas.sensitive_paths(name) if block.type == "resource" else _NOTHING


def _in_block(
    block: n.Block, secrets: _Paths, schemas: Schemas | None, path: tuple[str, ...] = ()
) -> Iterator[tuple[int, int]]:
    settings = CONNECTION if block.type == "connection" else SETTINGS if path and path[0] in _SETTINGS else ()
    for attribute in block.attributes:
        secret = attribute.name in settings or _touches(secrets, (*path, attribute.name))
        yield from literals(attribute.expr, secret=secret)
    for nested in block.blocks:
        if _is_declaration(nested):
            yield from _in_block(nested, _secret_paths(nested, schemas), schemas)
            continue
        name = nested.labels[0].value if nested.type == "dynamic" and nested.labels else nested.type
        yield from _in_block(nested, secrets, schemas, path if nested.type == "content" else (*path, name))


def _touches(secrets: _Paths, path: tuple[str, ...]) -> bool:
    return any(secret[: len(path)] == path or path[: len(secret)] == secret for secret in secrets)
