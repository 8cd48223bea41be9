"""A real client: it starts `riveter lsp` and talks to it over its standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pytest_lsp import LanguageClient
from pytest_lsp.client import make_test_lsp_client

SECONDS = 20.0
"""Nothing takes so long: a test that waits longer fails."""


class Editor:
    """A client in a folder. What it opens, it holds."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.held: dict[str, str] = {}
        self._versions: dict[str, int] = {}

    def uri(self, name: str) -> str:
        """The address of a file in the folder."""
        return Path(os.path.normpath(self.folder / name)).as_uri()

    def name(self, uri: str) -> str:
        """The file of an address, from the folder."""
        return os.path.relpath(uri.removeprefix("file://"), self.folder)

    def open(self, name: str, text: str | None = None, language: str = "terraform") -> None:
        """Open a file, with a text that need not be that on the disk."""
        text = (self.folder / name).read_text("utf-8") if text is None else text
        self.held[name], self._versions[name] = text, 1
        item = types.TextDocumentItem(self.uri(name), language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, name: str, *changes: types.TextDocumentContentChangeEvent) -> int:
        """Send changes of an open file, and return its version."""
        self._versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name))
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))
        return self._versions[name]

    def replace(self, name: str, text: str) -> int:
        """Send the whole text of an open file."""
        self.held[name] = text
        return self.type(name, types.TextDocumentContentChangeWholeDocument(text))

    def document(self, name: str) -> types.TextDocumentIdentifier:
        """A file, as requests name it."""
        return types.TextDocumentIdentifier(self.uri(name))

    def position(self, name: str, at: str, offset: int = 0) -> types.Position:
        """The position of a text in a file that holds it once: of its character `offset`. The columns are UTF-16 units."""
        text = self.held.get(name)
        text = (self.folder / name).read_text("utf-8") if text is None else text
        assert text.count(at) == 1, (at, text.count(at))
        before = text[: text.index(at) + offset]
        line = before.count("\n")
        return types.Position(line, len(before[before.rfind("\n") + 1 :].encode("utf-16-le")) // 2)

    async def pushed(self, name: str, until: Callable[[list[types.Diagnostic]], bool] = bool) -> list[types.Diagnostic]:
        """The diagnostics that the server sends for a file, as soon as they are as wanted."""

        async def wait() -> list[types.Diagnostic]:
            while True:
                found = list(self.client.diagnostics.get(self.uri(name), ()))
                if until(found):
                    return found
                await asyncio.sleep(0.01)

        try:
            return await asyncio.wait_for(wait(), SECONDS)
        except asyncio.TimeoutError:
            pytest.fail(f"diagnostics: {self.client.diagnostics.get(self.uri(name))}")

    async def pulled(self, name: str) -> list[types.Diagnostic]:
        """The diagnostics of a file, as a client gets them that asks."""
        report = await self.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(self.document(name)))
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        return list(report.items)

    async def actions(
        self, name: str, at: str, kind: types.CodeActionTriggerKind = types.CodeActionTriggerKind.Invoked
    ) -> list[types.CodeAction]:
        """The code actions at a text in a file."""
        where = self.position(name, at)
        context = types.CodeActionContext([], trigger_kind=kind)
        parameters = types.CodeActionParams(self.document(name), types.Range(where, where), context)
        found = await self.client.text_document_code_action_async(parameters)
        assert all(isinstance(each, types.CodeAction) for each in found or ())
        return [each for each in found or () if isinstance(each, types.CodeAction)]

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Make the changes of an edit in open files, as a client does."""
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            name = self.name(change.text_document.uri)
            assert change.text_document.version == self._versions[name]
            changes = [each for each in change.edits if isinstance(each, types.TextEdit)]
            for each in sorted(
                changes, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True
            ):
                self.type(name, types.TextDocumentContentChangePartial(each.range, each.new_text))

    async def inside(self, range_: types.Range, name: str) -> str:
        """The text of a file in a range, by UTF-16 units."""
        text = self.held.get(name)
        text = (self.folder / name).read_text("utf-8") if text is None else text
        lines = text.split("\n")
        assert range_.start.line == range_.end.line
        line = lines[range_.start.line].encode("utf-16-le")
        return line[range_.start.character * 2 : range_.end.character * 2].decode("utf-16-le")


def capabilities(**given: Any) -> types.ClientCapabilities:
    """What the client can do: everything that the server asks about, but for what is given."""
    pull = given.get("pull", False)
    return types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(
            diagnostic=types.DiagnosticClientCapabilities() if pull else None,
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
            code_action=types.CodeActionClientCapabilities(
                code_action_literal_support=types.ClientCodeActionLiteralOptions(
                    types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix])
                ),
                disabled_support=True,
            ),
        ),
        workspace=types.WorkspaceClientCapabilities(
            configuration=given.get("configuration", False),
            workspace_folders=True,
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
                dynamic_registration=given.get("watch", False)
            ),
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=pull),
        ),
        general=types.GeneralClientCapabilities(position_encodings=given.get("encodings")),
    )


@asynccontextmanager
async def editing(
    folder: Path,
    *arguments: str,
    folders: list[Path] | None = None,
    options: dict[str, Any] | None = None,
    environment: dict[str, str] | None = None,
    **abilities: Any,
) -> AsyncIterator[Editor]:
    """Start the server for a folder, and end it at the end."""
    client = make_test_lsp_client()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "SYSTEMROOT") if name in os.environ}
    await client.start_io(
        sys.executable,
        "-m",
        "riveter",
        "lsp",
        *arguments,
        cwd=folder,
        env={**kept, "XDG_CACHE_HOME": str(folder.parent / "cache"), **(environment or {})},
    )
    try:
        await client.initialize_session(
            types.InitializeParams(
                capabilities=capabilities(**abilities),
                workspace_folders=[types.WorkspaceFolder(each.as_uri(), each.name) for each in folders or [folder]],
                initialization_options={"debounce": 0, **(options or {})},
            )
        )
        yield Editor(client, folder)
        await asyncio.wait_for(client.shutdown_session(), SECONDS)
        assert client._server is not None
        assert client._server.returncode == 0
    finally:
        if client._server is not None and client._server.returncode is None:
            client._server.kill()
        await client.stop()  # type: ignore[no-untyped-call]


Editing = Callable[..., AbstractAsyncContextManager[Editor]]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty repository."""
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    return folder
