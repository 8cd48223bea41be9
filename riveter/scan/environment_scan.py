"""One environment of a scan: what evaluates it, and what of it the end of the scan needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile, Span
from riveter.rules.model.resource_types import OTHER_BLOCKS
from riveter.terraform.project import Loader

if TYPE_CHECKING:
    from riveter.hcl.nodes import Body
    from riveter.resource import Resource
    from riveter.terraform.project import ProjectPart


class EnvironmentScan:
    """One environment: its evaluation, and the results that are kept."""

    def __init__(
        self, environment: str, loader: Loader, workspace: str, *, inferred: bool = False, span: Span | None = None
    ) -> None:
        self.environment = environment
        self.span = span
        self.inferred = inferred
        self.loader = loader
        self.workspace = workspace
        self.is_document = bool(loader.project.documents) and not loader.root_modules
        self.resources = 0
        self.types: Counter[str] = Counter()
        self.addresses: set[tuple[str, str]] = set()
        self.context: set[tuple[str, str]] = set()
        self.roots: set[str] = set()
        self._sources_read = 0

    def files_of(self, part: ProjectPart) -> ProjectFiles:
        """Return the resources of a part, with the files that were read since the part before."""
        project = self.loader.project
        sources = list(islice(project.sources(), self._sources_read, None))
        self._sources_read += len(sources)
        return ProjectFiles(part.resources, part.context, sources, project.body)

    def note(self, part: ProjectPart, secrets: Secrets) -> None:
        """Keep the data of a part that the end of the scan needs."""
        counted = [item for item in part.resources if item.type not in OTHER_BLOCKS]
        self.resources += len(counted)
        self.types.update(item.type for item in part.resources or part.context)
        self.addresses.update((item.root, item.address) for item in counted)
        self.context.update((item.root, secrets.mask(item.address)) for item in part.context)
        self.roots.update(item.root for item in (*part.resources, *part.context))


class ProjectFiles:
    """The part of a project that suppressions are applied to."""

    def __init__(
        self,
        resources: list[Resource],
        context: list[Resource],
        sources: list[SourceFile],
        body: Callable[[str], Body | None],
    ) -> None:
        self.resources = resources
        self.context = context
        self._sources = sources
        self.body = body

    def sources(self) -> list[SourceFile]:
        """Return the files."""
        return self._sources
