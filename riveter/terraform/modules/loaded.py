"""The result of loading: the resources of all modules, their files, and the problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile
from riveter.files.bounds import real_path
from riveter.files.coverage import Coverage
from riveter.hcl import nodes as n
from riveter.resource import Resource
from riveter.terraform.modules.console import Console
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.schemas import Schemas
from riveter.terraform.modules.source_redaction import keep_misplaced


class CommentAt(msgspec.Struct, frozen=True):
    """A comment with its lines, counted from 1."""

    text: str
    start_line: int
    end_line: int


class ProjectPart:
    """A root module, or a plan or state, after evaluation: its resources. `module`: None for a plan or state.

    `context`: resources of files that were not asked for, where only some of a module's files were.
    `characters`: of the plan or state.
    """

    __slots__ = ("characters", "context", "module", "resources", "root")

    def __init__(
        self,
        root: str,
        resources: list[Resource] | None = None,
        module: ModuleInstance | None = None,
        characters: int = 0,
    ) -> None:
        self.root = root
        self.characters = characters
        self.resources: list[Resource] = [] if resources is None else resources
        self.context: list[Resource] = []
        self.module = module


class Project:
    """The result of loading: the resources of all modules in deterministic order, and the problems."""

    def __init__(self, secrets: Secrets | None = None, schemas: Schemas | None = None) -> None:
        self._schemas = schemas
        self.secrets = Secrets() if secrets is None else secrets
        self.resources: list[Resource] = []
        self.context: list[Resource] = []
        """Resources of files that were not requested, if only some files of a module were."""
        self.diagnostics: list[Diagnostic] = []
        self.coverage = Coverage()
        """The items that were left out."""
        self.trees: list[ModuleInstance] = []
        self.documents = 0
        self.characters = 0
        """The length of all files that were read."""
        self._sources: dict[str, SourceFile] = {}
        self._bodies: dict[str, n.Body] = {}
        self._faultless: set[str] = set()

    @property
    def files(self) -> int:
        """How many files were read, plans and states included."""
        return len(self._sources) + self.documents

    def source(self, name: str) -> SourceFile | None:
        """Return the text of a file by its shown name."""
        return self._sources.get(name)

    def sources(self) -> Iterable[SourceFile]:
        """Return every file that was read."""
        return self._sources.values()

    def comments(self, name: str) -> list[CommentAt]:
        """Return the comments of a file by its shown name."""
        source, body = self._sources.get(name), self._bodies.get(name)
        if source is None or body is None:
            return []
        return [
            CommentAt(comment.text, source.position(comment.start).line, source.position(comment.end).line)
            for comment in body.comments
        ]

    def body(self, name: str) -> n.Body | None:
        """Return the syntax tree of a file by its display name; None if it is not a configuration file."""
        return self._bodies.get(name)

    def faultless_body(self, name: str) -> n.Body | None:
        """Return the syntax tree of a configuration file, if nothing is wrong in it."""
        return self._bodies.get(name) if name in self._faultless else None

    def add_source(self, source: SourceFile, body: n.Body | None = None, *, faultless: bool = False) -> None:
        """Keep a file that was read."""
        known = self._sources.get(source.name)
        self.characters += len(source.text) - (len(known.text) if known is not None else 0)
        self._sources[source.name] = source
        if body is not None:
            self._bodies[source.name] = body
            (self._faultless.add if faultless else self._faultless.discard)(source.name)
            keep_misplaced(source, body, self._schemas, self.secrets)

    def add_sources_of(self, other: Project) -> None:
        """Keep the files that another project has read."""
        for name, source in other._sources.items():
            self.add_source(source, other._bodies.get(name), faultless=name in other._faultless)

    def hide_instances(self) -> None:
        """Give numbers to the instances whose keys hold secrets, so that they stay distinct without them."""
        for resource in (*self.resources, *self.context):
            self.secrets.number_instances(resource.root, (resource.address,))

    def evaluator(self, directory: str) -> Console:
        """Return an evaluator for the scope of the module in `directory`. Raises `KeyError` if the module was not loaded."""
        wanted = real_path(directory)
        for root in self.trees:
            for module in all_modules(root):
                if real_path(module.config.directory) == wanted:
                    return Console(module)
        raise KeyError(directory)


def all_modules(module: ModuleInstance) -> Iterator[ModuleInstance]:
    """Give a module and those it calls, directly or not."""
    yield module
    for name in module.config.calls:
        children = module.children(name)
        if isinstance(children, dict):
            for child in children.values():
                yield from all_modules(child)
