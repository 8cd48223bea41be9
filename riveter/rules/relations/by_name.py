"""Which resources are connected because an attribute of one has the name of the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, TypeAlias

from riveter.core.addresses import address_type
from riveter.core.alternatives import Alternatives, Option, Symbol, symbol_of
from riveter.core.causes import (
    UNREADABLE,
    DeferredArgument,
    EvaluationFailure,
    SpentBudget,
    UnseenExpression,
    WorkLimit,
    innermost,
)
from riveter.core.effort import spend
from riveter.core.paths import unindexed
from riveter.core.values import PartialText, Unknown
from riveter.resource import Reference, Resource
from riveter.rules.model.comparison import equal
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.truth import Truth, all_of, any_of
from riveter.rules.relations.arn_forms import FORMS, is_arn, may_be_arn
from riveter.rules.relations.by_arn import NamedArns, same_name
from riveter.rules.relations.doubts import in_turn
from riveter.rules.relations.holding import doubt_of, is_in_another_name
from riveter.rules.relations.index import Connection, ResourceIndex
from riveter.rules.relations.names import is_identity, name_symbol, refers_to, unless_set
from riveter.rules.relations.resource_locations import ResourceLocations
from riveter.rules.relations.unique_names import UNIQUE_NAMES

STEPS_OF_COMPARISON = 2
_OWN = ("arn", "id")
"""Attributes whose ARN is that of the resource itself."""

MAX_COMPARED = 500
"""How many resources with names that are not known are compared with one, before it is left undecided."""

_Ordered: TypeAlias = "tuple[dict[str, list[tuple[int, Resource]]], list[tuple[int, Unknown]]]"
"""Texts with the resources that they name, and names that are not known; each with its position."""


def _may_be_made_id(value: Unknown) -> bool:
    """Return whether a value may be an identifier made by a provider: a plan does not show the references of a local."""
    return value.uniform and isinstance(innermost(value.cause), (DeferredArgument, UnseenExpression))


_NAMELESS = (bool, int, float, dict)
"""Types of values that name nothing."""


class _NamingAttributes:
    """The attributes of resources by which others may be named: literal values, and those that are not known."""

    def __init__(self, index: ResourceIndex, via: str = "") -> None:
        """via: the attribute that a rule names, if it names one. It may name a resource whatever it is called."""
        self._index = index
        self._via = via
        self.arns: list[tuple[Resource, str, Any]] = []
        """Attributes that are, or may be, the ARN of something."""
        self.literal: dict[str, list[tuple[Resource, str]]] = {}
        self.unknown: list[tuple[Resource, str, Unknown]] = []
        self.symbols: dict[Symbol, list[tuple[Resource, str]]] = {}
        self.made: dict[Symbol, list[tuple[Resource, str, Unknown]]] = {}
        """What is made of something else's attribute (`"logs-${random_id.r.hex}"`): it names what is called exactly so."""
        self._candidates: dict[tuple[str, bool], list[tuple[Resource, str, Any]]] = {}
        self._possible: dict[tuple[str, str], list[tuple[Resource, Unknown]]] = {}
        self._by_arn: dict[int, list[tuple[Resource, str, Truth]]] | None = None
        self._undecided: dict[str, Unknown] = {}

    def add(self, resource: Resource, key: str, value: Any) -> None:
        if value is None or isinstance(value, _NAMELESS):  # most of them
            return
        if may_be_arn(value):
            self.arns.append((resource, key, value))
        if isinstance(value, str):
            if value:
                self.literal.setdefault(value, []).append((resource, key))
        elif isinstance(value, Alternatives):
            if not value.opaque and not is_arn(value):  # some of them do not come from a reference
                self.unknown.append((resource, key, value))
        elif isinstance(value, Unknown):
            symbol = name_symbol(value)
            if is_arn(value):
                return
            if value.opaque or self._is_referenced(resource, key, value):
                if symbol is not None:
                    self.made.setdefault(symbol, []).append((resource, key, value))
            else:
                self.unknown.append((resource, key, value))
                if symbol is not None:
                    self.symbols.setdefault(symbol, []).append((resource, key))
        elif isinstance(value, list):
            spend(min(len(value), 1000))
            for item in value[:1000]:
                if not isinstance(item, list):
                    self.add(resource, key, item)

    def _is_referenced(self, resource: Resource, key: str, value: Unknown) -> bool:
        """Return whether an attribute has the value of a reference: then it names nothing else."""
        edges = [edge for edge in resource.references if unindexed(edge.key) == unindexed(key)]
        if not value.uniform:
            return bool(edges)
        spend(len(edges))
        return any(doubt_of(resource, e, [target for target, _ in self._index.at(e.address)]) is None for e in edges)

    def candidates(self, type: str, literals: bool) -> list[tuple[Resource, str, Any]]:
        """Return the attributes whose name refers to a resource of a type and whose value may be an unknown name.

        These are the unknown ones, and with `literals` also the known ones; at most one more than `MAX_COMPARED`.
        """
        found = self._candidates.get((type, literals))
        if found is None:
            known = (
                (other, key, text) for text, owners in self.literal.items() if not is_arn(text) for other, key in owners
            )
            every: Iterator[tuple[Resource, str, Any]] = chain(self.unknown, known if literals else ())
            fitting = (item for item in every if item[0].type != type and self._may_name(*item, type))
            found = self._candidates[type, literals] = list(islice(fitting, MAX_COMPARED + 1))
        return found

    def _may_name(self, resource: Resource, key: str, value: Any, type: str) -> bool:
        if refers_to(key, type):
            return True
        return bool(self._via) and not is_identity(key, resource.type) and not _is_of_another_type(value, type)

    def possible(self, type: str, key: str, via: str) -> list[tuple[Resource, Unknown]]:
        """Return the resources whose name is not known that an attribute of another type may name.

        Only the first `MAX_COMPARED` are compared. via: a rule names the attribute, so that it may name a resource of any type.
        """
        about = "" if via else key
        found = self._possible.get((type, about))
        if found is None:
            found = self._possible[type, about] = [
                (target, value)
                for target, _, value in islice(self.unknown, MAX_COMPARED)
                if target.type != type and (via or refers_to(key, target.type))
            ]
        return found

    def by_arn(self, resource: Resource, arns: NamedArns) -> tuple[list[tuple[Resource, str, Truth]], Unknown | None]:
        """Return the attributes whose ARN is, or may be, that of a resource, and why there may be others."""
        if self._by_arn is None:
            self._by_arn = {}
            for other, key, value in self.arns:
                named, undecided = arns.named(value)
                for target, truth in named.values():
                    self._by_arn.setdefault(id(target), []).append((other, key, truth))
                self._undecided.update(undecided)
        return self._by_arn.get(id(resource), []), self._undecided.get(resource.type)


