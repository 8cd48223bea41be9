"""The server: what it can do, and who answers. Handlers run in the thread that reads the protocol and never wait for an evaluation."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import msgspec
from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.exceptions import FeatureRequestError, JsonRpcException, JsonRpcInternalError, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from riveter import __version__
from riveter.api import ScanResult
from riveter.finding_list import tally
from riveter.lsp.actions import CodeActions, wants_fixes
from riveter.lsp.completion import complete, pack_names
from riveter.lsp.diagnostics import DiagnosticMaker, PageOf
from riveter.lsp.documents import Document, Documents
from riveter.lsp.hints import hints
from riveter.lsp.hover import hover
from riveter.lsp.lenses import COMMAND, lenses, verdicts
from riveter.lsp.navigation import Navigation
from riveter.lsp.places import Places
from riveter.lsp.protocol import Protocol
from riveter.lsp.rule_files import Lint, is_rule_file
from riveter.lsp.settings import Settings, changed
from riveter.lsp.spots import Spot, spots
from riveter.lsp.uris import path_of
from riveter.lsp.worker import Worker
from riveter.lsp.workspace import Folder, Workspace
from riveter.reporters import sanitize

T = TypeVar("T")
Found = dict[str, list[types.Diagnostic]]


class Server(LanguageServer):
    """The state of one connection.

    page: gives the address of the page about a rule. environment: the variables of the environment, which contain `TF_VAR_*`. trusted:
    whether a client may say that the files of the workspace decide how it is judged.
    """

    protocol: Protocol

    def __init__(self, page: PageOf, environment: Mapping[str, str], *, trusted: bool = True) -> None:
        super().__init__("riveter", __version__, protocol_cls=Protocol, converter_factory=get_converter)
        self.page = page
        self.process_environment = environment
        self.may_trust = trusted
        self.documents = Documents()
        self.settings = Settings(trusted=trusted)
        self.state = Workspace(self.settings, environment, self.documents.encoding)
        self.worker = Worker(self._unexpected)
        self.lint = Lint()
        self.pulls = False
        """Whether the client asks for diagnostics. Otherwise they are sent."""
        self._timer: asyncio.TimerHandle | None = None
        self._sent: Found = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._results: list[ScanResult] = []
        self._told: set[str] = set()

    # -- beginning --------------------------------------------------------------------------------

    def begin(self, params: types.InitializeParams) -> None:
        """Take note of the client and its folders."""
        text_document = params.capabilities.text_document
        self.pulls = text_document is not None and text_document.diagnostic is not None
        self.documents.encoding = _name_of(self.workspace.position_encoding)
        self.settings = self._allowed(changed(self.settings, params.initialization_options, start=True))
        self.state = Workspace(self.settings, self.process_environment, self.documents.encoding)
        folders = [each.uri for each in params.workspace_folders or ()]
        if not folders and params.root_uri:
            folders = [params.root_uri]
        self.state.set_folders([path for path in map(path_of, folders) if path is not None])

    def _allowed(self, settings: Settings) -> Settings:
        return settings if self.may_trust else msgspec.structs.replace(settings, trusted=False)

    @property
    def client_workspace(self) -> types.WorkspaceClientCapabilities:
        """What the client can do with the workspace."""
        return self.client_capabilities.workspace or types.WorkspaceClientCapabilities()

    def watch_files(self) -> None:
        """Ask the client to say which files change."""
        watched = self.client_workspace.did_change_watched_files
        if watched is None or not watched.dynamic_registration:
            return
        watchers = [types.FileSystemWatcher(glob_pattern="**/*")]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("riveter-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        self.client_register_capability(types.RegistrationParams([registration]))

    @property
    def can_watch(self) -> bool:
        """Whether the client says which files change on the disk."""
        watched = self.client_workspace.did_change_watched_files
        return watched is not None and bool(watched.dynamic_registration)

    async def fetch_settings(self) -> None:
        """Ask the client for its settings, if it can be asked."""
        if not self.client_workspace.configuration:
            return
        item = types.ConfigurationItem(section="riveter")
        try:
            found = await self.workspace_configuration_async(types.ConfigurationParams([item]))
        except JsonRpcException:
            return
        if found:
            await self.choose(changed(self.settings, found[0]))

    async def choose(self, settings: Settings) -> None:
        """Take other settings."""
        settings = self._allowed(settings)
        if settings != self.settings:
            self.settings = settings
            self._results = []  # also if they are the same, their diagnostics may be others
            await self.worker.ask(lambda _: self.state.change(settings))
            self.schedule(0)

    # -- questions --------------------------------------------------------------------------------

    async def ask(self, question: Callable[[list[tuple[Folder, ScanResult]]], T]) -> T:
        """Return the answer to a question about the results as they are now."""
        return await self.worker.ask(lambda cancelled: question(self.state.results(cancelled)))

    def maker(self) -> DiagnosticMaker:
        """Return what makes diagnostics with the present settings."""
        return DiagnosticMaker(self.places().of, self.documents.uri, self.page, self.settings)

    def places(self) -> Places:
        """Return what turns spans into ranges."""
        return Places(self.state.text, self.state.path)

    async def found(self, path: str | None = None) -> Found:
        """Return the diagnostics as they are now. path: only those of a file."""
        return await self.ask(lambda results: self._found(results, path))

    def _found(self, results: list[tuple[Folder, ScanResult]], path: str | None = None) -> Found:
        documents, places = self.documents.all(), self.places()
        told = ((result, [*self.lint.of(folder, result, documents)]) for folder, result in results)
        if path is None:
            return self.maker().make(told)
        return self.maker().make(told, lambda span: places.is_in(span, path))

    # -- diagnostics that are sent ----------------------------------------------------------------

    def schedule(self, delay: float | None = None) -> None:
        """Send diagnostics when nothing has changed for a while."""
        if self._timer is not None:
            self._timer.cancel()
        seconds = max(0, min(self.settings.debounce, 5_000)) / 1000 if delay is None else delay
        self._timer = asyncio.get_running_loop().call_later(seconds, self._start)

    def _start(self) -> None:
        task = asyncio.get_running_loop().create_task(self.publish())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def publish(self) -> None:
        """Send the diagnostics of files that have others than before, or tell a client that pulls to do so."""

        def question(results: list[tuple[Folder, ScanResult]]) -> tuple[list[ScanResult], Found, dict[str, int | None]]:
            now = [result for _, result in results]
            return now, {} if self.pulls else self._found(results), dict(self.state.versions)

        try:
            results, found, versions = await self.ask(question)
        except JsonRpcException:
            return
        same = len(results) == len(self._results) and all(map(_is, results, self._results))
        self._results = results
        if not same:
            self._tell_problems(results)
        if self.pulls:
            if not same:
                self._refresh()
            return
        for path in sorted({*found, *self._sent}):
            diagnostics = found.get(path, [])
            if diagnostics != self._sent.get(path, []):
                document = self.documents.at(path)
                version = versions.get(document.path) if document is not None else None
                uri = self.documents.uri(path)
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))
        self._sent = found
        if not same:
            self._refresh()

    def status(self) -> dict[str, Any]:
        """Return the environments that may be chosen, the one that is, and how many findings there are."""
        names = dict.fromkeys(name for folder in self.state.folders.values() for name in folder.environments)
        counts = Counter[str]()
        for result in self._results:
            for kind, number in tally(result.findings).items():
                counts[kind.outcome.value] += number
        chosen = self.settings.environment if self.settings.environment in names else ""
        numbers = {"failed": counts["fail"], "unknown": counts["unknown"]}
        return {"environment": chosen, "environments": [sanitize.line(name) for name in names], **numbers}

    def _refresh(self) -> None:
        """Tell the client to ask again for what may be another answer now."""
        can = self.client_workspace
        if self.pulls and can.diagnostics is not None and can.diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)
        if can.code_lens is not None and can.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)
        if can.inlay_hint is not None and can.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)
        if self.settings.status:
            self.protocol.notify("riveter/status", self.status())

    def _tell_problems(self, results: list[ScanResult]) -> None:
        """Show problems of the input that have no place in a file, each once."""
        for result in results:
            for item in result.diagnostics:
                if (item.span is not None and item.span.file) or item.severity == "note":
                    continue
                text = sanitize.clip(" ".join(part for part in (item.summary, item.detail, item.hint) if part), 1000)
                if text not in self._told:
                    self._told.add(text)
                    kind = types.MessageType.Error if item.severity == "error" else types.MessageType.Warning
                    self.window_log_message(types.LogMessageParams(kind, text))

    def answers(
        self, method: str, options: Any = None
    ) -> Callable[[Callable[[Any], Awaitable[Any]]], Callable[[Any], Awaitable[Any]]]:
        """Register a handler. An exception that nobody expects is told by its kind only: its text and its place may hold anything."""

        def register(handler: Callable[[Any], Awaitable[Any]]) -> Callable[[Any], Awaitable[Any]]:
            async def guarded(params: Any) -> Any:
                try:
                    return await handler(params)
                except JsonRpcException:
                    raise
                except Exception as error:
                    self._unexpected(error)
                    raise JsonRpcInternalError(f"internal error: {type(error).__name__}") from None

            self.feature(method, options)(guarded)
            return guarded

        return register

    # -- when something goes wrong ----------------------------------------------------------------

    def _unexpected(self, error: Exception) -> None:
        """Tell the client that something unexpected happened. The text of an exception may hold anything: only its kind is told."""
        message = f"riveter: internal error ({type(error).__name__}). This is a bug in riveter."
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell the client about an error outside of a request: a request has an answer that says so."""
        if source is not FeatureRequestError:
            self._unexpected(error)


