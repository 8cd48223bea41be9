"""Every resource of a run, and which are connected: by reference, or by sharing a literal name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any, TypeAlias

from riveter.core.addresses import base_address, modules_around
from riveter.core.alternatives import Alternatives, Symbol, symbol_of
from riveter.core.causes import (
    UNREADABLE,
    AmbiguousInstance,
    AmbiguousReference,
    HiddenByModule,
    Limit,
    SpentBudget,
    Unmanaged,
)
from riveter.core.paths import format_path, unindexed
from riveter.core.patterns import late
from riveter.core.secrets import Secrets
from riveter.core.values import Unknown
from riveter.provider_schema import DataFileError, lookup
from riveter.resource import PathKeys, Reference, Resource
from riveter.rules.model.comparison import equal
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.rule import Related
from riveter.rules.model.truth import Truth, any_of
from riveter.rules.relations.owned_by_aws import is_owned_by_aws
from riveter.rules.relations.places import Places
from riveter.rules.relations.unique_names import UNIQUE_NAMES

Connection: TypeAlias = "tuple[Resource, Unknown | None]"
"""A connected resource, and why it may not be connected after all, if so."""

MAX_COMPARED = 500
"""How many resources with names that are not known are compared with one, before it is left undecided."""

_MAX_NAME = 256
_IDENTITIES = ("name", "id", "arn", "identifier", "self_link")
_STEM = late(r"(?:_name|_names|_id|_ids|_arn|_arns|_identifier|_identifiers)$")


def _stem(key: str) -> str:
    """What an attribute's name speaks of: ``kms_key_id`` → ``kms_key``."""
    stem = _STEM.sub("", key)
    return stem[:-1] if stem.endswith("s") and not stem.endswith("ss") else stem


@lru_cache(maxsize=4096)
def is_identity(key: str, type: str) -> bool:
    """Whether an attribute names the resource itself: `name`, `id`, or `bucket` of an `aws_s3_bucket`."""
    return key in _IDENTITIES or type.endswith(f"_{_stem(key)}")


@lru_cache(maxsize=4096)
def refers_to(key: str, type: str) -> bool:
    """Whether an attribute's name says that it names a resource of a type: `role` an `aws_iam_role`."""
    stem = _stem(key.rsplit(".", 1)[-1])
    words = type.split("_")
    tails = ["_".join(words[i:]) for i in (1, 2) if i < len(words)]
    return any(stem == tail or stem.endswith(f"_{tail}") for tail in tails) or type.endswith(f"_{stem}")


class _Names:
    """The attributes of resources by which others may be named: literal values, and those that are not known."""

    def __init__(self) -> None:
        self.literal: dict[str, list[tuple[Resource, str]]] = {}
        self.unknown: list[tuple[Resource, str, Unknown]] = []
        self.symbols: dict[Symbol, list[tuple[Resource, str]]] = {}
        self.made: dict[Symbol, list[tuple[Resource, str, Unknown]]] = {}
        """What is made of something else's attribute (`"logs-${random_id.r.hex}"`): it names what is called exactly so."""
        self._candidates: dict[tuple[str, bool], list[tuple[Resource, str, Any]]] = {}
        self._possible: dict[tuple[str, str], list[tuple[Resource, Unknown]]] = {}

    def add(self, resource: Resource, key: str, value: Any) -> None:
        if isinstance(value, str):
            if value:
                self.literal.setdefault(value, []).append((resource, key))
        elif isinstance(value, Unknown):
            symbol = _name_symbol(value)
            if value.opaque or any(unindexed(e.key) == unindexed(key) for e in resource.references):
                if symbol is not None:
                    self.made.setdefault(symbol, []).append((resource, key, value))
            else:
                self.unknown.append((resource, key, value))
                if symbol is not None:
                    self.symbols.setdefault(symbol, []).append((resource, key))
        elif isinstance(value, list):
            for item in value[:1000]:
                if not isinstance(item, list):
                    self.add(resource, key, item)

    def candidates(self, type: str, literals: bool) -> list[tuple[Resource, str, Any]]:
        """The attributes whose name says that they name a resource of a type, and whose value may be a name that is not known.

        Those that are not known, and (with `literals`) those that are; one more than `MAX_COMPARED` where there are too many.
        """
        found = self._candidates.get((type, literals))
        if found is None:
            known = ((other, key, text) for text, owners in self.literal.items() for other, key in owners)
            every: Iterator[tuple[Resource, str, Any]] = chain(self.unknown, known if literals else ())
            fitting = (item for item in every if item[0].type != type and refers_to(item[1], type))
            found = self._candidates[type, literals] = list(islice(fitting, MAX_COMPARED + 1))
        return found

    def possible(self, type: str, key: str) -> list[tuple[Resource, Unknown]]:
        """The resources whose name is not known that an attribute of another type may name, of the first `MAX_COMPARED` there are."""
        found = self._possible.get((type, key))
        if found is None:
            found = self._possible[type, key] = [
                (target, value)
                for target, _, value in islice(self.unknown, MAX_COMPARED)
                if target.type != type and refers_to(key, target.type)
            ]
        return found


