"""The permissions boundaries that limit a policy, the value of the key `__boundaries__`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from riveter.core.alternatives import Alternatives
from riveter.core.paths import BOUNDARIES_KEY
from riveter.core.values import Unknown
from riveter.rules.iam.attached import KINDS, Policies, PolicyCollector, first, given, items_of

if TYPE_CHECKING:
    from riveter.resource import Resource
    from riveter.rules.relations.graph import ResourceGraph

BOUNDED = ("aws_iam_role", "aws_iam_user")
"""The principals that may have a boundary. Groups have none, so a policy of a group has no limit."""
INLINE = {KINDS[name].inline: (name, KINDS[name].via) for name in BOUNDED}
"""The types of inline policies of a principal: its type, and the attribute that names it."""
MANAGED = "aws_iam_policy"
_LISTS = {
    "aws_iam_role_policy_attachments_exclusive": "role_name",
    "aws_iam_user_policy_attachments_exclusive": "user_name",
}
_ANY_USE = ("aws_iam_*attachment", "aws_iam_*attachments_exclusive", "aws_ssoadmin_*attachment", "aws_iam_role")
_ATTRIBUTES = ("policy_arn", "policy_arns", "managed_policy_arns", "customer_managed_policy_reference")

LIMITED = (*BOUNDED, *INLINE, MANAGED)
"""The types that have the key."""


class Boundaries(list[Any]):
    """The documents of the boundaries of everybody who has a policy."""

    __slots__ = ("secret",)

    def __init__(self, documents: list[Any], *, secret: bool) -> None:
        super().__init__(documents)
        self.secret = secret


def limiting_boundaries(resource: Resource, graph: ResourceGraph) -> Any:
    """Return the boundaries that limit a policy, or the policies of a principal.

    None if it is on somebody without a boundary, on a group, or on nobody that the configuration names. An `Unknown` if it may be.
    """
    if resource.type not in LIMITED:
        return None
    known = graph.derived.get((BOUNDARIES_KEY, id(resource)), graph)
    if known is graph:
        known = graph.derived[BOUNDARIES_KEY, id(resource)] = _boundaries(resource, graph)
    return known


def _boundaries(resource: Resource, graph: ResourceGraph) -> Any:
    documents: list[Any] = []
    secret = False
    doubt: Unknown | None = None
    for principal, why in _principals(resource, graph):
        if isinstance(principal, Unknown):
            doubt = first(doubt, principal)
            continue
        if principal is None or (boundary := _boundary(principal, graph)) is None:
            return None
        doubt = first(doubt, why)
        if isinstance(boundary, Alternatives) and any(each.value is None for each in boundary.options):
            doubt = first(doubt, boundary)
        documents.append(boundary)
        secret = secret or _is_secret(boundary)
    if not documents:
        return None
    return doubt.derive() if doubt is not None else Boundaries(documents, secret=secret)


def _boundary(principal: Resource, graph: ResourceGraph) -> Any:
    if principal.type not in BOUNDED:
        return None
    return PolicyCollector(graph).boundary_of(principal)


def _is_secret(boundary: Any) -> bool:
    if isinstance(boundary, Alternatives):
        return any(_is_secret(each.value) for each in boundary.options)
    return isinstance(boundary, Policies) and boundary.secret


def _principals(resource: Resource, graph: ResourceGraph) -> Iterator[tuple[Resource | Unknown | None, Unknown | None]]:
    """Yield everybody who has a policy, each with why they may not; None for somebody who can't have a boundary or is not known."""
    if resource.type in BOUNDED:
        yield resource, None
    elif resource.type in INLINE:
        yield from _named(resource, *INLINE[resource.type], graph)
    else:
        yield from _attached(resource, graph)


def _named(
    owner: Resource, type_name: str, via: str, graph: ResourceGraph
) -> Iterator[tuple[Resource | Unknown | None, Unknown | None]]:
    """Yield those whom an attribute names, one or several."""
    collector = PolicyCollector(graph)
    for name, doubt in items_of(given(owner, via), None):
        found, other = collector.meant(owner, via, name, type_name)
        if other is not None:
            yield (other if isinstance(name, Unknown) else None), doubt
        for principal, why in found:
            yield principal, first(doubt, why)


def _attached(policy: Resource, graph: ResourceGraph) -> Iterator[tuple[Resource | Unknown | None, Unknown | None]]:
    for via in _ATTRIBUTES:
        found, unseen = graph.connected(policy, _ANY_USE, via, "to_this")
        if unseen is not None:
            yield unseen, None
        for use, why in found:
            doubt = first(why, use.existence)
            for principal, unsure in _of_attachment(use, graph):
                yield principal, first(doubt, unsure)


def _of_attachment(use: Resource, graph: ResourceGraph) -> Iterator[tuple[Resource | Unknown | None, Unknown | None]]:
    if use.type == "aws_iam_policy_attachment":
        groups = given(use, "groups")
        if isinstance(groups, Unknown) or groups:
            yield (groups if isinstance(groups, Unknown) else None), None
        for name in BOUNDED:
            yield from _named(use, name, KINDS[name].plural, graph)
        return
    if use.type in BOUNDED:
        yield use, None
        return
    for name in BOUNDED:
        if use.type == KINDS[name].attachment:
            yield from _named(use, name, KINDS[name].via, graph)
            return
        if _LISTS.get(use.type) == f"{KINDS[name].via}_name":
            yield from _named(use, name, _LISTS[use.type], graph)
            return
    yield None, None
