"""The sandbox of function calls: files below the allowed roots, and templates.

Input is hostile: `file("/etc/passwd")` and `file("../../secret")` in a pull request must not put anything into a report.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from riveter.core.secrets import Secrets
from riveter.core.versions import ANY_VERSION
from riveter.files.bounds import Bounds, real_path
from riveter.files.reader import FileReader, PathKind, ReadError, Refusal
from riveter.terraform.config.dialect import Dialect
from riveter.terraform.config.features import Feature, offered
from riveter.terraform.functions import FunctionError
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.value import TValue

MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_LISTED_FILES = 20_000


class Sandbox:
    """Read access to files below `roots` (links resolved); relative paths start at `base`."""

    def __init__(self, base: str, roots: set[str], reader: FileReader | None = None) -> None:
        self.base = os.path.abspath(base)
        self.roots = roots
        self.reader = (reader or FileReader()).within(Bounds(roots))

    def resolve(self, path: str) -> str:
        """Return the real path. Raises `FunctionError` when it lies outside of every root."""
        if "\0" in path:
            raise FunctionError("the path contains a NUL character", 0)
        if path.startswith("~"):
            raise FunctionError(f'"{path}" is in a home directory, outside of the scanned directory; it is not read', 0)
        real = real_path(os.path.join(self.base, path))
        if self.reader.bounds.folder_of(path, real) is not None:
            return real
        raise FunctionError(f'"{path}" is outside of the scanned directory; it is not read', 0)


class ModuleCallContext:
    """The surroundings of function calls in one module tree (see `functions.CallContext`)."""

    def __init__(
        self,
        sandbox: Sandbox,
        budget: Budget,
        render: Callable[[str, dict[str, TValue], str], TValue],
        decode: Callable[[str], dict[str, TValue]],
        secrets: Secrets | None = None,
    ) -> None:
        self.sandbox = sandbox
        self.budget = budget
        self._render = render
        self._decode = decode
        self.secrets = Secrets() if secrets is None else secrets
        self.versions = ANY_VERSION
        """Those that the root module allows."""
        self.dialect: Dialect | None = None

    def offers(self, feature: Feature) -> bool | None:
        """Return whether the tool of the configuration has a feature; None if this is not known."""
        return offered(feature, self.dialect, self.versions)

    def charge(self, cost: int) -> None:
        """Count `cost` steps (about one per element or per 100 characters made) against the budget."""
        self.budget.charge(cost)

    def read_file(self, path: str) -> bytes:
        """Return the bytes of a file below the scanned root; relative paths start at the module's root directory."""
        try:
            real = self.sandbox.resolve(path)
            data = self.sandbox.reader.read(real, MAX_FILE_BYTES)
        except ReadError as error:
            raise FunctionError(_why_unread(path, error), 0) from None
        self.budget.grow(real, len(data))
        self.budget.charge(1 + len(data) // 100)
        return data

    def file_exists(self, path: str) -> bool:
        """Return True if the path is a regular file. Raises `FunctionError` when it is outside of the root or not a regular file."""
        kind = self.sandbox.reader.kind(self.sandbox.resolve(path))
        if kind is PathKind.FOLDER:
            raise FunctionError(f'"{path or "."}" is a directory, not a file')
        if kind is PathKind.OUTSIDE:
            raise FunctionError(f'"{path}" is not read: it is a file of git, or leads out of the scanned directory', 0)
        return kind is PathKind.FILE

    def list_files(self, path: str, depth: int | None = None) -> tuple[list[str], frozenset[str]]:
        """Return all regular files below a directory, relative, with `/`; with `depth`, those of at most so many path components."""
        real, reader = self.sandbox.resolve(path), self.sandbox.reader
        found: list[str] = []
        doubtful: set[str] = set()
        if reader.kind(real) is not PathKind.FOLDER:
            return [], frozenset()
        try:
            for folder, entries in reader.walk(real):
                relative = "" if folder == real else os.path.relpath(folder, real).replace(os.sep, "/") + "/"
                for entry in entries:
                    name = relative + entry.name
                    kind = reader.kind(os.path.join(folder, entry.name)) if entry.link else entry.kind
                    if kind is PathKind.UNREADABLE:
                        raise FunctionError(f'"{path}" cannot be listed completely: {name or path} is not readable', 0)
                    if kind is PathKind.OUTSIDE:
                        doubtful.add(name)
                    if kind in (PathKind.FILE, PathKind.OUTSIDE):
                        found.append(name)
                if depth is not None and relative.count("/") + 1 >= depth:
                    entries[:] = []
                if len(found) > MAX_LISTED_FILES:
                    raise FunctionError(f'more than {MAX_LISTED_FILES:,} files below "{path}"', 0)
        except ReadError as error:
            raise FunctionError(f'"{path}" cannot be listed: {error.summary}', 0) from None
        self.budget.charge(len(found) + 1)
        return sorted(found), frozenset(doubtful)

    def absolute_path(self, path: str) -> str:
        """Return the result of `abspath` for a path."""
        return os.path.normpath(os.path.join(self.sandbox.base, path)).replace(os.sep, "/")

    def decode_tfvars(self, text: str) -> dict[str, TValue]:
        """Return the variables that the text of a tfvars file sets. Raises `FunctionError`."""
        return self._decode(text)

    def render_template(self, text: str, variables: dict[str, TValue], name: str) -> TValue:
        """Evaluate `text` as a template with just these variables. Raises `FunctionError`."""
        return self._render(text, variables, name)


def _why_unread(path: str, error: ReadError) -> str:
    if error.reason is Refusal.FOLDER:
        return f"failed to read file: read {path or '.'}: is a directory"
    if error.reason is Refusal.TOO_LARGE:
        return f'"{path}" is larger than {MAX_FILE_BYTES // (1024 * 1024)} MiB'
    if error.reason in (Refusal.MISSING, Refusal.SPECIAL, Refusal.BROKEN_LINK):
        return (
            f'no file exists at "{path}"; this function works only with files that are distributed as part of the '
            "configuration source code, so if this file will be created by a resource in this configuration you must "
            "instead obtain this result from an attribute of that resource"
        )
    return f'failed to read "{path}": {error.summary}'
