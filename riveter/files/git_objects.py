"""Git's objects as its plumbing writes them, and the program itself."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from types import TracebackType

import msgspec

from riveter.core import journal
from riveter.files.package import is_program

_UNEXPECTED = "the output of git is not as expected"


class GitError(Exception):
    """Report that something cannot be read through git. `hint` says how to fix it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class TreeEntry(msgspec.Struct, frozen=True, gc=False):
    """One file of a commit. path: from the root of the repository, ``/`` separated. size: None for what is not a blob."""

    path: str
    mode: str
    oid: str
    size: int | None


class Blobs:
    """Reads blobs, all through one process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def __enter__(self) -> Blobs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._process.kill()
        self._process.__exit__(kind, error, trace)

    def read(self, oid: str) -> bytes:
        """Return the content of a blob. Raises `GitError` when the repository lacks it."""
        pipe, answers = self._process.stdin, self._process.stdout
        assert pipe is not None
        assert answers is not None
        try:
            pipe.write(oid.encode() + b"\n")
            pipe.flush()
        except OSError:
            raise GitError("git stopped while files were read") from None
        header = answers.readline().split()
        if len(header) == 2 and header[1] == b"missing":
            raise GitError(
                "git can't read all files: some of its objects are missing",
                "A partial clone lacks them; clone without --filter.",
            )
        if len(header) != 3 or header[1] != b"blob":
            raise GitError("git stopped while files were read")
        size = int(header[2])
        data = answers.read(size + 1)
        if len(data) != size + 1:
            raise GitError("git stopped while files were read")
        return data[:-1]


def find_git(environment: Mapping[str, str]) -> str:
    """Return the git program on the search path, but never one in the working directory, which is scanned."""
    journal.spoil()  # what git answers is not looked up by this process
    names = ("git.exe",) if os.name == "nt" else ("git",)
    for folder in environment.get("PATH", os.defpath).split(os.pathsep):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isabs(folder) and is_program(path):
                return path
    raise GitError("git is needed, and is not on the PATH")


def tree_entry(record: bytes) -> TreeEntry:
    """Parse ``100644 blob 5f1c…      42<TAB>path``. A submodule has ``-`` for its size."""
    facts, _, path = record.partition(b"\t")
    parts = facts.split()
    if len(parts) != 4:
        raise GitError(_UNEXPECTED)
    size = int(parts[3]) if parts[3].isdigit() else None
    return TreeEntry(os.fsdecode(path), parts[0].decode(), parts[2].decode(), size)


def error_text(output: bytes) -> str:
    """Return git's error message, on one line."""
    text = output.decode("utf-8", "replace").strip()
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in text.splitlines()]
    return " ".join(lines)[:300] or "it gives no reason"
