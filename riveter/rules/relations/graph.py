"""Every resource of a run, and which are connected: by reference, or by sharing a literal name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from riveter.core.addresses import base_address
from riveter.core.causes import AmbiguousInstance, AmbiguousReference, HiddenByModule, Unmanaged, UnseenExpression
from riveter.core.effort import spend
from riveter.core.paths import format_path, unindexed
from riveter.core.secrets import Secrets
from riveter.core.values import PartialText, Unknown
from riveter.manifests import MANIFEST, undetermined
from riveter.resource import PathKeys, Reference, Resource
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.rule import Related
from riveter.rules.model.truth import Truth
from riveter.rules.relations.by_name import NamedConnections
from riveter.rules.relations.doubts import either, in_turn
from riveter.rules.relations.holding import doubt_of, in_word, is_in_another_name, may_be_made_of
from riveter.rules.relations.index import Connection, ResourceIndex, is_only
from riveter.rules.relations.names import is_identity, refers_to
from riveter.rules.relations.namesakes import Namesakes
from riveter.rules.relations.owned_by_aws import is_owned_by_aws

STEPS_OF_REFERENCE = 3
RELATIONS_KEPT = 500
"""So many relations are kept: rules about one resource follow each other, and often ask for the same others."""
_MAX_NAME = 256


class _Edges:
    """The resources that refer to an address, by that address; each with why it may refer to another one.

    Why is found for the addresses that are asked for: most are not.
    """

    def __init__(self, connect: Callable[[Resource, list[Reference]], Connection | None]) -> None:
        """connect: returns the connection that the references of a resource to one address make; None if they make none."""
        self._connect = connect
        self._references: dict[str, list[tuple[Resource, list[Reference]] | Connection]] = {}
        self._connections: dict[str, list[Connection]] = {}
        self._instances: dict[str, list[str]] | None = None

    def add(self, address: str, connection: Connection) -> None:
        """Add a resource that refers to an address."""
        self._references.setdefault(address, []).append(connection)

    def add_references(self, resource: Resource, references: Iterable[Reference]) -> None:
        """Add the references of a resource."""
        to: dict[str, list[Reference]] = {}
        for edge in references:
            to.setdefault(edge.address, []).append(edge)
        for address, edges in to.items():
            self._references.setdefault(address, []).append((resource, edges))

    def get(self, address: str) -> Sequence[Connection]:
        """Return the resources that refer to an address."""
        found = self._connections.get(address)
        if found is None:
            entries = self._references.get(address)
            if entries is None:
                return ()
            made = (self._connect(one, why) if isinstance(why, list) else (one, why) for one, why in entries)
            found = self._connections[address] = [connection for connection in made if connection is not None]
        return found

    def instances(self, base: str) -> list[str]:
        """Return the addresses of single instances of a resource that are referred to."""
        if self._instances is None:
            self._instances = {}
            for address in self._references:
                if address.endswith("]") and not address.endswith("[*]"):
                    self._instances.setdefault(base_address(address), []).append(address)
        return self._instances.get(base, [])


class ResourceGraph:
    """The resources of a run. It is cheap to make: connections are computed when a rule first needs them.

    notes_questions: whether it must be asked again for each verdict.
    """

    notes_questions = False

    def __init__(self, resources: Sequence[Resource], secrets: Secrets | None = None) -> None:
        """Index the resources. secrets: those of the run, which no message may hold."""
        self.resources = resources
        self.secrets = Secrets() if secrets is None else secrets
        self.derived: dict[Any, Any] = {}  # what others work out of resources once a run
        self.filter_results: dict[Any, tuple[Resource, Any, float]] = {}  # the last one of each filter of several rules
        self.unread = next((r.unread for r in resources if r.unread is not None), None)
        self._index = ResourceIndex(resources)
        self._named = NamedConnections(self._index)
        self._edges: dict[tuple[tuple[str, ...], str], _Edges] = {}
        self._namesakes = Namesakes(self._index)
        self._has_plan = any(resource.recorded for resource in resources)
        self._hiding: list[Resource] | None = None
        self._given: _Edges | None = None
        self._related: dict[tuple[Any, ...], tuple[Resource, list[Connection], Unknown | None]] = {}

    # --- lookup ---

    def at(self, address: str) -> list[Connection]:
        """Return the resources at an address; if it does not name an instance, each of them is uncertain."""
        return self._index.at(address)

    def of_types(self, types: tuple[str, ...]) -> list[Resource]:
        """Return the resources of some types (globs allowed), in order."""
        return self._index.of_types(types)

    def called(self, types: tuple[str, ...], name: str) -> Truth:
        """Return whether a resource of some types (globs allowed) has a name; see `NamedConnections.called`."""
        return self._named.called(types, name)

    def apart(self, named: Resource, other: Resource) -> Truth:
        """Return whether two resources are in different places (regions, accounts), so that a name of one does not mean the other."""
        return self._named.apart(named, other)

    def not_installed(self) -> Unknown | None:
        """Return why there may be resources that are not seen anywhere in the root module."""
        if self.unread is not None:
            return self.unread
        certain = (module for module in self._hidden_modules() if module.is_hidden is not None)
        return next((_hidden_by(module, module.address) for module in certain), None)

    def _hidden_modules(self) -> list[Resource]:
        """Return the module calls whose resources are not known."""
        if self._hiding is None:
            self._hiding = [module for module in self._index.of_types(("module",)) if self._is_hidden(module)]
        return self._hiding

    # --- relations ---

    def related(
        self, resource: Resource, related: Related, within: PathKeys = ()
    ) -> tuple[list[Connection], Unknown | None]:
        """Return the resources connected to one, and why there may be others that are not seen (an unknown reference).

        within: the element of the resource that refers to them, inside `each`. A reference from another resource is to the whole resource.
        """
        key = (id(resource), related.resource_types, related.via, related.direction, within)
        known = self._related.get(key)
        if known is None:
            if len(self._related) >= RELATIONS_KEPT:
                self._related.clear()
            # the resource is kept as well: else another one might get its id
            known = self._related[key] = (resource, *self._find_related(resource, related, within))
        _, frontier, unseen = known
        spend(len(frontier))
        return [*frontier], self.unread if unseen is None else unseen

    def _find_related(
        self, resource: Resource, related: Related, within: PathKeys
    ) -> tuple[list[Connection], Unknown | None]:
        hops = related.via or ("",)
        frontier: list[Connection] = [(resource, None)]
        unseen: Unknown | None = None
        for i, via in enumerate(hops):
            types = related.resource_types if i == len(hops) - 1 else ("*", "data.*")
            reached: dict[int, Connection] = {}
            for current, doubt in frontier:
                found, hidden = self.connected(current, types, unindexed(via), related.direction, () if i else within)
                unseen = unseen if unseen is not None else hidden
                between = None if current is resource else current.existence
                for other, why in found:
                    if other is not resource and (joint := in_turn(doubt, between, why)) is not False:
                        _add(reached, other, joint)
            frontier = list(reached.values())
        frontier.sort(key=lambda item: self._index.order_of(item[0]))
        return frontier, unseen

    def connected(
        self, resource: Resource, types: tuple[str, ...], via: str, direction: str, within: PathKeys = ()
    ) -> tuple[list[Connection], Unknown | None]:
        """Return one hop: the resources of some types that refer to this one, or that it refers to, through an attribute."""
        found: dict[int, Connection] = {}
        unseen: Unknown | None = None
        if direction != "from_this":
            unseen = self._hidden(resource)
            for item in self._incoming(resource, types, via) if self._index.of_types(types) else ():
                if isinstance(item, Unknown):
                    unseen = item if unseen is None else unseen
                elif item[0] is not resource:
                    _add(found, *item)
        if resource.type == "module" and not via and direction != "to_this":
            for other in self._index.inside(resource, types):
                _add(found, other, None)
            if unseen is None and self._is_hidden(resource):
                unseen = _hidden_by(resource, resource.address)
            for call in self._index.inside(resource, ("module",)) if unseen is None else ():
                if call.is_hidden is not None and call.is_hidden():
                    unseen = _hidden_by(call, call.address)
                    break
        if direction != "to_this":
            for item in self._outgoing(resource, types, via, within):
                if isinstance(item, Unknown):
                    unseen = unseen if unseen is not None else item
                elif item[0] is not resource:
                    _add(found, *item)
        if unseen is None and self._index.may_be_manifests(types):
            unseen = self._hidden_in_manifest(resource, direction)
        spend(len(found))
        return list(found.values()), unseen

    def _hidden_in_manifest(self, resource: Resource, direction: str) -> Unknown | None:
        """Return why a connected manifest may be of a wanted type: its kind is not known."""
        connected, _ = self.connected(resource, (MANIFEST,), "", direction)
        return next((why for other, _ in connected if (why := undetermined(other)) is not None), None)

    def _incoming(self, resource: Resource, types: tuple[str, ...], via: str) -> Iterator[Connection | Unknown]:
        edges = self._edges_of(types, via)
        yield from edges.get(resource.address)
        base = base_address(resource.address)
        if base != resource.address:
            only = is_only(resource)
            doubt = Unknown(AmbiguousInstance(base)) if self._index.may_be_one_of_several(resource) else None
            for other, why in edges.get(base):
                yield other, doubt if doubt is not None else why
            if not resource.address.endswith("[*]"):
                alike = self._index.by_address().get(f"{base}[*]", ())
                for other, _ in edges.get(f"{base}[*]") if not any(map(is_only, alike)) else ():
                    yield other, Unknown(AmbiguousInstance(base))
            else:
                for address in edges.instances(base):
                    if address in self._index.by_address():
                        continue
                    doubt = None if only else Unknown(AmbiguousInstance(base, every=True))
                    for other, why in edges.get(address):
                        yield other, doubt if doubt is not None else why
        yield from self._named.named_by(resource, types, via)

    def _hidden(self, resource: Resource) -> Unknown | None:
        """Return why there may be resources that refer to one, but are not seen: a module that is not installed is given it."""
        modules = self._hidden_modules()
        if not modules:
            return None
        if self._given is None:
            self._given = self._edges_from(modules, "")
        for address in dict.fromkeys((resource.address, base_address(resource.address))):
            for module, _ in self._given.get(address):
                if _is_given(module, resource, address):
                    return _hidden_by(module, resource.address)
        hidden = next(filter(self._is_hidden, self._named.calls_with_name(resource)), None)
        return None if hidden is None else _hidden_by(hidden, resource.address)

    def _is_hidden(self, module: Resource) -> bool:
        """Return True if the resources of a module call are not known."""
        return module.is_hidden() if module.is_hidden is not None else not self._index.is_installed(module.address)

    def _is_part_of_a_name(self, owner: Resource, edge: Reference) -> bool:
        """Return True if an attribute only has another resource's name in its own: `"${aws_s3_bucket.data.bucket}-logs"`."""
        value = owner.values.get(edge.key)
        if isinstance(value, PartialText):
            return is_in_another_name(value, edge, [target for target, _ in self._index.at(edge.address)])
        if not isinstance(value, str) or len(value) > _MAX_NAME:
            return False
        for target, _ in self._index.at(edge.address):
            name = target.values.get(edge.attribute)
            if not isinstance(name, str) or not name or not is_identity(edge.attribute, target.type):
                return False
            places = (value.find(name, i) for i in range(len(value)))
            if any(at >= 0 and not in_word(value, at, at + len(name)) for at in places):
                return False
        return bool(self._index.at(edge.address))

    def _outgoing(
        self, resource: Resource, types: tuple[str, ...], via: str, within: PathKeys
    ) -> Iterator[Connection | Unknown]:
        named_attribute = via  # which attribute it is; else their names say what they speak of
        place = format_path(within) if within else ""
        around = unindexed(place)
        if within and not _leads(around, via):  # `via` is said from the element
            via = f"{around}.{via}" if via else around
        outside = tuple(f"data.{type}" for type in types if not type.startswith("data."))
        references = self._references_of(resource)
        spend(len(references))
        for edge in references:
            key = unindexed(edge.key)
            coarse = bool(within) and _leads(edge.key, place)  # of the whole that the element is a part of
            if via and not _leads(via, key) and not coarse:
                continue
            unsure: Unknown | None = None
            if within and not _leads(place, edge.key):
                if edge.key != key and not coarse:
                    continue  # another element
                unsure = Unknown(AmbiguousReference(resource.address, around, edge.address))
            spend(STEPS_OF_REFERENCE)
            if self._is_part_of_a_name(resource, edge):
                continue
            for target, doubt in self._index.as_types(self._index.at(edge.address)):
                if matches_any_type(types, target.type):
                    doubt = unsure if doubt is None else doubt
                    yield target, self._doubt_of(resource, edge) if doubt is None else doubt
                    namesakes, why = self._named_after(resource, edge)
                    yield from ((other, why) for other in namesakes)
                elif is_owned_by_aws(target):
                    continue
                elif matches_any_type(outside, target.type) and (named_attribute or refers_to(key, target.type)):
                    yield Unknown(Unmanaged(target.address, span=target.span), (target.address,))
        yield from self._named.named_from(resource, types, via, place, named_attribute)

    def _edges_of(self, types: tuple[str, ...], via: str) -> _Edges:
        edges = self._edges.get((types, via))
        if edges is None:
            edges = self._edges[types, via] = self._edges_from(self._index.of_types(types), via)
        return edges

    def _edges_from(self, resources: Iterable[Resource], via: str) -> _Edges:
        edges = _Edges(self._connection)
        for resource in resources:
            spend(1 + STEPS_OF_REFERENCE * len(self._references_of(resource)))
            leading = [e for e in resource.references if not via or _leads(via, unindexed(e.key))]
            if not self._has_plan or not any(self._named_after(resource, edge)[0] for edge in leading):
                edges.add_references(resource, leading)
                continue
            targets: dict[str, Unknown | None] = {}
            for edge in leading:
                if self._connect(resource, edge, targets):
                    namesakes, why = self._named_after(resource, edge)
                    for other in namesakes:
                        targets.setdefault(other.address, why)
            for address, doubt in targets.items():
                edges.add(address, (resource, doubt))
        return edges

    def _connection(self, resource: Resource, references: list[Reference]) -> Connection | None:
        """Return the connection that the references of a resource to one address make."""
        targets: dict[str, Unknown | None] = {}
        for edge in references:
            self._connect(resource, edge, targets)
        for doubt in targets.values():
            return resource, doubt
        return None

    def _connect(self, resource: Resource, edge: Reference, targets: dict[str, Unknown | None]) -> bool:
        """Add a reference to the targets of a resource. Return False if it adds nothing to them."""
        first = edge.address not in targets
        known = targets.get(edge.address)
        if (not first and known is None) or self._is_part_of_a_name(resource, edge):
            return False
        doubt = self._doubt_of(resource, edge)
        targets[edge.address] = doubt if first else either(known, doubt)
        return True

    def _references_of(self, resource: Resource) -> tuple[Reference, ...]:
        """Return the references of a resource. If they are not completely known, no relation is."""
        found = resource.references
        if self.unread is None:
            self.unread = resource.unread
        return found

    def _doubt_of(self, owner: Resource, edge: Reference) -> Unknown | None:
        doubt = doubt_of(owner, edge, [target for target, _ in self._index.at(edge.address)])
        return self._named_after(owner, edge)[1] if doubt is None else doubt

    def _named_after(self, owner: Resource, edge: Reference) -> tuple[list[Resource], Unknown | None]:
        """Return the resources that an attribute of a plan may name instead of the one it refers to, and why it is not known."""
        namesakes = self._namesakes.of(edge.address) if self._has_plan and may_be_made_of(owner, edge) else []
        if not namesakes:
            return [], None
        cause = UnseenExpression(owner.address, unindexed(edge.key), edge.address)
        return namesakes, Unknown(cause, (owner.address, edge.address))


def _hidden_by(module: Resource, address: str) -> Unknown:
    """Return why a module call that could not be read may hide resources about one."""
    return Unknown(HiddenByModule(module.address, address, span=module.span), (module.address,))


def _is_given(module: Resource, resource: Resource, address: str) -> bool:
    """Return True if an argument of a module is called after a resource's type: `bucket`, not a policy that happens to name it."""
    keys = (unindexed(edge.key) for edge in module.references if edge.address == address)
    return any(refers_to(name, resource.type) for key in keys for name in key.split("."))


def _leads(via: str, key: str) -> bool:
    return key == via or key.startswith((f"{via}.", f"{via}["))


def _add(found: dict[int, Connection], other: Resource, doubt: Unknown | None) -> None:
    known = found.get(id(other))
    found[id(other)] = (other, doubt if known is None else either(known[1], doubt))
