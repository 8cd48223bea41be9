"""Targets to module directories and files, honouring ``.gitignore`` and ``.riveterignore``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span, display_path
from riveter.terraform.config.declarations import config_file_names, is_config_file

LEADS_OUT = "The link leads out of the repository: the file is not read"
"""What is said of a file that `Bounds.file` refuses."""

IGNORE_FILES = (".gitignore", ".riveterignore")


class Targets(msgspec.Struct):
    """What was asked for.

    directories: module directories, in order (of targets, then by name). reported: real paths of the files that were named one by
    one; a module directory in `whole` is reported completely. roots: directories below which files may be read.
    documents: JSON files that may be plans or states; ``-`` for standard input.
    """

    directories: list[str] = []
    whole: set[str] = set()
    reported: set[str] = set()
    roots: set[str] = set()
    documents: list[str] = []
    diagnostics: list[Diagnostic] = []


def find_targets(paths: list[str], *, single: bool = False) -> Targets:
    """Sort out what the given paths are; what can't be used becomes a diagnostic.

    single: a directory is one module, even an empty one; what lies below it is not looked for.
    """
    targets = Targets()
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            targets.documents.append(path)
            continue
        real = os.path.realpath(path)
        if os.path.isdir(path):
            targets.roots.add(real)
            found = False
            for directory in (path,) if single else module_directories(path):
                found = True
                key = os.path.realpath(directory)
                targets.whole.add(key)
                if key not in seen:
                    seen.add(key)
                    targets.directories.append(directory)
            if not found:
                targets.diagnostics.append(
                    _problem(
                        path, "No Terraform files found", "Expected .tf, .tofu, .tf.json or .tofu.json files below it."
                    )
                )
        elif os.path.isfile(path) and (is_config_file(os.path.basename(path)) or _is_tfvars(path)):
            directory = os.path.dirname(path) or "."
            key = os.path.realpath(directory)
            targets.roots.add(key)
            if _is_tfvars(path):
                targets.whole.add(key)
            else:
                targets.reported.add(real)
            if key not in seen:
                seen.add(key)
                targets.directories.append(directory)
        elif os.path.isfile(path):
            targets.documents.append(path)
        elif os.path.islink(path):
            targets.diagnostics.append(
                _problem(path, "The link leads nowhere or to itself", "Check what it points to.")
            )
        elif os.path.exists(path):
            targets.diagnostics.append(_problem(path, "Neither a file nor a directory", "Check the path."))
        else:
            targets.diagnostics.append(_problem(path, "No such file or directory", "Check the path."))
    return targets


def _problem(path: str, summary: str, hint: str) -> Diagnostic:
    shown = display_path(path)
    return Diagnostic(
        "error", f"{shown}: {summary}" if summary[0] == "N" else summary, "", Span(shown, 1, 1, 1, 1), hint
    )


def _is_tfvars(path: str) -> bool:
    return path.endswith((".tfvars", ".tfvars.json"))


def module_directories(top: str) -> Iterator[str]:
    """The directories at and below `top` that hold configuration files, by name; hidden and ignored ones are skipped."""
    ignore = IgnoreRules(top)
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not ignore.ignored(os.path.join(folder, name), directory=True)
        )
        names = config_file_names(files)
        if names and any(not ignore.ignored(os.path.join(folder, name)) for name in names):
            yield folder


def repository_root(path: str) -> str | None:
    """The nearest directory at or above `path` that holds a ``.git``, as a real path."""
    folder = os.path.realpath(path)
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


class Bounds:
    """How far the configuration in some directories may lead: what it links to and the modules it calls are read only within.

    repository: the root of the repository around the first directory (a real path), None where there is none.
    """

    def __init__(self, directories: Sequence[str]) -> None:
        self.repository = repository_root(directories[0]) if directories else None
        self._roots: set[str] = set()
        here = os.path.realpath(".")
        for directory in directories:
            real = os.path.realpath(directory)
            self._roots.add(repository_root(directory) or (here if _below(real, here) else real))

    def module(self, directory: str) -> bool:
        """Whether a module that is called may be read."""
        return self.repository is None or _below(os.path.realpath(directory), self.repository)

    def file(self, path: str) -> bool:
        """Whether a file that is found may be read: one that is no link, or a link that does not lead out."""
        return not os.path.islink(path) or self.inside(path)

    def inside(self, path: str) -> bool:
        """Whether a path, links resolved, lies in a repository or, where there is none, in the working directory or below."""
        real = os.path.realpath(path)
        return any(_below(real, root) for root in self._roots)


def _below(real: str, root: str) -> bool:
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


class IgnoreRules:
    """The ignore files between the repository's root and each folder, with git's semantics."""

    def __init__(self, top: str) -> None:
        self._root = repository_root(top) or os.path.realpath(top)
        self._specs: dict[str, Any] = {}

    def ignored(self, path: str, *, directory: bool = False) -> bool:
        """Whether an ignore file excludes the path: the deepest file that says anything about it decides."""
        real = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
        verdict = False
        for folder in self._folders(os.path.dirname(real)):
            spec = self._spec(folder)
            if spec is not None:
                relative = os.path.relpath(real, folder).replace(os.sep, "/") + ("/" if directory else "")
                result = spec.check_file(relative)
                if result.include is not None:
                    verdict = result.include
        return verdict

    def _folders(self, folder: str) -> list[str]:
        chain: list[str] = []
        while folder.startswith(self._root):
            chain.append(folder)
            parent = os.path.dirname(folder)
            if parent == folder:
                break
            folder = parent
        return chain[::-1]

    def _spec(self, folder: str) -> Any:
        if folder not in self._specs:
            lines: list[str] = []
            for name in IGNORE_FILES:
                try:
                    with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as handle:
                        lines.extend(handle.read(256 * 1024).splitlines())
                except OSError:
                    continue
            if lines:
                import pathspec

                self._specs[folder] = pathspec.GitIgnoreSpec.from_lines(lines)
            else:
                self._specs[folder] = None
        return self._specs[folder]
