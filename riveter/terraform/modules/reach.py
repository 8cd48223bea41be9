"""Which folders root modules reach: their own, and those of the modules that they call by a path that is written out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator

import msgspec

from riveter.files.names import CONFIG_SUFFIXES, VALUE_SUFFIXES, is_tfvars
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.modules.loading import Modules
from riveter.terraform.modules.root_modules import has_expressions

_READS = frozenset(
    {
        "file",
        "filebase64",
        "filebase64sha256",
        "filebase64sha512",
        "filemd5",
        "filesha1",
        "filesha256",
        "filesha512",
        "templatefile",
    }
)
_SUFFIXES = (*CONFIG_SUFFIXES, *VALUE_SUFFIXES)
_COMPUTED = "\0"
Bodies = Callable[[str], "n.Body | None"]
Place = tuple[frozenset[str], str]
"""What is written out of a path: the names of folders in it, and how it ends. A computed part that leads up is not thought of."""


class Mentions(msgspec.Struct, frozen=True):
    """What the text of a module says about files that functions in it read.

    reads: the files. lists: those that are listed, whose names may be a part of a path. names: how texts end that may be paths of files of
    Terraform.
    """

    reads: frozenset[Place]
    lists: frozenset[Place]
    names: frozenset[str]


Known = dict[str, "tuple[ModuleConfig, Mentions | None]"]
"""What modules mention, by their folder."""


class Reach:
    """The folders that root modules reach. roots: their names and real paths. `modules` has read all of them.

    bodies: gives the syntax tree of a file. known: what was found before. Where the source of a call is an expression, its value decides
    what is reached, and which modules are roots: then nothing is known.
    """

    def __init__(
        self, roots: Iterable[tuple[str, str]], modules: Modules, bodies: Bodies, known: Known | None = None
    ) -> None:
        self._roots = [*roots]
        self._bodies = bodies
        self._modules = modules
        self._reached: dict[str, frozenset[str]] = {}
        self._mentions = {} if known is None else known
        self.is_known = not any(has_expressions(config) for config in modules.read())

    def of(self, names: Collection[str]) -> frozenset[str]:
        """Return the folders (real paths) that some root modules reach, by name."""
        return frozenset().union(*(self._folders(real) for name, real in self._roots if name in names))

    def to(self, folders: Collection[str]) -> set[str]:
        """Return the names of the root modules that may reach one of some folders (real paths), or read a file of them as text."""
        wanted = frozenset(folders)
        files = frozenset(name for folder in wanted for name in self._files(folder))
        around = frozenset(part for folder in wanted for part in folder.split(os.sep))
        return {
            name for name, real in self._roots if wanted & self._folders(real) or self._may_read(real, files, around)
        }

    def _files(self, folder: str) -> Iterator[str]:
        for name in self._modules.reader_of(folder).names(folder):
            if name.endswith(CONFIG_SUFFIXES) or is_tfvars(name):
                yield name

    def _folders(self, real: str) -> frozenset[str]:
        found = self._reached.get(real)
        if found is None:
            seen: set[str] = set()
            waiting = [real]
            while waiting:
                current = waiting.pop()
                config = self._modules.known(current)
                if current not in seen:
                    seen.add(current)
                    waiting.extend(() if config is None else self._modules.callees(config))
            found = self._reached[real] = frozenset(seen)
        return found

    def _may_read(self, real: str, files: Collection[str], around: frozenset[str]) -> bool:
        """Return True if functions in a root module may read files of some names, or if not everything in it was read.

        A path that is computed needs the name from somewhere: from a text, or from a list of files. around: the names of the folders that
        the files are in.
        """
        computed = named = False
        for folder in self._folders(real):
            config = self._modules.known(folder)
            mentions = None if config is None else self._mentions_of(folder, config)
            if config is None or config.incomplete or mentions is None:
                return True
            computed = computed or any(_may_be(end, files) for folders, end in mentions.reads if folders <= around)
            named = named or any(_may_be(end, files) for end in mentions.names)
            named = named or any(_may_be(end, files) for folders, end in mentions.lists if folders <= around)
        return computed and named

    def _mentions_of(self, folder: str, config: ModuleConfig) -> Mentions | None:
        known = self._mentions.get(folder)
        if known is None or known[0] is not config:
            known = self._mentions[folder] = (config, _mentions(config, self._bodies))
        return known[1]


def _may_be(end: str, files: Collection[str]) -> bool:
    """Return True if a path with an end may be that of a file with one of some names."""
    last = end.rpartition("/")[2]
    return any(name == last if "/" in end else name.endswith(end) or end.endswith(name) for name in files)


def _mentions(config: ModuleConfig, bodies: Bodies) -> Mentions | None:
    """Return what a module mentions; None if its syntax is not known."""
    reads: set[Place] = set()
    names: set[str] = set()
    lists: set[Place] = set()
    for source in config.sources:
        if "file" not in source.text and not any(suffix in source.text for suffix in _SUFFIXES):
            continue
        body = bodies(source.name)
        if body is None:
            return None
        for node in _nodes(body):
            if isinstance(node, n.Call):
                if node.name.rpartition("::")[2] in _READS:
                    path = node.args[0] if node.args and not node.expand else node
                    reads.add(_place(path, path, named=True))
                elif node.name.rpartition("::")[2] == "fileset":
                    top, pattern = node.args if len(node.args) == 2 else (node, node)
                    lists.add(_place(top, pattern, named=False))
            elif isinstance(node, (n.StringLit, n.Template)):
                end = _end(node)
                if end.endswith(_SUFFIXES):
                    names.add(end)
    return Mentions(frozenset(reads), frozenset(lists), frozenset(names))


def _nodes(body: n.Body) -> Iterator[n.Node]:
    stack: list[n.Node] = [body]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(n.children(node))


def _place(path: n.Expr, end: n.Expr, *, named: bool) -> Place:
    """Return what is written out of a path. named: its last part is the file, not a folder."""
    parts = path.parts if isinstance(path, n.Template) else (path,)
    text = "".join(part.value if isinstance(part, n.StringLit) else _COMPUTED for part in parts)
    folders = text.split("/")[: -1 if named else None]
    known = {part for part in folders if _COMPUTED not in part and part not in ("", ".")}
    return frozenset() if os.pardir in known else frozenset(known), _end(end)


def _end(node: n.Expr) -> str:
    """Return how a path ends: what is behind the last part that is computed, or that stands for several characters."""
    if isinstance(node, n.Template) and node.parts:
        node = node.parts[-1]
    return re.split(r"[}*?\]]", node.value)[-1] if isinstance(node, n.StringLit) else ""
