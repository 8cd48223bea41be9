"""The folder that is served: which paths may be named, and the session that knows it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping

import msgspec

from riveter.api import ScanOptions, ScanResult, Session
from riveter.files.bounds import real_path, within
from riveter.files.opening import hidden_part
from riveter.files.reader import FileReader
from riveter.fixing.proof_session import ProofSession
from riveter.scan.configured import configured_or_told


class RefusedPathError(ValueError):
    """Report why a path is refused. The message is for the client."""


class Folder:
    """The working directory, as it is served. All paths in answers are relative to it.

    environment: the variables of the environment, which contain `TF_VAR_*`. time_limit: of a scan, in seconds.
    """

    def __init__(self, environment: Mapping[str, str], time_limit: float | None) -> None:
        self.root = real_path(os.curdir)
        self._environment = environment
        self._time_limit = time_limit
        self.session = Session(self.options)
        self._proof = ProofSession(self.options)

    def options(self, reader: FileReader) -> ScanOptions:
        """Return the options of a scan of the folder. A config that can't be read is a diagnostic."""
        found = configured_or_told((os.curdir,), reader, environment=self._environment)
        targets = msgspec.structs.replace(found.targets, time_limit=self._time_limit)
        return msgspec.structs.replace(found, targets=targets)

    def scan(self) -> ScanResult:
        """Return a scan of the folder as it is now on the disk. Only what has changed is evaluated again."""
        self.session.refresh(clock=False)
        return self.session.result()

    def proof(self) -> ProofSession:
        """Return the session that proves fixes: over the repository around the folder, as it is now."""
        self._proof.refresh(clock=False)
        return self._proof

    def path(self, name: str) -> str:
        """Return the path of something in the folder, relative to it. Raise `RefusedPathError` for everything else.

        Links are refused as well: what they lead to has a name of its own.
        """
        if not name or "\0" in name or "\\" in name:
            raise RefusedPathError("this is not a path")
        if posixpath.isabs(name) or os.path.isabs(name) or os.path.splitdrive(name)[0]:
            raise RefusedPathError("absolute paths are refused: name the path from the folder of the server")
        if os.pardir in name.split("/"):
            raise RefusedPathError("paths with `..` are refused")
        path = posixpath.normpath(name)
        full = os.path.join(self.root, *path.split("/"))
        real = real_path(full)
        if not within(real, self.root):
            raise RefusedPathError("the path leads out of the folder of the server")
        if real != os.path.normpath(full):
            raise RefusedPathError("a link is on the path")
        if hidden_part(real[len(self.root) :].split(os.sep)):
            raise RefusedPathError("files of git are refused")
        return path

    def holds(self, path: str) -> bool:
        """Return True if a real path is in the folder."""
        return within(path, self.root)


def is_at(file: str, path: str) -> bool:
    """Return True if a shown file is a file, or is below a folder; both are relative to the folder of the server."""
    return path == os.curdir or file == path or file.startswith(f"{path}/")
