"""Where a name is declared, where it gets its values, and where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from riveter.core.source import Span
from riveter.hcl import nodes as n
from riveter.lsp.documents import Documents
from riveter.lsp.places import Places
from riveter.lsp.spots import Spot


class Navigation:
    """Answers with locations."""

    def __init__(self, places: Places, documents: Documents) -> None:
        self._places = places
        self._documents = documents

    def definitions(self, spots: Iterable[Spot]) -> list[types.Location]:
        """Return where the names at positions are declared. The declaration of a variable leads to where it gets its values."""
        return self._locations(span for spot in spots for span in _definitions(spot))

    def references(self, spots: Iterable[Spot], *, declaration: bool) -> list[types.Location]:
        """Return where what is named at positions is named. declaration: also where it is declared."""
        found: dict[tuple[str, int, int], types.Location] = {}
        for spot in spots:
            name = spot.name()
            if name is None:
                continue
            for source, each in spot.index.occurrences(spot.home, name):
                if declaration or not each.declares:
                    location = self._location(source.span(each.start, each.end))
                    start = location.range.start
                    found.setdefault((location.uri, start.line, start.character), location)
        return [found[key] for key in sorted(found)]

    def _locations(self, spans: Iterable[Span]) -> list[types.Location]:
        return [self._location(span) for span in dict.fromkeys(spans)]

    def _location(self, span: Span) -> types.Location:
        path, where = self._places.of(span, True)
        return types.Location(self._documents.uri(path), where)


def _definitions(spot: Spot) -> Iterator[Span]:
    name = spot.name()
    if name is None:
        yield from _source(spot)
        return
    if name.declares and name.kind == "variable":
        yield from spot.index.values(spot.home, name.name)
        return
    found = spot.index.declaration(spot.home, name)
    if found is not None:
        yield found


def _source(spot: Spot) -> Iterator[Span]:
    """Yield the beginning of the module that the source of a call leads to."""
    nodes = spot.chain()
    block, attribute = (nodes[1], nodes[2]) if len(nodes) > 2 else (None, None)
    if not isinstance(block, n.Block) or block.type != "module" or not block.labels:
        return
    if isinstance(attribute, n.Attribute) and attribute.name == "source":
        config = spot.index.configs.get(spot.index.called.get((spot.home, block.labels[0].value), ""))
        if config is not None and config.sources:
            yield config.sources[0].span(0, 0)
