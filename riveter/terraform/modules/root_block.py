"""A root module as something that rules can ask: there is one in each root module, plan and state."""

from __future__ import annotations

from riveter.core.source import Span
from riveter.findings import Provenance
from riveter.resource import PathKeys, Resource

ROOT_MODULE = "root_module"


class _FileOrigin:
    """The `Origin` of a value that is written nowhere: the first line of a file."""

    def __init__(self, span: Span) -> None:
        self._span = span

    def locate(self, path: PathKeys) -> Span:
        """Return the first line of the file."""
        return self._span

    def provenance(self, path: PathKeys) -> tuple[Provenance, ...]:
        """Return nothing: no expression is behind the value."""
        return ()

    def concealed(self, path: PathKeys) -> int:
        """Return the number of keys of a path: all can be shown."""
        return len(path)

    def sensitive(self, path: PathKeys) -> bool:
        """Return False: a path is no secret."""
        return False


def root_block(root: str, file: str) -> Resource:
    """Return the root module of a name, at the first line of a file."""
    span = Span(file, 1, 1, 1, 1)
    return Resource(
        address=ROOT_MODULE,
        type=ROOT_MODULE,
        name=ROOT_MODULE,
        values={"path": root},
        origin=_FileOrigin(span),
        span=span,
        root=root,
    )
