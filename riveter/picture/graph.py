"""Resources to nodes and edges. All instances of a block are one node, all instances of a module one group."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import msgspec

from riveter.core.addresses import modules_around, parts, without_keys
from riveter.core.patterns import late
from riveter.findings import Outcome
from riveter.picture.verdicts import WORDS, WORST_FIRST, Place, Verdict
from riveter.resource import Reference, Resource
from riveter.rules.model.resource_types import OTHER_BLOCKS

_ESCAPED = late(r"\\([\\\"])")

SHOWN_KEYS = 4
SHOWN_CHARACTERS = 48
ORDER_KEYS = frozenset({"depends_on", "count", "for_each"})
"""References that decide when and how often something exists, and not what it is."""
MAX_COMPARED = 1_000_000
"""With more references than this to compare, those that data sources pass on are drawn as well."""


class Node(msgspec.Struct):
    """A block with resources, or a module that could not be read.

    `type` is empty for such a module. `keys`: those of its instances, in order. `doubtful`: whether some instance may not exist.
    """

    place: Place
    type: str
    name: str
    group: Place
    keys: dict[str, None] = {}
    doubtful: bool = False
    verdict: Verdict | None = None

    @property
    def outcome(self) -> Outcome | None:
        """The worst outcome of its findings; None if there are none."""
        return self.verdict.outcome if self.verdict is not None else None

    @property
    def is_data(self) -> bool:
        """Whether it is read and not managed."""
        return self.type.startswith(("data.", "ephemeral."))

    def lines(self) -> list[str]:
        """Return the lines of its label."""
        if not self.type:
            return [self.name, "this module could not be read"]
        lines = [self.type, self.name, *instances(self.keys)]
        if self.doubtful and "*" not in self.keys:
            lines.append("may not exist")
        return lines + (self.verdict.lines() if self.verdict is not None else [])


class Group(msgspec.Struct):
    """A module, or a root module. `title`: its name. `keys`: those of its instances."""

    place: Place
    parent: Place | None
    title: str
    keys: dict[str, None] = {}

    @property
    def label(self) -> str:
        """Its name and its instances. It is one line: Mermaid draws further lines of a title over what is inside."""
        return ", ".join([self.title, *instances(self.keys)])


class Edge(msgspec.Struct, frozen=True):
    """A reference from a node (or a group as a whole) to another. `order`: it is only about order or number."""

    source: Place
    target: Place
    order: bool


class Picture(msgspec.Struct):
    """A configuration as a graph, in the order in which it is drawn. `notes`: what the picture does not show."""

    nodes: dict[Place, Node] = {}
    groups: dict[Place, Group] = {}
    edges: list[Edge] = []
    notes: list[str] = []

    @property
    def shown_notes(self) -> list[str]:
        """The notes, so that nothing is never drawn as an empty picture."""
        return self.notes or ([] if self.nodes else ["No resources"])

    @property
    def roots(self) -> list[Place]:
        """The root modules. If there is only one, it needs no frame."""
        return [place for place, group in self.groups.items() if group.parent is None]

    def members(self) -> dict[Place | None, list[Node | Group]]:
        """Return what is directly in each group: its nodes, then its groups. The root modules are in None."""
        found: dict[Place | None, list[Node | Group]] = {None: []}
        for node in self.nodes.values():
            found.setdefault(node.group, []).append(node)
        for group in self.groups.values():
            found.setdefault(group.parent, []).append(group)
        return found


def instances(keys: Collection[str]) -> list[str]:
    """Return the instances in words, on one line; no line for a block without `count` and `for_each`."""
    if not keys:
        return []
    if "*" in keys:
        return ["number of instances not known"]
    number = f"{len(keys)} instance{'s' if len(keys) != 1 else ''}"
    if all(key.isdecimal() for key in keys):
        return [number]
    first, *others = keys
    for shown, key in enumerate(others, 1):
        if shown == SHOWN_KEYS or len(first) + len(key) > SHOWN_CHARACTERS:
            return [f"{number} ({first}, …)"]
        first += f", {key}"
    return [f"{number} ({first})"]


def draw(
    resources: Iterable[Resource],
    found: Mapping[Place, Verdict],
    mask: Callable[[str], str],
) -> Picture:
    """Return the picture of the resources, with the verdicts on them. `mask` hides secrets in addresses."""
    builder = _Builder(found, mask)
    for resource in resources:
        builder.add(resource)
    return builder.picture()


class _Builder:
    """Collects nodes first, then the edges between those that are there."""

    def __init__(self, found: Mapping[Place, Verdict], mask: Callable[[str], str]) -> None:
        self._found = found
        self._mask = mask
        self._nodes: dict[Place, Node] = {}
        self._groups: dict[Place, Group] = {}
        self._references: dict[Place, dict[str, dict[Reference, None]]] = {}
        self._known_addresses: dict[Place, set[str]] = {}
        self._elsewhere: dict[Place, Verdict] = {}

    def add(self, resource: Resource) -> None:
        """Add a resource, or the block of a module call."""
        root = resource.root
        if resource.type in OTHER_BLOCKS:
            address = without_keys(self._mask(resource.address))
            if (root, address) in self._found:
                self._elsewhere[root, address] = self._found[root, address]
            if resource.type == "module":
                self._call(resource)
            return
        address = self._mask(resource.address)
        place = (root, without_keys(address))
        node = self._nodes.get(place)
        if node is None:
            group = self._group(root, self._mask(resource.module))
            node = Node(place, resource.type, without_keys(parts(address)[-1]), group)
            node.verdict = self._found.get(place)
            self._nodes[place] = node
        else:
            self._group(root, self._mask(resource.module))  # another instance of the module
        _add_key(node.keys, parts(address)[-1])
        node.doubtful = node.doubtful or resource.existence is not None
        self._refer(place, resource.references)

    def _call(self, resource: Resource) -> None:
        address = self._mask(resource.address)
        group = self._group(resource.root, address)
        depends_on = resource.values.get("depends_on")
        texts = [text for text in depends_on if isinstance(text, str)] if isinstance(depends_on, list) else []
        inside = f"{resource.module}." if resource.module else ""
        self._refer(group, [Reference("depends_on", inside + text) for text in texts])
        if resource.is_hidden is not None and resource.is_hidden():
            place = (resource.root, f"{group[1]}.")
            self._nodes.setdefault(place, Node(place, "", parts(group[1])[-1], group))

    def _refer(self, place: Place, references: Iterable[Reference]) -> None:
        known = self._references.setdefault(place, {})
        for reference in references:
            address = without_keys(self._mask(reference.address))
            changed = Reference(reference.key, address, reference.attribute)
            known.setdefault(reference.key, {})[changed] = None

    def _group(self, root: str, module: str) -> Place:
        """Return the place of a module, and add it with the modules around it."""
        place: Place = (root, "")
        if place not in self._groups:
            self._groups[place] = Group(place, None, root)
        for address in modules_around(module):
            parent, place = place, (root, without_keys(address))
            group = self._groups.setdefault(place, Group(place, parent, f"module.{parts(place[1])[-1]}"))
            _add_key(group.keys, parts(address)[-1])
        return place

    def picture(self) -> Picture:
        """Return everything in order."""
        self._drop_empty_groups()
        edges: dict[tuple[Place, Place], bool] = {}
        for source, by_key in self._references.items():
            for reference in self._direct(source[0], by_key):
                target = self._target(source[0], reference.address)
                if target is not None and source in self._drawn and not _holds(source, target):
                    order = reference.key in ORDER_KEYS
                    edges[source, target] = edges.get((source, target), True) and order
        rank = {place: number for number, place in enumerate(self._drawn)}
        kept = sorted(edges.items(), key=lambda item: (rank[item[0][0]], rank[item[0][1]]))
        return Picture(self._nodes, self._groups, [Edge(*ends, order) for ends, order in kept], self._notes())

    def _notes(self) -> list[str]:
        """Return what the picture does not show: findings about other blocks, such as variables."""
        outcomes = [outcome for verdict in self._elsewhere.values() for outcome in verdict.rules.values()]
        counts = [f"{number} {WORDS[one]}" for one in WORST_FIRST if (number := outcomes.count(one))]
        return [f"Not drawn: findings about blocks that are not resources ({', '.join(counts)})."] if counts else []

    def _drop_empty_groups(self) -> None:
        wanted: set[Place] = set()
        for node in self._nodes.values():
            place: Place | None = node.group
            while place is not None and place not in wanted:
                wanted.add(place)
                place = self._groups[place].parent
        self._groups = {place: group for place, group in self._groups.items() if place in wanted}
        self._drawn = {**dict.fromkeys(self._nodes), **dict.fromkeys(self._groups)}

    def _target(self, root: str, address: str) -> Place | None:
        """Return the node or group of a reference. A reference to a module is to its group."""
        place = (root, address)
        return place if address and place in self._drawn else None

    def _direct(self, root: str, by_key: Mapping[str, Mapping[Reference, None]]) -> Iterator[Reference]:
        """Yield the references without those that a data source passes on: the data source has them itself."""
        for key, references in by_key.items():
            passed: set[str] = set()
            if key not in ORDER_KEYS:
                derived = {one.address for one in references if not one.attribute}
                sources = [
                    node.place for one in references if (node := self._nodes.get((root, one.address))) and node.is_data
                ]
                if len(derived) * len(sources) <= MAX_COMPARED:
                    for source in sources:
                        passed |= derived & self._addresses(source)
            yield from (one for one in references if one.attribute or one.address not in passed)

    def _addresses(self, place: Place) -> set[str]:
        """Return the addresses that a block refers to."""
        if place not in self._known_addresses:
            by_key = self._references.get(place, {})
            self._known_addresses[place] = {one.address for references in by_key.values() for one in references}
        return self._known_addresses[place]


def _holds(source: Place, target: Place) -> bool:
    """Return True if one end is the other one, or is in it: such a line would lead into itself."""
    if source[1] == target[1]:
        return True
    inner, outer = sorted((source[1], target[1]), key=len, reverse=True)
    return inner.startswith(f"{outer}.")


def _add_key(keys: dict[str, None], part: str) -> None:
    """Add the instance key at the end of a part of an address (``name["key"]``), if there is one."""
    _, bracket, key = part.partition("[")
    if bracket and key.endswith("]"):
        key = key[:-1]
        keys[_ESCAPED.sub(r"\1", key[1:-1]) if len(key) > 1 and key[0] == key[-1] == '"' else key] = None
