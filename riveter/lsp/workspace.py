"""The folders of the client with a session each, used by one worker thread. Any thread may say what has changed."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Mapping, Sequence

import msgspec

from riveter.api import Cancelled, OutOfBoundsError, ScanOptions, ScanResult, Session, Targets
from riveter.core.source import SourceFile
from riveter.files.bounds import real_path, within
from riveter.files.reader import FileReader
from riveter.findings import Finding
from riveter.fixing.fixer import Advice, Fix
from riveter.fixing.live import LiveFixer
from riveter.lsp.modules import ModuleIndex
from riveter.lsp.settings import Settings
from riveter.lsp.texts import Text
from riveter.scan.configured import configured_or_told
from riveter.suppressions.accepted import AcceptedSuppressions

PATIENCE = 3
"""So often a question begins anew because of newer text. Then it is answered with the text that it has begun with."""

_CLOSED = object()
_REFRESH = object()


class Folder:
    """A folder of the client, or of a file that is in none, with its session."""

    def __init__(self, path: str, settings: Settings, environment: Mapping[str, str]) -> None:
        self.path = path
        self.settings = settings
        self.environments: tuple[str, ...] = ()
        """The names of the environments of the config."""
        self._environment = environment
        self.session = Session(self.options)
        self._index: tuple[ScanResult, ModuleIndex] | None = None
        self._fixer: tuple[ScanOptions, LiveFixer] | None = None
        self._proposed: tuple[ScanResult, dict[str, Fix | Advice]] | None = None

    def options(self, reader: FileReader) -> ScanOptions:
        """Return the options of a scan of the folder. A config that cannot be read is a diagnostic."""
        paths = (self.path,)
        if not self.settings.trusted:
            nothing = AcceptedSuppressions(frozenset(), frozenset())
            return ScanOptions(
                targets=Targets(paths=paths, selection=False), default_packs=True, accepted=nothing, allow_empty=True
            )
        found = configured_or_told(paths, reader, environment=self._environment, here=False)
        broken = any(item.severity == "error" for item in found.diagnostics)
        names = tuple(each.name for each in found.environments)
        self.environments = names or (self.environments if broken else ())  # the choice stays while somebody types
        chosen = tuple(each for each in found.environments if each.name == self.settings.environment)
        return msgspec.structs.replace(found, environments=chosen or found.environments, allow_empty=True)

    def change(self, settings: Settings) -> None:
        """Take other settings."""
        same = (settings.environment, settings.trusted) == (self.settings.environment, self.settings.trusted)
        self.settings = settings
        if not same:
            self.session.forget_options()

    def holds(self, path: str) -> bool:
        """Return True if a file is in the folder."""
        return within(real_path(path), real_path(self.path))

    def index(self) -> ModuleIndex:
        """Return the modules of the last result."""
        result = self.session.result()
        if self._index is None or self._index[0] is not result:
            self._index = (result, ModuleIndex(self.session))
        return self._index[1]

    # -- fixes ------------------------------------------------------------------------------------

    def propose(self, finding: Finding, held: Mapping[str, str], stop: Callable[[], bool]) -> Fix | Advice:
        """Return the proven fix of a finding of the last result, or why there is none. Raises `Cancelled` if `stop` says so.

        held: all texts of the editor, by real path.
        """
        result = self.session.result()
        if self._proposed is None or self._proposed[0] is not result:
            self._proposed = (result, {})
        known = self._proposed[1]
        resource = finding.resource
        key = "\0".join((finding.pack, finding.rule_id, resource.root, resource.address, *finding.environments))
        if key not in known:
            fixer = self._fixer_of(msgspec.structs.replace(self.session.options, reader=None))
            fixer.hold(held)
            known[key] = fixer.propose(finding, self.session.rules().get(finding.rule_id), stop)
        return known[key]

    def _fixer_of(self, options: ScanOptions) -> LiveFixer:
        if self._fixer is None or self._fixer[0] != options:
            self._fixer = (options, LiveFixer(options))
        return self._fixer[1]

    # -- changes ----------------------------------------------------------------------------------

    def update(self, path: str, text: str | None = None) -> None:
        """Say that a file has changed."""
        _update(self.session, path, text)
        if self._fixer is not None and text is None:
            self._fixer[1].change(path)

    def refresh(self) -> None:
        """Say that anything on the disk may have changed."""
        self.session.refresh()
        if self._fixer is not None:
            self._fixer[1].refresh()


class Workspace:
    """All folders. Only `tell`, `close`, `refresh` and `pending` are for other threads than the worker's."""

    def __init__(self, settings: Settings, environment: Mapping[str, str], encoding: str) -> None:
        self.settings = settings
        self.folders: dict[str, Folder] = {}
        self._environment = environment
        self._encoding = encoding
        self._changes: deque[tuple[str, object, int | None]] = deque()
        self._held: dict[str, str] = {}
        self.versions: dict[str, int | None] = {}
        """The versions of the texts that were given to the sessions, by path."""
        self._texts: dict[str, tuple[SourceFile, Text]] = {}

    # -- from any thread --------------------------------------------------------------------------

    def tell(self, path: str, text: str | None = None, version: int | None = None) -> None:
        """Say that a file has changed. text: what an editor holds of it; None: it has changed on the disk."""
        self._changes.append((path, text, version))

    def close(self, path: str) -> None:
        """Say that the editor does not hold a file any more."""
        self._changes.append((path, _CLOSED, None))

    def refresh(self) -> None:
        """Say that anything on the disk may have changed."""
        self._changes.append(("", _REFRESH, None))

    def pending(self) -> bool:
        """Return True if there are changes that no session knows yet."""
        return bool(self._changes)

    # -- from the worker --------------------------------------------------------------------------

    def set_folders(self, paths: Sequence[str]) -> None:
        """Have sessions for these folders and for no others."""
        for path in self.folders.keys() - set(paths):
            del self.folders[path]
        for path in paths:
            self.add_folder(path)

    def add_folder(self, path: str) -> None:
        """Open a folder."""
        if path in self.folders:
            return
        folder = self.folders[path] = Folder(path, self.settings, self._environment)
        for held, text in self._held.items():
            _update(folder.session, held, text)

    def change(self, settings: Settings) -> None:
        """Take other settings."""
        self.settings = settings
        for folder in self.folders.values():
            folder.change(settings)

    def apply(self) -> None:
        """Give the changes so far to the sessions."""
        while self._changes:
            path, text, version = self._changes.popleft()
            if isinstance(text, str):
                self._held[real_path(path)] = text
                self.versions[path] = version
            elif text is _CLOSED:
                self._held.pop(real_path(path), None)
                self.versions.pop(path, None)
            for folder in self.folders.values():
                if text is _REFRESH:
                    folder.refresh()
                elif text is _CLOSED:
                    folder.session.close(path)
                else:
                    folder.update(path, text if isinstance(text, str) else None)

    def results(self, cancelled: Callable[[], bool]) -> list[tuple[Folder, ScanResult]]:
        """Return the result of each folder. Newer changes are taken in. Raises `Cancelled`."""
        for _ in range(PATIENCE):
            self.apply()
            try:
                return self._results(lambda: cancelled() or self.pending())
            except Cancelled:
                if cancelled():
                    raise
        self.apply()
        return self._results(cancelled)

    def _results(self, cancelled: Callable[[], bool]) -> list[tuple[Folder, ScanResult]]:
        return [(folder, folder.session.result(cancelled=cancelled)) for folder in self.folders.values()]

    def held(self) -> Mapping[str, str]:
        """Return the texts that the editor holds, by path."""
        return self._held

    # -- files ------------------------------------------------------------------------------------

    def source(self, name: str) -> SourceFile | None:
        """Return the text of a file by its shown name, as it was judged; None for a file that no session has read."""
        for folder in self.folders.values():
            found = folder.session.source(name)
            if found is not None:
                return found
        return None

    def text(self, name: str) -> Text | None:
        """Return the text of a file by its shown name with the positions of the editor."""
        source = self.source(name)
        if source is None:
            return None
        known = self._texts.get(name)
        if known is None or known[0] is not source:
            held = self._held.get(real_path(source.path), "")
            text = held if held.endswith(source.text) and len(held) == len(source.text) + 1 else source.text
            known = self._texts[name] = (source, Text(text, self._encoding))
        return known[1]

    def path(self, name: str) -> str:
        """Return the path of a file by its shown name."""
        source = self.source(name)
        return os.path.abspath(name if source is None else source.path)


def _update(session: Session, path: str, text: str | None) -> None:
    try:
        session.update(path, text)
    except OutOfBoundsError:  # it is none of this folder
        return