def _is(one: object, other: object) -> bool:
    return one is other


def _name_of(encoding: object) -> str:
    return str(getattr(encoding, "value", encoding) or "utf-16")


def _digest(diagnostics: list[types.Diagnostic]) -> str:
    """Return what tells lists of diagnostics apart."""
    return hashlib.sha256(repr(diagnostics).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def make_server(page: PageOf, environment: Mapping[str, str], *, trusted: bool = True) -> Server:
    """Return a server with everything that it can do."""
    server = Server(page, environment, trusted=trusted)
    _add_lifecycle(server)
    _add_documents(server)
    _add_diagnostics(server)
    _add_actions(server)
    _add_questions(server)
    _add_completion(server)
    _add_views(server)
    _add_environments(server)
    return server


def _add_lifecycle(server: Server) -> None:
    @server.answers(types.INITIALIZE)
    async def initialize(params: types.InitializeParams) -> None:
        server.begin(params)

    @server.answers(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        server.watch_files()
        await server.fetch_settings()
        server.schedule(0)

    @server.answers(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configuration(params: types.DidChangeConfigurationParams) -> None:
        if server.client_workspace.configuration:
            await server.fetch_settings()
        elif isinstance(params.settings, dict):
            await server.choose(changed(server.settings, params.settings.get("riveter", params.settings)))

    @server.answers(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        removed = {path_of(each.uri) for each in params.event.removed}
        added = [path for path in (path_of(each.uri) for each in params.event.added) if path is not None]

        def change(_: object) -> None:
            server.state.set_folders([*(path for path in server.state.folders if path not in removed), *added])

        await server.worker.ask(change)
        server.schedule(0)

    @server.answers(types.SHUTDOWN)
    async def shutdown(params: None) -> None:
        server.worker.stop()


def _add_documents(server: Server) -> None:
    async def ensure_folder(document: Document) -> None:
        """Open the folder of a file, if the client has none."""
        if not server.state.folders:
            import os

            folder = os.path.dirname(document.path)
            await server.worker.ask(lambda _: server.state.add_folder(folder))

    @server.answers(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = server.documents.opened(params.text_document)
        if document is not None:
            server.state.tell(document.path, document.text.text, document.version)
            if not server.can_watch:
                server.state.refresh()
            server.schedule()
            await ensure_folder(document)

    @server.answers(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed_text(params: types.DidChangeTextDocumentParams) -> None:
        document = server.documents.changed(params)
        if document is not None:
            server.state.tell(document.path, document.text.text, document.version)
            server.schedule()

    @server.answers(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        document = server.documents.closed(params.text_document.uri)
        if document is not None:
            server.state.close(document.path)
            server.schedule()

    @server.answers(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        path = path_of(params.text_document.uri)
        if path is not None:
            server.state.tell(path)
            if not server.can_watch:
                server.state.refresh()
            server.schedule()

    @server.answers(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(params: types.DidChangeWatchedFilesParams) -> None:
        for change in params.changes:
            path = path_of(change.uri)
            if path is not None:
                server.state.tell(path)
        server.schedule()


def _add_diagnostics(server: Server) -> None:
    options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier="riveter")

    @server.answers(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def of_document(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        path = path_of(params.text_document.uri)
        found = {} if path is None else await server.found(path)
        diagnostics = [diagnostic for several in found.values() for diagnostic in several]
        digest = _digest(diagnostics)
        if digest == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=digest)
        return types.RelatedFullDocumentDiagnosticReport(diagnostics, result_id=digest)

    @server.answers(types.WORKSPACE_DIAGNOSTIC)
    async def of_workspace(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        found = await server.found()
        before = {each.uri: each.value for each in params.previous_result_ids}
        now = {server.documents.uri(path): diagnostics for path, diagnostics in found.items()}
        items: list[types.WorkspaceDocumentDiagnosticReport] = []
        for uri in dict.fromkeys((*before, *now)):
            diagnostics = now.get(uri, [])
            digest = _digest(diagnostics)
            document = server.documents.get(uri)
            version = None if document is None else document.version
            if before.get(uri) == digest:
                items.append(types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result_id=digest, version=version))
            else:
                items.append(
                    types.WorkspaceFullDocumentDiagnosticReport(uri, diagnostics, version=version, result_id=digest)
                )
        return types.WorkspaceDiagnosticReport(items)


def _add_actions(server: Server) -> None:
    options = types.CodeActionOptions([types.CodeActionKind.QuickFix])

    @server.answers(types.TEXT_DOCUMENT_CODE_ACTION, options)
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        path = path_of(params.text_document.uri)
        if path is None or not wants_fixes(params.context):
            return []
        can = server.client_capabilities.text_document
        disabled = bool(can and can.code_action and can.code_action.disabled_support)
        edits = server.client_workspace.workspace_edit
        versions = bool(edits and edits.document_changes)
        asked = params.context.trigger_kind is types.CodeActionTriggerKind.Invoked

        def question(cancelled: Callable[[], bool]) -> list[types.CodeAction]:
            results = server.state.results(cancelled)
            maker = CodeActions(
                server.places(), server.documents, server.state.held(), advice=disabled and asked, versions=versions
            )
            return maker.of_range(path, params, results, cancelled)

        return await server.worker.ask(question, patient=not asked)


def _add_questions(server: Server) -> None:
    """Add what is asked about a position."""

    async def at(params: Any, answer: Callable[[list[Spot]], T]) -> T | None:
        path = path_of(params.text_document.uri)
        if path is None:
            return None
        document = server.documents.get(params.text_document.uri)

        def question(cancelled: Callable[[], bool]) -> T:
            held = None if document is None else document.text
            return answer([*spots(server.state, server.state.results(cancelled), path, params.position, held)])

        return await server.worker.ask(question)

    @server.answers(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        return await at(params, hover)

    @server.answers(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> list[types.Location] | None:
        return await at(params, lambda found: Navigation(server.places(), server.documents).definitions(found))

    @server.answers(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> list[types.Location] | None:
        declaration = params.context.include_declaration

        def answer(found: list[Spot]) -> list[types.Location]:
            return Navigation(server.places(), server.documents).references(found, declaration=declaration)

        return await at(params, answer)


def _add_views(server: Server) -> None:
    """Add what is shown in a file by itself: lenses and hints."""

    async def in_file(uri: str, answer: Callable[[list[Spot]], list[T]]) -> list[T]:
        path, document = path_of(uri), server.documents.get(uri)
        if path is None:
            return []

        def question(cancelled: Callable[[], bool]) -> list[T]:
            held = None if document is None else document.text
            return answer([*spots(server.state, server.state.results(cancelled), path, held=held)])

        return await server.worker.ask(question)

    @server.answers(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))
    async def of_file(params: types.CodeLensParams) -> list[types.CodeLens]:
        if not server.settings.code_lens:
            return []
        uri, unknowns = params.text_document.uri, server.settings.unknowns != "hidden"
        return await in_file(uri, lambda found: [*lenses(found, uri, unknowns=unknowns)])

    @server.answers(types.TEXT_DOCUMENT_INLAY_HINT, types.InlayHintOptions(resolve_provider=False))
    async def of_range(params: types.InlayHintParams) -> list[types.InlayHint]:
        if not server.settings.inlay_hints:
            return []
        return await in_file(params.text_document.uri, lambda found: hints(found, params.range))

    @server.command(COMMAND)
    async def show_verdicts(*arguments: Any) -> None:
        if len(arguments) != 2 or not isinstance(arguments[0], str) or not isinstance(arguments[1], int):
            raise JsonRpcInvalidParams
        line = arguments[1]
        found = await in_file(arguments[0], lambda places: verdicts(places, line))
        text = "\n".join(found[:20]) or "Nothing is wrong there."
        server.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))


def _add_environments(server: Server) -> None:
    @server.command("riveter.environments")
    async def environments(*_: Any) -> dict[str, Any]:
        await server.worker.ask(server.state.results)
        return server.status()

    @server.command("riveter.setEnvironment")
    async def set_environment(*arguments: Any) -> dict[str, Any]:
        await server.worker.ask(server.state.results)
        name = arguments[0] if len(arguments) == 1 else None
        if not isinstance(name, str) or (name and name not in server.status()["environments"]):
            raise JsonRpcInvalidParams
        await server.choose(msgspec.structs.replace(server.settings, environment=name))
        return server.status()


def _add_completion(server: Server) -> None:
    options = types.CompletionOptions(trigger_characters=[".", ":", " "])

    @server.answers(types.TEXT_DOCUMENT_COMPLETION, options)
    async def completed(params: types.CompletionParams) -> types.CompletionList | None:
        document = server.documents.get(params.text_document.uri)
        if document is None or not is_rule_file(document.path, document.text.text):
            return None
        return await server.worker.ask(lambda _: complete(document.text, params.position, pack_names))
