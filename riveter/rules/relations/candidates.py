"""Resources of a wanted type that are not connected to one, and the reason against each."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from typing import TypeAlias

import msgspec

from riveter.core.addresses import address_type
from riveter.core.paths import unindexed
from riveter.core.source import Span
from riveter.resource import Resource
from riveter.rules.model.rule import Related
from riveter.rules.relations.graph import ResourceGraph

MAX_CANDIDATES = 10
"""How many of them an explanation names."""


class RefersToAnother(msgspec.Struct, frozen=True, tag="refers_to_another"):
    """An attribute refers to another resource. of_subject: it is an attribute of the resource that the rule applies to."""

    attribute: str
    address: str
    of_subject: bool


class NamesAnother(msgspec.Struct, frozen=True, tag="names_another"):
    """An attribute has a value that does not name the other resource."""

    attribute: str
    of_subject: bool


class NotSet(msgspec.Struct, frozen=True, tag="not_set"):
    """The attribute that would connect them is not set, in neither resource."""

    attribute: str


class OtherCase(msgspec.Struct, frozen=True, tag="other_case"):
    """They are connected, but not with the values that the explanation assumes."""


class NothingConnects(msgspec.Struct, frozen=True, tag="nothing_connects"):
    """No attribute of one leads to the other."""


Objection: TypeAlias = RefersToAnother | NamesAnother | NotSet | OtherCase | NothingConnects


class Candidate(msgspec.Struct, frozen=True):
    """A resource of a wanted type that is not connected, and why not."""

    address: str
    why: Objection
    span: Span | None = None


def candidates(
    graph: ResourceGraph, subject: Resource, related: Related, connected: Collection[str]
) -> tuple[tuple[Candidate, ...], int]:
    """Return the first `MAX_CANDIDATES` resources of the types of a relation that are not connected, and how many more there are.

    connected: the addresses of the connected ones. Relations without a reference have no candidates.
    """
    if related.on or related.within:
        return (), 0
    left = [
        other
        for other in graph.of_types(related.resource_types)
        if other is not subject and other.address not in connected
    ]
    if not left:
        return (), 0
    elsewhere = {id(other) for other, _ in graph.related(subject, related)[0]}
    found = [
        Candidate(
            other.address, OtherCase() if id(other) in elsewhere else _objection(subject, other, related), other.span
        )
        for other in islice(left, MAX_CANDIDATES)
    ]
    return tuple(found), len(left) - len(found)


def _objection(subject: Resource, other: Resource, related: Related) -> Objection:
    if len(related.via) != 1:
        return NothingConnects()
    via = related.via[0]
    if related.direction != "from_this" and (found := _of_attribute(other, via, subject, of_subject=False)) is not None:
        return found
    if related.direction != "to_this" and (found := _of_attribute(subject, via, other, of_subject=True)) is not None:
        return found
    return NotSet(via)


def _of_attribute(owner: Resource, via: str, wanted: Resource, *, of_subject: bool) -> Objection | None:
    """Return the resource that an attribute leads to instead; None if it is not set."""
    key = unindexed(via)
    edges = [
        edge for edge in owner.references if unindexed(edge.key) == key or unindexed(edge.key).startswith(f"{key}.")
    ]
    addresses = [edge.address for edge in edges if edge.address != wanted.address]
    alike = next((address for address in addresses if address_type(address) == wanted.type), None)
    if alike is not None:
        return RefersToAnother(via, alike, of_subject)
    if any(match.value is not None for match in owner.get(via)):
        return NamesAnother(via, of_subject)
    return None


def objection_words(why: Objection) -> str:
    """Return why a candidate is not connected, in words; "this" is the resource that the rule applies to."""
    if isinstance(why, RefersToAnother):
        if why.of_subject:
            return f"this resource's `{why.attribute}` is {why.address}, not that one"
        return f"its `{why.attribute}` is {why.address}, not this one"
    if isinstance(why, NamesAnother):
        if why.of_subject:
            return f"this resource's `{why.attribute}` does not name it"
        return f"its `{why.attribute}` does not name this resource"
    if isinstance(why, NotSet):
        return f"`{why.attribute}` is not set"
    if isinstance(why, OtherCase):
        return "it is connected only if some values are different"
    return "no attribute of one refers to the other"
