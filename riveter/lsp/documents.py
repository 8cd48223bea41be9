"""The texts that the editor holds."""

from __future__ import annotations

import msgspec
from lsprotocol import types

from riveter.files.bounds import real_path
from riveter.lsp.texts import Text
from riveter.lsp.uris import path_of, uri_of


class Document(msgspec.Struct, frozen=True):
    """A text that the editor holds. path: where it will be saved. Each change makes another document."""

    uri: str
    path: str
    language: str
    version: int
    text: Text


class Documents:
    """The open documents. Other threads may read it."""

    def __init__(self) -> None:
        self.encoding: str = "utf-16"
        self._open: dict[str, Document] = {}
        self._by_path: dict[str, Document] = {}

    def opened(self, item: types.TextDocumentItem) -> Document | None:
        """Keep a document; None if it is no file."""
        path = path_of(item.uri)
        if path is None:
            return None
        document = Document(item.uri, path, str(item.language_id), item.version, Text(item.text, self.encoding))
        return self._keep(document)

    def changed(self, params: types.DidChangeTextDocumentParams) -> Document | None:
        """Change a document; None if it is not open."""
        known = self._open.get(params.text_document.uri)
        if known is None:
            return None
        text = known.text.changed(params.content_changes)
        return self._keep(msgspec.structs.replace(known, version=params.text_document.version, text=text))

    def closed(self, uri: str) -> Document | None:
        """Forget a document, and return it."""
        known = self._open.pop(uri, None)
        if known is not None:
            self._by_path.pop(real_path(known.path), None)
        return known

    def get(self, uri: str) -> Document | None:
        """Return an open document."""
        return self._open.get(uri)

    def at(self, path: str) -> Document | None:
        """Return the open document of a file, by whatever path."""
        return self._by_path.get(real_path(path))

    def uri(self, path: str) -> str:
        """Return the address of a file: the editor's own if it is open there."""
        known = self.at(path)
        return uri_of(path) if known is None else known.uri

    def all(self) -> list[Document]:
        """Return every open document."""
        return [*self._open.values()]

    def _keep(self, document: Document) -> Document:
        self._open[document.uri] = self._by_path[real_path(document.path)] = document
        return document
