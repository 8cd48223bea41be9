"""Read files: riveter reads everything through a `FileReader`, which keeps to its bounds.

It reads only regular files, up to a limit, and never through a link out of bounds. It keeps texts by their display name, so that a report
shows the same bytes that rules judged.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from enum import Enum

import msgspec

from riveter.core import journal
from riveter.core.source import MAX_SOURCE_BYTES, SourceError, SourceFile, decode_source, display_path
from riveter.files.bounds import Bounds, NamedBounds, around, real_path, upwards, within
from riveter.files.gitindex import git_folder
from riveter.files.opening import Listed, OpenFolders, hidden_part, is_link_error, read_descriptor

LEADS_OUT = "The link leads out of the repository: the file is not read"
OUT_OF_BOUNDS = "The path leads out of the repository: the file is not read"


class PathKind(Enum):
    """The kind of entry at a path."""

    FILE = "file"
    FOLDER = "folder"
    OTHER = "neither a file nor a folder"
    MISSING = "nothing"
    BROKEN_LINK = "a link that leads nowhere"
    OUTSIDE = "a link that leads out of bounds"
    UNREADABLE = "something that cannot be looked up"


class Refusal(Enum):
    """Why something is not read."""

    OUTSIDE = "outside"
    GIT = "git"
    MISSING = "missing"
    BROKEN_LINK = "broken link"
    FOLDER = "folder"
    SPECIAL = "special"
    TOO_LARGE = "too large"
    TOO_LONG = "too long"
    UNREADABLE = "unreadable"


class ReadError(Exception):
    """Report that a file is not read. `summary` gives the reason, `hint` says how to fix it."""

    def __init__(self, reason: Refusal, summary: str, hint: str = "Check the path.") -> None:
        super().__init__(summary)
        self.reason = reason
        self.summary = summary
        self.hint = hint


class FolderEntry(msgspec.Struct, frozen=True, gc=False):
    """A name in a folder. kind: FILE, FOLDER or OTHER; `link`: it is one, and its kind is not looked up."""

    name: str
    kind: PathKind
    link: bool = False


class _SharedLookups:
    """State shared by the readers of one run: a folder is resolved, opened and listed once, whatever their bounds are."""

    def __init__(self, folders: OpenFolders | None = None) -> None:
        self.texts: dict[str, SourceFile] = {}
        self.folders = OpenFolders() if folders is None else folders
        self.real: dict[tuple[str, str], str] = {}
        self.entries: dict[str, list[FolderEntry]] = {}
        self.ignoring: tuple[str, str] | None = None
        self.of_git: dict[str, tuple[str, ...]] = {}
        self.hidden: frozenset[str] = frozenset()

    def forget(self) -> None:
        """Forget what was looked up, as it may have changed. The texts stay."""
        self.real.clear()
        self.entries.clear()
        self.of_git.clear()
        self.folders.close()


class FileReader:
    """Reads within bounds. By default those of the command line, which are around each path that is read.

    folders: how files are opened, where that is special.
    """

    def __init__(
        self, bounds: Bounds | None = None, known: _SharedLookups | None = None, folders: OpenFolders | None = None
    ) -> None:
        self.bounds = NamedBounds() if bounds is None else bounds
        self._known = _SharedLookups(folders) if known is None else known
        self._open = self._known.folders

    @property
    def memory(self) -> dict[str, SourceFile]:
        """The texts that were read, by their shown names."""
        return self._known.texts

    def within(self, bounds: Bounds) -> FileReader:
        """Return a reader with other bounds and the same memory."""
        return FileReader(bounds, self._known)

    def around(self, path: str) -> FileReader:
        """Return a reader for files at and around a path on the command line."""
        return self.within(around(path))

    def forget(self) -> None:
        """Look everything up anew from now on. The texts that were read stay."""
        self._known.forget()

    # -- looking up -------------------------------------------------------------------------------

    def kind(self, path: str) -> PathKind:
        """Return the kind of entry at a path. The target of a link out of bounds is not examined."""
        try:
            root, folder, name = self._locate(path)
            if not name:
                return PathKind.FOLDER if self._is_folder(root, folder) else PathKind.MISSING
            state = self._open.state(root, folder, name)
            if stat.S_ISLNK(state.st_mode):
                root, folder, name = self._follow(path, folder, name)
                if not name:
                    return PathKind.FOLDER if self._is_folder(root, folder) else PathKind.MISSING
                state = self._open.state(root, folder, name)
        except ReadError as error:
            return _KINDS.get(error.reason, PathKind.UNREADABLE)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                return PathKind.MISSING
            return PathKind.UNREADABLE
        if stat.S_ISREG(state.st_mode):
            return PathKind.FILE
        return PathKind.FOLDER if stat.S_ISDIR(state.st_mode) else PathKind.OTHER

    def is_file(self, path: str) -> bool:
        """Return True if there is a plain file within bounds."""
        return self.kind(path) is PathKind.FILE

    def is_folder(self, path: str) -> bool:
        """Return True if there is a folder within bounds."""
        return self.kind(path) is PathKind.FOLDER

    def is_link(self, path: str) -> bool:
        """Return True if the last part of a path is a link."""
        try:
            root, folder, name = self._locate(path)
            return bool(name) and stat.S_ISLNK(self._open.state(root, folder, name).st_mode)
        except (ReadError, OSError):
            return False

    def entries(self, folder: str) -> list[FolderEntry]:
        """Return the entries of a folder, by name. Raises `ReadError`."""
        try:
            _, around_it, name = self._locate(folder)
            real = self.real(os.path.join(around_it, name)) if name else around_it
            inner = self.bounds.folder_of(folder, real)
            if inner is None:
                raise _outside(folder)
            if hidden_part(real[len(inner) :].split(os.sep)) or self._is_of_git(real, real):
                raise _git()
            found = self._known.entries.get(real)
            if found is None:
                listed = sorted(self._open.list(inner, real), key=lambda entry: entry.name)
                found = self._known.entries[real] = list(map(_entry, listed))
            elif not journal.holds(journal.ENTRIES, inner, real):
                self._open.list(inner, real)  # the journal of other work holds it
        except OSError as error:
            raise _failed(error, "folder") from None
        hidden = self._known.hidden
        return [entry for entry in found if os.path.join(real, entry.name) not in hidden] if hidden else list(found)

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder; empty if it cannot be listed."""
        try:
            return [entry.name for entry in self.entries(folder)]
        except ReadError:
            return []

    def walk(self, top: str) -> Iterator[tuple[str, list[FolderEntry]]]:
        """Yield each folder at and below `top` with its entries; whoever removes folders from a list keeps the walk out of them.

        Links to folders are not followed, and a ``.git`` is passed over. Raises `ReadError` for `top` only; a folder below it that can't
        be listed comes with an entry of no name and the kind UNREADABLE.
        """
        stack = [(top, self.entries(top))]
        while stack:
            folder, entries = stack.pop()
            entries = [entry for entry in entries if not hidden_part((entry.name,))]
            yield folder, entries
            for entry in reversed(entries):
                if entry.kind is PathKind.FOLDER and not entry.link:
                    path = os.path.join(folder, entry.name)
                    try:
                        stack.append((path, self.entries(path)))
                    except ReadError as error:
                        if error.reason is not Refusal.GIT:
                            stack.append((path, [FolderEntry("", PathKind.UNREADABLE)]))

    # -- reading ----------------------------------------------------------------------------------

    def read(self, path: str, max_bytes: int = MAX_SOURCE_BYTES) -> bytes:
        """Return the bytes of a plain file. Raises `ReadError`."""
        try:
            root, folder, name = self._locate(path)
            if not name:
                raise ReadError(Refusal.FOLDER, "File is a directory")
            try:
                data = self._content(root, folder, name, max_bytes)
            except OSError as error:
                if not is_link_error(error):
                    raise
                root, folder, name = self._follow(path, folder, name)
                if not name:
                    raise ReadError(Refusal.FOLDER, "File is a directory") from None
                data = self._content(root, folder, name, max_bytes)
            journal.note_content(root, folder, name, data)
            return data
        except OSError as error:
            if is_link_error(error):
                raise ReadError(Refusal.BROKEN_LINK, _BROKEN) from None
            raise _failed(error, "file") from None

    def _content(self, root: str, folder: str, name: str, max_bytes: int) -> bytes:
        held = self._open.held(folder, name)
        if held is not None:
            return _limited(held, len(held), max_bytes)
        descriptor = self._open.open_file(root, folder, name)
        try:
            return _content(descriptor, max_bytes)
        except ReadError:  # what there is instead of a file may change unnoticed
            journal.spoil()
            raise
        finally:
            os.close(descriptor)

    def source(
        self, path: str, *, name: str | None = None, max_bytes: int = MAX_SOURCE_BYTES, remember: bool = True
    ) -> SourceFile:
        """Return the text of a file, which is remembered. Raises `SourceError` when it can't be read, or is no text."""
        shown = display_path(path) if name is None else name
        try:
            data = self.read(path, max_bytes)
        except ReadError as error:
            raise SourceError(shown, error.summary, error.hint, missing=error.reason is Refusal.MISSING) from None
        source = decode_source(data, path, name=shown, max_bytes=max_bytes)
        if remember:
            self.memory[shown] = source
        return source

    def hide(self, paths: Iterable[str]) -> None:
        """Treat files as if they did not exist; their paths are real."""
        self._known.hidden = frozenset(paths)

    def hide_like(self, other: FileReader) -> None:
        """Hide the files that another reader hides, and take ignore files from where it does."""
        self._known.hidden, self._known.ignoring = other._known.hidden, other._known.ignoring

    def ignore_by(self, root: str, copy: str) -> None:
        """Take the ignore files of a repository from a copy of it; both are real paths."""
        self._known.ignoring = (root, copy)

    def ignore_file(self, folder: str, name: str, max_bytes: int) -> bytes:
        """Return the bytes of the ignore file of a folder, a real path. Like git, follow no link. Raises `ReadError`."""
        root, copy = self._known.ignoring or ("", "")
        reader, path = self, os.path.join(folder, name)
        if root and within(folder, root):
            reader, path = self.within(Bounds((copy,))), os.path.join(copy + folder[len(root) :], name)
        if reader.is_link(path):
            raise ReadError(Refusal.SPECIAL, "Ignore files that are links are not read")
        return reader.read(path, max_bytes)

    # -- paths ------------------------------------------------------------------------------------

    def real(self, folder: str) -> str:
        """Return a folder with its links resolved, once for each way to write it (which depends on the working directory)."""
        known = self._known
        here = os.getcwd() if not os.path.isabs(folder) else ""
        found = known.real.get((here, folder))
        if found is None:
            found = known.real[here, folder] = real_path(folder)
        else:
            journal.note(journal.REAL, folder, result=found)
        return found

    def _locate(self, path: str) -> tuple[str, str, str]:
        """Return the bounding folder of a path, the real folder around it, and its name there (empty: the bounding folder itself)."""
        folder, name = os.path.split(path)
        if not path or "\0" in path:
            raise ReadError(Refusal.MISSING, "File not found")
        if name in ("", os.curdir, os.pardir):
            folder, name = os.path.split(self.real(path))
            real = folder
        else:
            real = self.real(folder or os.curdir)
        if self.bounds.folder_of(path, os.path.join(real, name)) is None:  # a link may lead in from elsewhere
            real, name = os.path.split(real_path(os.path.join(real, name)))
        return self._bounded(path, real, name)

    def _bounded(self, path: str, folder: str, name: str) -> tuple[str, str, str]:
        full = os.path.join(folder, name)
        root = self.bounds.folder_of(path, full)
        if root is None:
            raise _outside(path)
        if full == root:
            return root, root, ""
        if hidden_part(full[len(root) :].split(os.sep)) or self._is_of_git(full, folder):
            raise _git()
        if full in self._known.hidden:
            raise ReadError(Refusal.MISSING, "File not found")
        return root, folder, name

    def _is_of_git(self, real: str, folder: str) -> bool:
        """Return True if a real path is inside the folder that a `.git` in or above its folder names: git may keep its files anywhere."""
        known = self._known.of_git
        found = known.get(folder)
        if found is None:
            passed = []
            found = ()
            for above in upwards(folder):
                if above in known:
                    found = known[above]
                    break
                passed.append(above)
            for one in reversed(passed):
                place = git_folder(one)
                found = known[one] = found if place is None else (*found, place)
        return any(within(real, place) for place in found)

    def _follow(self, path: str, folder: str, name: str) -> tuple[str, str, str]:
        """Return the target of a link, if it is within bounds."""
        real = real_path(os.path.join(folder, name))
        root = self.bounds.folder_of(path, real)
        if root is None:
            raise ReadError(Refusal.OUTSIDE, LEADS_OUT, "Replace the link by the file, or remove it.")
        found = self._bounded(path, *os.path.split(real))
        try:
            broken = bool(found[2]) and stat.S_ISLNK(self._open.state(*found).st_mode)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                raise
            broken = True
        if broken:
            raise ReadError(Refusal.BROKEN_LINK, _BROKEN)
        return found

    def _is_folder(self, root: str, folder: str) -> bool:
        try:
            self._open.list(root, folder)
        except (NotADirectoryError, FileNotFoundError):
            return False
        except OSError:
            return True
        return True


