"""What function calls may touch: files below the allowed roots, and templates.

Input is hostile: `file("/etc/passwd")` and `file("../../secret")` in a pull request must not put anything into a report.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from riveter.terraform.config.language_version import NO_LIMIT
from riveter.terraform.functions import FunctionError
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.value import TValue

MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_LISTED_FILES = 20_000


class Sandbox:
    """Read access to files below `roots` (links resolved); relative paths start at `base`."""

    def __init__(self, base: str, roots: set[str]) -> None:
        self.base = os.path.abspath(base)
        self.roots = roots

    def resolve(self, path: str) -> str:
        """The real path. Raises `FunctionError` when it lies outside of every root."""
        if "\0" in path:
            raise FunctionError("the path contains a NUL character", 0)
        if path.startswith("~"):
            raise FunctionError(f'"{path}" is in a home directory, outside of the scanned directory; it is not read', 0)
        try:
            real = os.path.realpath(os.path.join(self.base, path))
        except OSError as error:
            raise FunctionError(f"can't resolve the path: {error.strerror}", 0) from None
        for root in self.roots:
            if real == root or real.startswith(root.rstrip(os.sep) + os.sep):
                return real
        raise FunctionError(f'"{path}" is outside of the scanned directory; it is not read', 0)


class ModuleCallContext:
    """The surroundings of function calls in one module tree (see `functions.CallContext`)."""

    def __init__(
        self, sandbox: Sandbox, budget: Budget, render: Callable[[str, dict[str, TValue], str], TValue]
    ) -> None:
        self.sandbox = sandbox
        self.budget = budget
        self._render = render
        self.limit = NO_LIMIT
        """The end of the range of versions that the root module allows."""

    def supports(self, version: tuple[int, int]) -> bool:
        """See `CallContext`."""
        return self.limit.allows(version)

    def charge(self, cost: int) -> None:
        """See `CallContext`."""
        self.budget.charge(cost)

    def read_file(self, path: str) -> bytes:
        """See `CallContext`."""
        real = self.sandbox.resolve(path)
        if not os.path.isfile(real):
            if os.path.isdir(real):
                raise FunctionError(f"failed to read file: read {path or '.'}: is a directory", 0)
            raise FunctionError(
                f'no file exists at "{path}"; this function works only with files that are distributed as part of the '
                "configuration source code, so if this file will be created by a resource in this configuration you must "
                "instead obtain this result from an attribute of that resource",
                0,
            )
        try:
            with open(real, "rb") as handle:
                data = handle.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            raise FunctionError(f'failed to read "{path}": {error.strerror}', 0) from None
        if len(data) > MAX_FILE_BYTES:
            raise FunctionError(f'"{path}" is larger than {MAX_FILE_BYTES // (1024 * 1024)} MiB', 0)
        self.budget.charge(1 + len(data) // 100)
        return data

    def file_exists(self, path: str) -> bool:
        """See `CallContext`."""
        real = self.sandbox.resolve(path)
        if os.path.isdir(real):
            raise FunctionError(f'"{path or "."}" is a directory, not a file')
        return os.path.isfile(real)

    def list_files(self, path: str, depth: int | None = None) -> list[str]:
        """See `CallContext`."""
        real = self.sandbox.resolve(path)
        found: list[str] = []
        for folder, folders, files in os.walk(real):
            folders.sort()
            relative = os.path.relpath(folder, real)
            if depth is not None and (0 if relative == "." else relative.count(os.sep) + 1) + 1 >= depth:
                folders.clear()
            for name in files:
                full = os.path.join(folder, name)
                if os.path.isfile(full):
                    found.append(name if relative == "." else f"{relative}/{name}".replace(os.sep, "/"))
            if len(found) > MAX_LISTED_FILES:
                raise FunctionError(f'more than {MAX_LISTED_FILES:,} files below "{path}"', 0)
        self.budget.charge(len(found) + 1)
        return sorted(found)

    def absolute_path(self, path: str) -> str:
        """See `CallContext`."""
        return os.path.normpath(os.path.join(self.sandbox.base, path)).replace(os.sep, "/")

    def render_template(self, text: str, variables: dict[str, TValue], name: str) -> TValue:
        """See `CallContext`."""
        return self._render(text, variables, name)