def _is_of_another_type(value: Any, type: str) -> bool:
    """Return True if a value is that of a managed resource of another type, which is not declared."""
    cause = innermost(value.cause) if isinstance(value, Unknown) else None
    undeclared = address_type(cause.undeclared) if isinstance(cause, EvaluationFailure) and cause.undeclared else ""
    return undeclared not in ("", type) and not undeclared.startswith("data.")


class NamedConnections:
    """The connections of a run that are made by names."""

    def __init__(self, index: ResourceIndex) -> None:
        self._index = index
        self._places = ResourceLocations(index.resources)
        self._names: dict[tuple[tuple[str, ...], str], _NamingAttributes] = {}
        self._identities: dict[tuple[str, ...], _NamingAttributes] = {}
        self._called: dict[tuple[str, ...], _Ordered] = {}
        self._owners: dict[str, dict[Symbol, list[Resource]]] = {}
        self._own: dict[int, tuple[list[str], list[Unknown]]] = {}
        self._arns = NamedArns(index, self._places)

    def apart(self, named: Resource, other: Resource) -> Truth:
        """Return whether two resources are in different places."""
        return self._places.apart(named, other)

    def called(self, types: tuple[str, ...], name: str) -> Truth:
        """Return whether a resource of some types (globs allowed) has a name.

        The result is unknown if a resource that may not exist has it, or if one with an unknown name may have it.
        """
        if is_arn(name):
            named, undecided = self._arns.named(name)
            fitting = [(target, truth) for target, truth in named.values() if matches_any_type(types, target.type)]
            exist = [
                all_of((truth, True if target.existence is None else target.existence)) for target, truth in fitting
            ]
            truth = any_of([*exist, *(why for type, why in undecided.items() if matches_any_type(types, type))])
            if truth is not False:
                return truth
        texts, unknown = self._called_of(types)
        doubts: list[tuple[int, Unknown]] = []
        spend(1 + len(unknown))
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

    def named_by(self, resource: Resource, types: tuple[str, ...], via: str) -> Iterator[Connection | Unknown]:
        """Yield the resources of some types whose attribute has the same literal as this one's name, or may have."""
        names = self._names_of(types, via)
        texts, open_names = self._own_names(resource)
        for value in texts:
            if value:
                alike = names.literal.get(value, ())
                spend(len(alike))
                for other, key in alike:
                    named = other.type != resource.type and (via or refers_to(key, resource.type))
                    if named and not self._names_another(other, key, value, resource):
                        yield from self._where_named(resource, other, other)
        written, undecided = names.by_arn(resource, self._arns)
        spend(len(written))
        for other, key, truth in written:
            if other.type != resource.type and key not in _OWN:
                yield from self._by_arn(resource, other, other, truth)
        if undecided is not None:
            yield undecided
        yield from self._made_alike(resource, names, via)
        known = [*texts, *open_names]
        for compared, (other, key, value) in enumerate(names.candidates(resource.type, bool(open_names))):
            if compared >= MAX_COMPARED:
                yield Unknown(SpentBudget(WorkLimit.SAME_NAME, MAX_COMPARED, resource.address))
                return
            spend(STEPS_OF_COMPARISON)
            if isinstance(value, Unknown) and (isinstance(value.cause, UNREADABLE) or _may_be_made_id(value)):
                same: Truth = value  # what can't be evaluated, or seen in a plan, may be a reference to anything
            else:
                same = any_of(same_name(value, mine) for mine in (known if isinstance(value, Unknown) else open_names))
            if same is True:
                for connected, doubt in self._where_named(resource, other, other):
                    yield connected, doubt if doubt is not None else unless_set(other, key, value)
            elif not isinstance(same, Unknown) or self._is_of_another(resource, value):
                continue
            elif self._places.apart(resource, other) is not True:
                yield other, same

    def _by_arn(self, named: Resource, other: Resource, connected: Resource, truth: Truth) -> Iterator[Connection]:
        """Yield the connected one of two resources, if one has the ARN of the other."""
        places = ((connected, None),) if FORMS[named.type].of_account else self._where_named(named, other, connected)
        for one, doubt in places:
            why = in_turn(doubt, truth if isinstance(truth, Unknown) else None)
            if why is not False:
                yield one, why

    def _made_alike(self, resource: Resource, names: _NamingAttributes, via: str) -> Iterator[Connection]:
        """Yield the resources whose attribute is made in the same way of the same attributes as this one's name."""
        if not names.made:
            return
        for own, value in resource.values.items():
            symbol = name_symbol(value) if isinstance(value, Unknown) and is_identity(own, resource.type) else None
            for other, key, name in names.made.get(symbol, ()) if symbol is not None else ():
                spend(1)
                named = other.type != resource.type and (via or refers_to(key, resource.type))
                if named and not self._leads_to(other, key, resource.type):
                    for connected, doubt in self._where_named(resource, other, other):
                        yield connected, doubt if doubt is not None else unless_set(other, key, name)

    def _leads_to(self, owner: Resource, key: str, type: str) -> bool:
        """Return True if an attribute refers to a resource of a type: then the reference decides which resource it is.

        Return False if the referenced name is a part of a longer one.
        """
        edges = (edge for edge in owner.references if unindexed(edge.key) == unindexed(key))
        value = owner.values.get(key)
        if isinstance(value, PartialText):
            edges = (edge for edge in edges if not is_in_another_name(value, edge, self._targets(edge)))
        return any(target.type == type for edge in edges for target in self._targets(edge))

    def _targets(self, edge: Reference) -> list[Resource]:
        return [target for target, _ in self._index.at(edge.address)]

    def _where_named(self, named: Resource, other: Resource, connected: Resource) -> Iterator[Connection]:
        """Yield the connected one of two resources that share a name, unless they are in different places."""
        apart = self._places.apart(named, other)
        if apart is not True:
            yield connected, apart if isinstance(apart, Unknown) else None

    def _names_another(self, owner: Resource, key: str, literal: str, resource: Resource) -> bool:
        """Return True if an attribute has its name from another resource of the same type, to which it refers."""
        place = unindexed(key)
        another = False
        spend(len(owner.references))
        for edge in owner.references:
            if unindexed(edge.key) != place:
                continue
            for target, _ in self._index.at(edge.address):
                if target is resource:
                    return False
                another = another or (
                    target.type == resource.type
                    and is_identity(edge.attribute, target.type)
                    and target.values.get(edge.attribute) == literal
                )
        return another

    def _is_of_another(self, resource: Resource, name: Any) -> bool:
        """Return True if another resource of the type certainly has a name, so this one does not."""
        if resource.type not in UNIQUE_NAMES:
            return False
        owners = self._owners.get(resource.type)
        if owners is None:
            owners = self._owners[resource.type] = {}
            for other in self._index.of_types((resource.type,)):
                spend(2)
                texts, unknown = self._own_names(other) if other.existence is None else ([], [])
                for symbol in (*map(symbol_of, texts), *map(name_symbol, unknown)):
                    if symbol is not None:
                        owners.setdefault(symbol, []).append(other)
        symbol = name_symbol(name)
        found = owners.get(symbol, ()) if symbol is not None else ()
        return any(other is not resource and self._places.apart(other, resource) is False for other in found)

    def _own_names(self, resource: Resource) -> tuple[list[str], list[Unknown]]:
        """Return the names of a resource: the texts, and the unknown ones."""
        found = self._own.get(id(resource))
        if found is None:
            own = [value for key, value in resource.values.items() if is_identity(key, resource.type)]
            # a text made by the provider (an ARN in a plan) is not a text that somebody wrote before
            open_names = [value for value in own if isinstance(value, Unknown) and not value.opaque]
            found = [value for value in own if isinstance(value, str)], open_names
            if self._index.has(resource):  # it lives as long as this
                self._own[id(resource)] = found
        return found

    def named_from(
        self, resource: Resource, types: tuple[str, ...], via: str, place: str, named_attribute: str
    ) -> Iterator[Connection | Unknown]:
        """Yield the resources of some types that the attributes of one name.

        via, place: the attribute, in an element; all attributes if empty. named_attribute: the attribute that a rule names: its value names
        a resource whatever the attribute is called.
        """
        names = _NamingAttributes(self._index)
        _collect(names, resource, via, place)
        identities = self._identities_of(types)
        for _, key, value in names.arns:
            if not is_identity(key, resource.type):
                arns, undecided = self._arns.named(value)
                for target, truth in arns.values():
                    if target.type != resource.type and matches_any_type(types, target.type):
                        yield from self._by_arn(target, resource, target, truth)
                yield from (why for type, why in undecided.items() if matches_any_type(types, type))
        for literal, owners in names.literal.items():
            for _, key in owners:
                if not is_identity(key, resource.type):
                    yield from self._identified(resource, identities, literal, key, named_attribute)
        for symbol, owners_of_made in names.made.items():
            for _, key, value in owners_of_made:
                if not is_identity(key, resource.type):
                    yield from self._called_alike(resource, identities, symbol, key, value, named_attribute)
        for _, key, value in names.unknown:
            if is_identity(key, resource.type):
                continue
            if named_attribute or any(refers_to(key, type.replace("*", "")) for type in types):
                if isinstance(value, Alternatives):
                    yield from self._in_cases(resource, identities, value, key, named_attribute)
                    continue
                named = [item for item in self._same_names(identities, value) if item.type != resource.type]
                doubt = unless_set(resource, key, value)
                yield from ((target, doubt) for target in named)
                if not any(target.type in UNIQUE_NAMES and target.existence is None for target in named):
                    yield value

    def _in_cases(
        self, resource: Resource, identities: _NamingAttributes, value: Alternatives, key: str, via: str
    ) -> Iterator[Connection | Unknown]:
        """Yield the resources that an attribute names which is one of a few values."""
        for number, option in enumerate(value.values):
            case = Alternatives([Option(o.guard, i == number) for i, o in enumerate(value.options)], value)
            if isinstance(option, str) and option:
                for item in self._identified(resource, identities, option, key, via):
                    if isinstance(item, Unknown):
                        yield item
                    elif (doubt := in_turn(case, item[1])) is not False:
                        yield item[0], doubt
            elif isinstance(option, Unknown) and not option.opaque:
                named = [item for item in self._same_names(identities, option) if item.type != resource.type]
                for target in named:
                    if (doubt := in_turn(case, unless_set(resource, key, option))) is not False:
                        yield target, doubt
                if not any(target.type in UNIQUE_NAMES and target.existence is None for target in named):
                    yield option

    @staticmethod
    def _same_names(identities: _NamingAttributes, name: Unknown) -> list[Resource]:
        """Return the resources that have a name that is not known, but the same one."""
        symbol = name_symbol(name)
        found = [] if symbol is None else [target for target, _ in identities.symbols.get(symbol, ())]
        spend(1 + len(found))
        return found

    def _called_alike(
        self, resource: Resource, identities: _NamingAttributes, symbol: Symbol, key: str, value: Unknown, via: str
    ) -> Iterator[Connection]:
        """Yield the resources whose name is made in the same way of the same attributes as an attribute."""
        for target, _, _ in identities.made.get(symbol, ()):
            spend(1)
            named = target.type != resource.type and (via or refers_to(key, target.type))
            if named and not self._leads_to(resource, key, target.type):
                for connected, doubt in self._where_named(target, resource, target):
                    yield connected, doubt if doubt is not None else unless_set(resource, key, value)

    def _identified(
        self, resource: Resource, identities: _NamingAttributes, literal: str, key: str, via: str
    ) -> Iterator[Connection | Unknown]:
        """Yield the resources an attribute with a literal names."""
        for target, _ in identities.literal.get(literal, ()):
            spend(1)
            named = target.type != resource.type and (via or refers_to(key, target.type))
            if named and not self._names_another(resource, key, literal, target):
                yield from self._where_named(target, resource, target)
        if is_arn(literal):
            return
        for target, value in identities.possible(resource.type, key, via):
            spend(STEPS_OF_COMPARISON)
            truth = same_name(value, literal)
            if truth is True:
                yield from self._where_named(target, resource, target)
            elif not isinstance(truth, Unknown) or self._is_of_another(target, literal):
                continue
            elif self._places.apart(target, resource) is not True:
                yield target, truth
        if len(identities.unknown) > MAX_COMPARED:
            yield Unknown(SpentBudget(WorkLimit.SAME_NAME, MAX_COMPARED, literal))

    def calls_with_name(self, resource: Resource) -> Iterator[Resource]:
        """Yield the module calls that are given the name of a resource as a literal. A call has no region: it may mean this one."""
        names = self._names_of(("module",), "")
        for value in self._own_names(resource)[0]:
            alike = names.literal.get(value, ()) if value else ()
            spend(len(alike))
            yield from (call for call, key in alike if refers_to(key, resource.type))

    def _names_of(self, types: tuple[str, ...], via: str) -> _NamingAttributes:
        names = self._names.get((types, via))
        if names is None:
            names = _NamingAttributes(self._index, via)
            for resource in self._index.of_types(types):
                spend(1)
                _collect(names, resource, via)
            self._names[types, via] = names
        return names

    def _called_of(self, types: tuple[str, ...]) -> _Ordered:
        """Return the names of the resources of some types: texts with whose they are, and those that are not known; with their order."""
        found = self._called.get(types)
        if found is None:
            texts: dict[str, list[tuple[int, Resource]]] = {}
            unknown: list[tuple[int, Unknown]] = []
            order = 0
            for target in self._index.of_types(types):
                spend(1)
                for key, own in target.values.items():
                    if not is_identity(key, target.type):
                        continue
                    order += 1
                    if isinstance(own, str):
                        texts.setdefault(own, []).append((order, target))
                    elif isinstance(own, Unknown):
                        unknown.append((order, own))
            found = self._called[types] = texts, unknown
        return found

    def _identities_of(self, types: tuple[str, ...]) -> _NamingAttributes:
        names = self._identities.get(types)
        if names is None:
            names = _NamingAttributes(self._index)
            for resource in self._index.of_types(types):
                spend(1)
                for key, value in resource.values.items():
                    if is_identity(key, resource.type):
                        names.add(resource, key, value)
            self._identities[types] = names
        return names


def _collect(names: _NamingAttributes, resource: Resource, via: str, place: str = "") -> None:
    """Collect the attributes that may name another resource: the one at `via` (in the element at `place`), or all at the top."""
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