_BROKEN = "The link leads nowhere or to itself"
_KINDS = {
    Refusal.OUTSIDE: PathKind.OUTSIDE,
    Refusal.GIT: PathKind.OUTSIDE,
    Refusal.MISSING: PathKind.MISSING,
    Refusal.BROKEN_LINK: PathKind.BROKEN_LINK,
}


def _content(descriptor: int, max_bytes: int) -> bytes:
    state = os.fstat(descriptor)
    if stat.S_ISDIR(state.st_mode):
        raise ReadError(Refusal.FOLDER, "File is a directory")
    if not stat.S_ISREG(state.st_mode):
        raise ReadError(Refusal.SPECIAL, "File is not a regular file")
    data = read_descriptor(descriptor, max_bytes + 1, state.st_size) if state.st_size <= max_bytes else b""
    return _limited(data, state.st_size, max_bytes)


def _limited(data: bytes, size: int, max_bytes: int) -> bytes:
    if len(data) > max_bytes or size > max_bytes:
        limit = f"{max_bytes // 1024**2} MiB" if max_bytes >= 1024**2 else f"{max_bytes // 1024} KiB"
        raise ReadError(
            Refusal.TOO_LARGE, f"File is larger than {limit}", "Exclude it, or split it into smaller files."
        )
    return data


