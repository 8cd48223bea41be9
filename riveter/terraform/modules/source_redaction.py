"""Source text for display: literals of sensitive declarations are masked, whichever line an excerpt begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from riveter.core.credentials import CONNECTION, PROVIDER, SETTINGS
from riveter.core.diagnostics import Diagnostic
from riveter.core.patterns import late
from riveter.core.secrets import MASK, Secrets
from riveter.core.source import SourceFile
from riveter.files.names import is_config_file, is_tfvars
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import WITHOUT_VALUES, constant_bool
from riveter.terraform.modules.damaged_source import lost_values
from riveter.terraform.modules.secret_places import literals

if TYPE_CHECKING:
    from riveter.terraform.modules.schemas import Schemas

MAX_CHARACTERS = 2_000_000
"""Longer files are not parsed again for display: nothing of them is shown."""

_CHARACTER = late(r"[^\s]")
_WORD = late(r"""[^\s"'`=:(){}\[\],]+""")
_QUOTED = late(r"""(["'`])[^"'`]*\1""")
_Paths = frozenset[tuple[str, ...]]
_NOTHING: _Paths = frozenset()
_SETTINGS = ("backend", "cloud", "encryption")
_BY_SCHEMA = ("resource", "data", "ephemeral", "provider")
_DECLARED = ("variable", "output", *_BY_SCHEMA)
_OTHERS = ("action", "check", "import", "locals", "module", "moved", "removed", "terraform")


