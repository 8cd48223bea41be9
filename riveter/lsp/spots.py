"""A position in a file of Terraform, in each folder of the client that has the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from lsprotocol import types

from riveter.api import ScanResult
from riveter.core.source import SourceFile
from riveter.files.bounds import real_path
from riveter.files.names import is_tfvars
from riveter.hcl import nodes as n
from riveter.lsp.modules import ModuleIndex
from riveter.lsp.syntax import Name, chain, name_at
from riveter.lsp.texts import Text
from riveter.lsp.workspace import Folder, Workspace


class Spot(msgspec.Struct, frozen=True):
    """A file, or a position in it. home: the folder of its module, a real path. offset: -1 for the file as a whole."""

    folder: Folder
    result: ScanResult
    index: ModuleIndex
    source: SourceFile
    text: Text
    body: n.Body
    home: str
    offset: int = -1

    @property
    def values(self) -> bool:
        """Whether the file holds values for variables."""
        return is_tfvars(self.source.name)

    def written(self, node: n.Expr) -> str:
        """Return an expression of the file in native syntax; empty if it can't be had."""
        text = self.source.text
        if not self.source.name.endswith(".json"):
            return text[node.start : node.end]
        if isinstance(node, n.TemplateWrap):
            node = node.expr
        found = text[node.start : node.end]
        if "\\" not in found:
            return found
        if found.startswith('"'):  # other escapes than those of native syntax
            return ""
        try:
            return str(msgspec.json.decode(f'"{found}"'))
        except msgspec.DecodeError:
            return ""

    def name(self) -> Name | None:
        """Return the name at the position."""
        return name_at(self.body, self.offset, values=self.values)

    def chain(self) -> list[n.Node]:
        """Return the nodes at the position, from the outermost on."""
        return chain(self.body, self.offset)


def spots(
    state: Workspace,
    results: Iterable[tuple[Folder, ScanResult]],
    path: str,
    position: types.Position | None = None,
    held: Text | None = None,
) -> Iterator[Spot]:
    """Yield the places of a position.

    held: the text that the position is about; nothing is found if it is not the text that was judged.
    """
    real = real_path(path)
    for folder, result in results:
        index = folder.index()
        source = index.files.get(real)
        if source is None:
            continue
        body, text = index.body(source), state.text(source.name)
        if body is None or text is None or (held is not None and held.source.text != source.text):
            continue
        offset = -1 if position is None else text.offset_at(position)
        yield Spot(folder, result, index, source, text, body, index.home(real, source), offset)