def _entry(entry: Listed) -> FolderEntry:
    try:
        if entry.is_symlink():
            return FolderEntry(entry.name, PathKind.OTHER, True)
        if entry.is_dir(follow_symlinks=False):
            junction = getattr(entry, "is_junction", None)
            return FolderEntry(entry.name, PathKind.FOLDER, bool(junction and junction()))
        return FolderEntry(entry.name, PathKind.FILE if entry.is_file(follow_symlinks=False) else PathKind.OTHER)
    except OSError:
        return FolderEntry(entry.name, PathKind.UNREADABLE)


def _outside(path: str) -> ReadError:
    return ReadError(Refusal.OUTSIDE, OUT_OF_BOUNDS, "Move it into the repository.")


def _git() -> ReadError:
    return ReadError(Refusal.GIT, "riveter does not read the files of git itself", "Name another file.")


def _failed(error: OSError, what: str) -> ReadError:
    number = error.errno
    if number in (errno.ENOENT, errno.ENOTDIR):
        return ReadError(Refusal.MISSING, f"{what.capitalize()} not found")
    if number == errno.ENAMETOOLONG:
        return ReadError(Refusal.TOO_LONG, "The path is too long", "Shorten the names.")
    if number in (errno.ENXIO, errno.EOPNOTSUPP):  # a socket, or a device without a driver
        return ReadError(Refusal.SPECIAL, "File is not a regular file")
    summary = f"Cannot read the {what}: {error.strerror or error}"
    return ReadError(Refusal.UNREADABLE, summary, "Check its permissions.")