class _Edges(dict[str, list[Resource]]):
    """The resources that refer to an address, by that address."""

    def __init__(self) -> None:
        super().__init__()
        self._instances: dict[str, list[str]] | None = None

    def instances(self, base: str) -> list[str]:
        """The addresses of single instances of a resource that are referred to."""
        if self._instances is None:
            self._instances = {}
            for address in self:
                if address.endswith("]") and not address.endswith("[*]"):
                    self._instances.setdefault(base_address(address), []).append(address)
        return self._instances.get(base, [])


class ResourceGraph:
    """The resources of a run. Cheap to make; what connects them is worked out when a rule first asks."""

    def __init__(self, resources: Sequence[Resource], secrets: Secrets | None = None) -> None:
        """`secrets`: those of the run, which no words may hold."""
        self.resources = resources
        self.secrets = Secrets() if secrets is None else secrets
        self._unread = next((r.unread for r in resources if r.unread is not None), None)
        self.places = Places(resources)
        self.derived: dict[Any, Any] = {}  # what others work out of resources once a run
        self._by_address: dict[str, list[Resource]] | None = None
        self._by_base: dict[str, list[Resource]] = {}
        self._by_type: dict[str, list[Resource]] = {}
        self._order: dict[int, int] = {}
        self._of_types: dict[tuple[str, ...], list[Resource]] = {}
        self._edges: dict[tuple[tuple[str, ...], str], _Edges] = {}
        self._names: dict[tuple[tuple[str, ...], str], _Names] = {}
        self._identities: dict[tuple[str, ...], _Names] = {}
        self._called: dict[
            tuple[str, ...], tuple[dict[str, list[tuple[int, Resource]]], list[tuple[int, Unknown]]]
        ] = {}
        self._owners: dict[str, dict[Symbol, list[Resource]]] = {}
        self._own: dict[int, tuple[list[str], list[Unknown]]] = {}
        self._modules: dict[str, list[Resource]] | None = None

    # --- lookup ---

    def _index(self) -> dict[str, list[Resource]]:
        if self._by_address is None:
            self._by_address = {}
            for i, resource in enumerate(self.resources):
                self._order[id(resource)] = i
                self._by_address.setdefault(resource.address, []).append(resource)
                self._by_base.setdefault(base_address(resource.address), []).append(resource)
                self._by_type.setdefault(resource.type, []).append(resource)
        return self._by_address

    def at(self, address: str) -> list[Connection]:
        """The resources an address names; one that leaves the instance open names each of them perhaps."""
        exact = self._index().get(address)
        if exact:
            return [(resource, None) for resource in exact]
        base = base_address(address)
        instances = self._by_base.get(base, [])
        if base != address and not address.endswith("[*]"):
            # A key of a resource whose instances are not known: its representative may be that one.
            instances = [r for r in instances if r.address.endswith("[*]")]
            if len(instances) == 1 and _is_only(instances[0]):
                return [(instances[0], None)]
        elif len(instances) == 1 and not instances[0].address.endswith("[*]"):
            return [(instances[0], None)]
        doubt = Unknown(AmbiguousInstance(base))
        return [(resource, doubt) for resource in instances]

    def of_types(self, types: tuple[str, ...]) -> list[Resource]:
        """The resources of some types (globs allowed), in order."""
        found = self._of_types.get(types)
        if found is None:
            self._index()
            names = [name for name in self._by_type if matches_any_type(types, name)]
            found = [resource for name in names for resource in self._by_type[name]]
            if len(names) > 1:
                found.sort(key=lambda resource: self._order[id(resource)])
            self._of_types[types] = found
        return found

    def called(self, types: tuple[str, ...], name: str) -> Truth:
        """Whether a resource of some types (globs allowed) has a name.

        Unknown where one that may not exist has it, or one whose name is not known may have it.
        """
        texts, unknown = self._called_of(types)
        doubts: list[tuple[int, Unknown]] = []
        for order, target in texts.get(name, ()):
            if target.existence is None:
                return True
            doubts.append((order, target.existence))
        for order, own in unknown:
            if doubts and doubts[0][0] < order:
                break
            same = equal(name, own)
            if isinstance(same, Unknown):
                return same
        return doubts[0][1] if doubts else False

    # --- relations ---

    def related(
        self, resource: Resource, related: Related, within: PathKeys = ()
    ) -> tuple[list[Connection], Unknown | None]:
        """The resources connected to one, and why there may be others that are not seen (an unknown reference).

        within: the element of the resource that refers to them, inside `each`; what refers to the resource refers to all of it.
        """
        hops = related.via or ("",)
        frontier: list[Connection] = [(resource, None)]
        unseen: Unknown | None = None
        for i, via in enumerate(hops):
            types = related.resource_types if i == len(hops) - 1 else ("*", "data.*")
            reached: dict[int, Connection] = {}
            for current, doubt in frontier:
                found, hidden = self.connected(current, types, unindexed(via), related.direction, () if i else within)
                unseen = unseen if unseen is not None else hidden
                for other, why in found:
                    if other is not resource:
                        _add(reached, other, doubt if doubt is not None else why)
            frontier = list(reached.values())
        frontier.sort(key=lambda item: self._order[id(item[0])])
        return frontier, self._unread if unseen is None else unseen

    def connected(
        self, resource: Resource, types: tuple[str, ...], via: str, direction: str, within: PathKeys = ()
    ) -> tuple[list[Connection], Unknown | None]:
        """One hop: the resources of some types that refer to this one, or that it refers to, through an attribute."""
        found: dict[int, Connection] = {}
        unseen: Unknown | None = None
        self._index()
        if direction != "from_this":
            unseen = self._hidden(resource)
            for item in self._incoming(resource, types, via):
                if isinstance(item, Unknown):
                    unseen = item if unseen is None else unseen
                elif item[0] is not resource:
                    _add(found, *item)
        if resource.type == "module" and not via and direction != "to_this":
            inside = self._inside(resource, types)
            for other in inside:
                _add(found, other, None)
            if not self._is_installed(resource.address):
                cause = HiddenByModule(resource.address, resource.address, span=resource.span)
                unseen = unseen if unseen is not None else Unknown(cause, (resource.address,))
        if direction != "to_this":
            for item in self._outgoing(resource, types, via, within):
                if isinstance(item, Unknown):
                    unseen = unseen if unseen is not None else item
                elif item[0] is not resource:
                    _add(found, *item)
        return list(found.values()), unseen

    def _inside(self, module: Resource, types: tuple[str, ...]) -> list[Resource]:
        """Return the resources that a module call makes, in the modules below it as well."""
        found = self._in_module().get(module.address, ())
        return [other for other in found if matches_any_type(types, other.type)]

    def _in_module(self) -> dict[str, list[Resource]]:
        """Return the resources in each module and in the modules below it."""
        if self._modules is None:
            self._modules = {}
            for resource in self.resources:
                for address in modules_around(resource.module):
                    self._modules.setdefault(address, []).append(resource)
        return self._modules

    def _incoming(self, resource: Resource, types: tuple[str, ...], via: str) -> Iterator[Connection | Unknown]:
        edges = self._edges_of(types, via)
        for other in edges.get(resource.address, ()):
            yield other, None
        base = base_address(resource.address)
        if base != resource.address:
            doubt = None
            only = _is_only(resource)
            if len(self._by_base.get(base, ())) > 1 or (resource.address.endswith("[*]") and not only):
                doubt = Unknown(AmbiguousInstance(base))
            for other in edges.get(base, ()):
                yield other, doubt
            if not resource.address.endswith("[*]"):
                alike = self._index().get(f"{base}[*]", ())
                for other in edges.get(f"{base}[*]", ()) if not any(map(_is_only, alike)) else ():
                    yield other, Unknown(AmbiguousInstance(base))
            else:
                for address in edges.instances(base):
                    if address in self._index():
                        continue
                    doubt = None if only else Unknown(AmbiguousInstance(base, every=True))
                    for other in edges[address]:
                        yield other, doubt
        yield from self._named_by(resource, self._names_of(types, via), via)

    def _hidden(self, resource: Resource) -> Unknown | None:
        """Why there may be resources that refer to one, but are not seen: a module that is not installed is given it."""
        modules = self._edges_of(("module",), "")
        if not modules:
            return None
        for address in dict.fromkeys((resource.address, base_address(resource.address))):
            for module in modules.get(address, ()):
                if not self._is_installed(module.address) and _is_given(module, resource, address):
                    cause = HiddenByModule(module.address, resource.address, span=module.span)
                    return Unknown(cause, (module.address,))
        return None

    def _is_installed(self, module: str) -> bool:
        return module in self._in_module()

    def _named_by(self, resource: Resource, names: _Names, via: str) -> Iterator[Connection | Unknown]:
        """The resources whose attribute has the same literal as this one's name, or may have."""
        texts, open_names = self._own_names(resource)
        for value in texts:
            if value:
                for other, key in names.literal.get(value, ()):
                    named = other.type != resource.type and (via or refers_to(key, resource.type))
                    if named and not self._names_another(other, key, value, resource):
                        yield from self._where_named(resource, other, other)
        yield from self._made_alike(resource, names, via)
        known = [*texts, *open_names]
        for compared, (other, key, value) in enumerate(names.candidates(resource.type, bool(open_names))):
            if compared >= MAX_COMPARED:
                yield Unknown(SpentBudget(Limit.SAME_NAME, MAX_COMPARED, resource.address))
                return
            if isinstance(value, Unknown) and isinstance(value.cause, UNREADABLE):
                same: Truth = value  # what can't be evaluated may be a reference to anything
            else:
                same = any_of(equal(value, mine) for mine in (known if isinstance(value, Unknown) else open_names))
            if same is True:
                for connected, doubt in self._where_named(resource, other, other):
                    yield connected, doubt if doubt is not None else _unless_set(other, key, value)
            elif not isinstance(same, Unknown) or self._is_of_another(resource, value):
                continue
            elif self.places.apart(resource, other) is not True:
                yield other, same

    def _made_alike(self, resource: Resource, names: _Names, via: str) -> Iterator[Connection]:
        """The resources whose attribute is made in the same way of the same attributes as this one's name."""
        if not names.made:
            return
        for own, value in resource.values.items():
            symbol = _name_symbol(value) if isinstance(value, Unknown) and is_identity(own, resource.type) else None
            for other, key, name in names.made.get(symbol, ()) if symbol is not None else ():
                named = other.type != resource.type and (via or refers_to(key, resource.type))
                if named and not self._leads_to(other, key, resource.type):
                    for connected, doubt in self._where_named(resource, other, other):
                        yield connected, doubt if doubt is not None else _unless_set(other, key, name)

    def _leads_to(self, owner: Resource, key: str, type: str) -> bool:
        """Whether an attribute refers to a resource of a type: then the reference says which one it is."""
        edges = (edge for edge in owner.references if unindexed(edge.key) == unindexed(key))
        return any(target.type == type for edge in edges for target, _ in self.at(edge.address))

    def _where_named(self, named: Resource, other: Resource, connected: Resource) -> Iterator[Connection]:
        """The connected one of two resources that share a name, unless they are in different places."""
        apart = self.places.apart(named, other)
        if apart is not True:
            yield connected, apart if isinstance(apart, Unknown) else None

    def _names_another(self, owner: Resource, key: str, literal: str, resource: Resource) -> bool:
        """Whether an attribute has its name from another resource of the same type, to which it refers."""
        place = unindexed(key)
        another = False
        for edge in owner.references:
            if unindexed(edge.key) != place:
                continue
            for target, _ in self.at(edge.address):
                if target is resource:
                    return False
                another = another or (
                    target.type == resource.type
                    and is_identity(edge.attribute, target.type)
                    and target.values.get(edge.attribute) == literal
                )
        return another

    def _is_part_of_a_name(self, owner: Resource, edge: Reference) -> bool:
        """Whether an attribute only has another resource's name in its own: `"${aws_s3_bucket.data.bucket}-logs"`."""
        value = owner.values.get(edge.key)
        if not isinstance(value, str) or len(value) > _MAX_NAME:
            return False
        for target, _ in self.at(edge.address):
            name = target.values.get(edge.attribute)
            if not isinstance(name, str) or not name or not is_identity(edge.attribute, target.type):
                return False
            places = (value.find(name, i) for i in range(len(value)))
            if any(at >= 0 and not _in_word(value, at, at + len(name)) for at in places):
                return False
        return bool(self.at(edge.address))

    def _is_of_another(self, resource: Resource, name: Any) -> bool:
        """Whether another resource of the type surely has a name, so that this one has not."""
        if resource.type not in UNIQUE_NAMES:
            return False
        owners = self._owners.get(resource.type)
        if owners is None:
            owners = self._owners[resource.type] = {}
            for other in self.of_types((resource.type,)):
                texts, unknown = self._own_names(other) if other.existence is None else ([], [])
                for symbol in (*map(symbol_of, texts), *map(_name_symbol, unknown)):
                    if symbol is not None:
                        owners.setdefault(symbol, []).append(other)
        symbol = _name_symbol(name)
        found = owners.get(symbol, ()) if symbol is not None else ()
        return any(other is not resource and self.places.apart(other, resource) is False for other in found)

    def _own_names(self, resource: Resource) -> tuple[list[str], list[Unknown]]:
        """What a resource is called: the texts, and those that are not known."""
        found = self._own.get(id(resource))
        if found is None:
            own = [value for key, value in resource.values.items() if is_identity(key, resource.type)]
            # what the provider makes up (an ARN in a plan) is no text that somebody wrote beforehand
            open_names = [value for value in own if isinstance(value, Unknown) and not value.opaque]
            found = [value for value in own if isinstance(value, str)], open_names
            if id(resource) in self._order:  # it lives as long as this
                self._own[id(resource)] = found
        return found

    def _outgoing(
        self, resource: Resource, types: tuple[str, ...], via: str, within: PathKeys
    ) -> Iterator[Connection | Unknown]:
        referring: set[str] = set()
        told = via  # which attribute it is; else their names say what they speak of
        place = format_path(within) if within else ""
        around = unindexed(place)
        if within and not _leads(around, via):  # `via` is said from the element
            via = f"{around}.{via}" if via else around
        outside = tuple(f"data.{type}" for type in types if not type.startswith("data."))
        for edge in resource.references:
            key = unindexed(edge.key)
            coarse = bool(within) and _leads(edge.key, place)  # of the whole that the element is a part of
            if via and not _leads(via, key) and not coarse:
                continue
            unsure: Unknown | None = None
            if within and not _leads(place, edge.key):
                if edge.key != key and not coarse:
                    continue  # another element
                unsure = Unknown(AmbiguousReference(resource.address, around, edge.address))
            if self._is_part_of_a_name(resource, edge):
                continue
            referring.add(key)
            for target, doubt in self.at(edge.address):
                doubt = unsure if doubt is None else doubt
                if matches_any_type(types, target.type):
                    yield target, doubt
                elif is_owned_by_aws(target):
                    continue
                elif matches_any_type(outside, target.type) and (told or refers_to(key, target.type)):
                    yield Unknown(Unmanaged(target.address, span=target.span), (target.address,))
        names = _Names()
        _collect(names, resource, via, place)
        identities = self._identities_of(types)
        for literal, owners in names.literal.items():
            for _, key in owners:
                if not is_identity(key, resource.type):
                    yield from self._identified(resource, identities, literal, key, told)
        for symbol, owners_of_made in names.made.items():
            for _, key, value in owners_of_made:
                if not is_identity(key, resource.type):
                    yield from self._called_alike(resource, identities, symbol, key, value, told)
        for _, key, value in names.unknown:
            if is_identity(key, resource.type):
                continue
            if told or any(refers_to(key, type.replace("*", "")) for type in types):
                named = [item for item in self._same_names(identities, value) if item.type != resource.type]
                doubt = _unless_set(resource, key, value)
                yield from ((target, doubt) for target in named)
                if not any(target.type in UNIQUE_NAMES and target.existence is None for target in named):
                    yield value

    @staticmethod
    def _same_names(identities: _Names, name: Unknown) -> list[Resource]:
        """The resources that have a name that is not known, but the same one."""
        symbol = _name_symbol(name)
        return [] if symbol is None else [target for target, _ in identities.symbols.get(symbol, ())]

    def _called_alike(
        self, resource: Resource, identities: _Names, symbol: Symbol, key: str, value: Unknown, via: str
    ) -> Iterator[Connection]:
        """The resources whose name is made in the same way of the same attributes as an attribute."""
        for target, _, _ in identities.made.get(symbol, ()):
            named = target.type != resource.type and (via or refers_to(key, target.type))
            if named and not self._leads_to(resource, key, target.type):
                for connected, doubt in self._where_named(target, resource, target):
                    yield connected, doubt if doubt is not None else _unless_set(resource, key, value)

    def _identified(
        self, resource: Resource, identities: _Names, literal: str, key: str, via: str
    ) -> Iterator[Connection | Unknown]:
        """The resources an attribute with a literal names."""
        for target, _ in identities.literal.get(literal, ()):
            named = target.type != resource.type and (via or refers_to(key, target.type))
            if named and not self._names_another(resource, key, literal, target):
                yield from self._where_named(target, resource, target)
        for target, value in identities.possible(resource.type, key):
            truth: Truth = equal(value, literal)
            if not isinstance(truth, Unknown) or self._is_of_another(target, literal):
                continue
            if self.places.apart(target, resource) is not True:
                yield target, truth
        if len(identities.unknown) > MAX_COMPARED:
            yield Unknown(SpentBudget(Limit.SAME_NAME, MAX_COMPARED, literal))

    # --- indexes, built when first asked for ---

    def _edges_of(self, types: tuple[str, ...], via: str) -> _Edges:
        edges = self._edges.get((types, via))
        if edges is None:
            edges = self._edges[types, via] = _Edges()
            for resource in self.of_types(types):
                leading = (e for e in resource.references if not via or _leads(via, unindexed(e.key)))
                targets = {e.address for e in leading if not self._is_part_of_a_name(resource, e)}
                for address in sorted(targets):
                    edges.setdefault(address, []).append(resource)
        return edges

    def _names_of(self, types: tuple[str, ...], via: str) -> _Names:
        names = self._names.get((types, via))
        if names is None:
            names = self._names[types, via] = _Names()
            for resource in self.of_types(types):
                _collect(names, resource, via)
        return names

    def _called_of(
        self, types: tuple[str, ...]
    ) -> tuple[dict[str, list[tuple[int, Resource]]], list[tuple[int, Unknown]]]:
        """The names of the resources of some types: texts with whose they are, and those that are not known; with their order."""
        found = self._called.get(types)
        if found is None:
            texts: dict[str, list[tuple[int, Resource]]] = {}
            unknown: list[tuple[int, Unknown]] = []
            order = 0
            for target in self.of_types(types):
                for key, own in target.values.items():
                    order += 1
                    if isinstance(own, str) and is_identity(key, target.type):
                        texts.setdefault(own, []).append((order, target))
                    elif isinstance(own, Unknown) and is_identity(key, target.type):
                        unknown.append((order, own))
            found = self._called[types] = texts, unknown
        return found

    def _identities_of(self, types: tuple[str, ...]) -> _Names:
        names = self._identities.get(types)
        if names is None:
            names = self._identities[types] = _Names()
            for resource in self.of_types(types):
                for key, value in resource.values.items():
                    if is_identity(key, resource.type):
                        names.add(resource, key, value)
        return names