class ShownSources:
    """The text of files by their display names, without secrets. `source`: the original text.

    tree: the syntax tree of a file without errors, if available; otherwise the file is parsed again.
    """

    def __init__(
        self,
        source: Callable[[str], SourceFile | None],
        schemas: Schemas | None,
        secrets: Secrets,
        tree: Callable[[str], n.Body | None] = lambda _: None,
    ) -> None:
        self._source = source
        self._tree = tree
        self._schemas = schemas
        self._secrets = secrets
        self._shown: dict[str, SourceFile | None] = {}

    def __call__(self, name: str) -> SourceFile | None:
        """Return the file with stars for secrets; None if it is not available."""
        if name not in self._shown:
            source = self._source(name)
            self._shown[name] = (
                None if source is None else shown(source, self._schemas, self._secrets, self._tree(name))
            )
        return self._shown[name]

    def diagnostics(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return diagnostics without secrets. They may quote a damaged secret without its quotes, which is masked too."""
        places: dict[str, list[tuple[int, int]]] = {}
        clean: list[Diagnostic] = []
        for item in found:
            source = self._source(item.span.file) if item.span is not None and item.severity == "error" else None
            if source is not None and item.span is not None:
                if source.name not in places:
                    places[source.name] = sorted(_places(source, self._schemas, self._secrets))
                item = self._without_quoted(item, source, places[source.name])
            clean.append(item)
        return self._secrets.diagnostics(clean)

    def _without_quoted(self, item: Diagnostic, source: SourceFile, places: list[tuple[int, int]]) -> Diagnostic:
        starts, span = source.line_starts, item.span
        assert span is not None
        lines = [starts[min(line, len(starts)) - 1] for line in (span.start_line, span.end_line)]
        begin, end = lines[0] + span.start_col - 1, lines[1] + span.end_col - 1
        touched = [source.text[low:high] for low, high in places if low <= end and begin <= high]
        words = {word for part in touched for word in _WORD.findall(part)}
        for word in words:
            self._secrets.add(word)
        fields = ("summary", "detail", "hint")
        return msgspec.structs.replace(item, **{name: _unquoted(getattr(item, name), words) for name in fields})


def _unquoted(text: str, words: set[str]) -> str:
    """Return a message with a mask for words that it quotes."""
    return _QUOTED.sub(lambda found: f'"{MASK}"' if words.intersection(_WORD.findall(found[0])) else found[0], text)


def shown(
    source: SourceFile, schemas: Schemas | None, secrets: Secrets, tree: n.Body | None = None
) -> SourceFile | None:
    """Return the text with secrets masked and all positions unchanged; None for a file that is too long for that.

    `secrets`: those of the run. `tree`: that of the file, if it has no errors.
    """
    if len(source.text) > MAX_CHARACTERS and _is_terraform(source.name):
        return None
    return _starred(source, _places(source, schemas, secrets, tree), secrets)


def _is_terraform(name: str) -> bool:
    return is_config_file(name.rpartition("/")[2]) or is_tfvars(name)


def _places(
    source: SourceFile, schemas: Schemas | None, secrets: Secrets, tree: n.Body | None = None
) -> list[tuple[int, int]]:
    """Return the parts of a file that are secret, and those that may be secret because they could not be read."""
    known = secrets.places(source.name)
    if len(source.text) > MAX_CHARACTERS or not _is_terraform(source.name):
        return list(known)
    if tree is not None:
        return [*_secrets(tree, schemas), *known]
    from riveter.hcl import parser

    parsed = parser.parse(source)
    if is_tfvars(source.name):
        written: Iterable[tuple[int, int]] = [
            (block.start + len(block.type), block.end) for block in parsed.body.blocks
        ]
    else:
        written = _secrets(parsed.body, schemas)
    lost = lost_values(source.text, parsed.lost, json=source.name.endswith(".json"))
    return [*written, *lost, *known]


def keep_misplaced(source: SourceFile, body: n.Body, schemas: Schemas | None, secrets: Secrets) -> None:
    """Add the secrets of declarations inside other blocks, if a brace is missing. These are not declared as sensitive any more."""
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
    """Return the text with stars for these parts, and for all other secrets of the run."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(found):
        start = max(start, at)
        if start >= end:
            continue
        if source.text[start] == source.text[end - 1] == '"' and end - start > 1:
            start, end = start + 1, end - 1
        parts += [source.text[at:start], _CHARACTER.sub("*", source.text[start:end])]
        at = end
    text = secrets.stars("".join([*parts, source.text[at:]]))
    return source if text == source.text else SourceFile(source.path, text, source.name)


def _secrets(body: n.Body, schemas: Schemas | None) -> Iterator[tuple[int, int]]:
    for attribute in body.attributes:  # of a block whose header can't be read
        yield from literals(attribute.expr)
    for block in body.blocks:
        yield from _in_block(block, _secret_paths(block, schemas), schemas)


def _secret_paths(block: n.Block, schemas: Schemas | None) -> _Paths:
    """Return the paths of the sensitive arguments of a top-level block."""
    if block.type in _OTHERS:
        return _NOTHING
    if block.type not in _BY_SCHEMA:
        return (
            frozenset([(item.name,) for item in block.attributes if item.name not in WITHOUT_VALUES])
            if _sensitive(block)
            else _NOTHING
        )
    if schemas is None or not block.labels:
        return _NOTHING
    name = block.labels[0].value
    return schemas.sensitive_paths(name if block.type == "resource" else f"{block.type}.{name}")


def _sensitive(block: n.Block) -> bool:
    """Return True for a variable or an output that is declared sensitive, or may be: its type may be misspelt, and something be lost."""
    flags = [item.expr for item in block.attributes if item.name in ("sensitive", "ephemeral")]
    declared = any(constant_bool(flag) is not False for flag in flags)
    return declared or (block.incomplete and block.type in ("variable", "output"))


def _in_block(
    block: n.Block, secrets: _Paths, schemas: Schemas | None, path: tuple[str, ...] = ()
) -> Iterator[tuple[int, int]]:
    of_type = {"connection": CONNECTION, "provider": PROVIDER}.get(block.type, frozenset())
    settings = SETTINGS if path and path[0] in _SETTINGS else of_type
    for attribute in block.attributes:
        if attribute.name in settings:
            yield from literals(attribute.expr)
        else:
            yield from _in_value(attribute.expr, secrets, (*path, attribute.name))
    for nested in block.blocks:
        if _is_declaration(nested):
            yield from _in_block(nested, _secret_paths(nested, schemas), schemas)
            continue
        name = nested.labels[0].value if nested.type == "dynamic" and nested.labels else nested.type
        yield from _in_block(nested, secrets, schemas, path if nested.type == "content" else (*path, name))


def _in_value(expr: n.Expr, secrets: _Paths, path: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the secret literals of the value at a path: all of them, or those in the secret attributes of an object."""
    whole = any(path[: len(secret)] == secret for secret in secrets)
    partly = any(secret[: len(path)] == path for secret in secrets)
    if partly and not whole and isinstance(expr, n.ObjectCons):
        for item in expr.items:
            if isinstance(item.key, n.StringLit):
                yield from _in_value(item.value, secrets, (*path, item.key.value))
            else:
                yield from (*literals(item.key), *literals(item.value))
        return
    yield from literals(expr, secret=whole or partly)