def _name_symbol(name: Any) -> Symbol | None:
    """The symbol of a name; a name that is converted to text is the same name."""
    symbol = symbol_of(name)
    return symbol[2] if symbol is not None and symbol[1] == "as string" else symbol


def _unless_set(resource: Resource, key: str, name: Any) -> Unknown | None:
    """Why an attribute may name nothing: it may be null, where the provider does not require it."""
    if not isinstance(name, Unknown) or name.not_null:
        return None
    try:
        schema = lookup(resource.type)
    except DataFileError:
        return name
    attribute = schema.attribute(key) if schema is not None else None
    return None if attribute is not None and attribute.required else name


def _is_only(resource: Resource) -> bool:
    """Whether what stands for all instances of a block is the only one there may be."""
    return resource.address.endswith("[*]") and isinstance(resource.existence, Alternatives)


def _is_given(module: Resource, resource: Resource, address: str) -> bool:
    """Whether an argument of a module is called after a resource's type: `bucket`, not a policy that happens to name it."""
    keys = (unindexed(edge.key) for edge in module.references if edge.address == address)
    return any(refers_to(name, resource.type) for key in keys for name in key.split("."))


def _in_word(text: str, start: int, end: int) -> bool:
    """Whether a part of a text goes on as a name before or behind it."""
    around = (text[start - 1 : start], text[end : end + 1])
    return any(char.isalnum() or char in ("-", "_") for char in around if char)


def _leads(via: str, key: str) -> bool:
    return key == via or key.startswith((f"{via}.", f"{via}["))


def _collect(names: _Names, resource: Resource, via: str, place: str = "") -> None:
    """The attributes of a resource that may name another: the one at `via` (in the element at `place`), or all at the top."""
    if via:
        around = unindexed(place)
        key = place + via[len(around) :] if place else via
        for match in resource.get(key):
            if place and via == around and isinstance(match.value, dict):
                for name, value in match.value.items():
                    names.add(resource, f"{via}.{name}", value)
            else:
                names.add(resource, via, match.value)
    else:
        for key, value in resource.values.items():
            names.add(resource, key, value)


def _add(found: dict[int, Connection], other: Resource, doubt: Unknown | None) -> None:
    known = found.get(id(other))
    if known is None or (known[1] is not None and doubt is None):
        found[id(other)] = (other, doubt)
