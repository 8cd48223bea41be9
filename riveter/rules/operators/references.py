"""Operators for the source of a value: `references` and `resolves`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from riveter.core.addresses import address_type, base_address
from riveter.core.causes import (
    ComputedAttribute,
    DataSource,
    DeferredArgument,
    EvaluationFailure,
    UnseenExpression,
    innermost,
)
from riveter.core.paths import format_path, unindexed
from riveter.core.values import Hole, PartialText, Unknown
from riveter.rules.model.comparison import all_elements, kind_of
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.truth import Mismatch, Truth, any_of
from riveter.rules.model.unusable import NeedsError
from riveter.rules.operators.base import Operator, ValueType, shown
from riveter.rules.relations.names import may_be_filled_in, names_one

if TYPE_CHECKING:
    from riveter.core.paths import KeyMatch
    from riveter.rules.relations.scope import ConditionScope


def _types(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, str) and item for item in items):
        raise NeedsError(f"a resource type, or a list of them, not {shown(value)}")
    return tuple(items)


def _edges(context: tuple[ConditionScope, KeyMatch]) -> list[str]:
    """Return the addresses that the value of a match depends on."""
    scope, match = context
    key = format_path(match.path)
    addresses = [edge.address for edge in scope.resource.references if _about(edge.key, key)]
    if isinstance(match.value, Unknown):
        addresses.extend(address for address in match.value.references if address != scope.resource.address)
        if not addresses:
            addresses.extend(_read_from(match.value))
    return list(dict.fromkeys(addresses))


def _read_from(value: Unknown) -> Iterator[str]:
    """Yield the resources whose attributes a value, or a part of a text, is."""
    for each in (
        [part.value for part in value.parts if isinstance(part, Hole)] if isinstance(value, PartialText) else [value]
    ):
        if isinstance(each.cause, (ComputedAttribute, DataSource)):
            yield each.cause.address
        elif isinstance(each.cause, EvaluationFailure) and each.cause.undeclared:
            yield each.cause.undeclared  # declared in a file that is not here: what it is called says what it is


def _about(edge: str, key: str) -> bool:
    """Return True if the attribute with a reference is at a key, inside of it, or around it."""
    if edge == key or edge.startswith((f"{key}.", f"{key}[")) or key.startswith((f"{edge}.", f"{edge}[")):
        return True
    return "*" in edge and unindexed(edge) == unindexed(key)


def references(value: Any, types: tuple[str, ...], context: tuple[ConditionScope, KeyMatch]) -> Truth:
    """Return whether a value comes from a resource of one of the types (or with that address)."""
    addresses = _edges(context)
    for address in addresses:
        if matches_any_type(types, address_type(address)) or address in types or base_address(address) in types:
            return value if isinstance(value, Unknown) and _may_come_from_elsewhere(value, address, context) else True
    if isinstance(value, Unknown) and not addresses and not value.opaque:
        return value  # it may be handed in from a resource that is out of sight
    return False


def _may_come_from_elsewhere(value: Unknown, address: str, context: tuple[ConditionScope, KeyMatch]) -> bool:
    """Return whether a value that a plan does not know may differ from the references of its expression."""
    scope, match = context
    cause = innermost(value.cause)
    key = format_path(match.path)
    # a plan lists what an argument refers to, not which of its elements does
    element = match.uncertain is not None or (not scope.root and scope.value is match.value)
    if isinstance(cause, UnseenExpression):
        return element or names_one(scope.resource, key, address_type(address))
    if not isinstance(cause, DeferredArgument):
        return False
    if element:
        return not cause.attribute.rpartition(".")[2].isdigit()
    return not value.not_null and may_be_filled_in(scope.resource, key)


def resolves(value: Any, types: tuple[str, ...], context: tuple[ConditionScope, KeyMatch]) -> Truth:
    """Return whether a value names a declared resource, by reference or by its literal name."""
    if isinstance(value, list):
        return all_elements(value, lambda item: resolves(item, types, context))
    graph = context[0].graph
    found: list[Truth] = []
    for address in _edges(context):
        for target, doubt in graph.at(address):
            if matches_any_type(types, target.type):
                sure = doubt if doubt is not None else target.existence
                if sure is None:
                    return True
                found.append(sure)
    if isinstance(value, Unknown) and value.opaque:
        return any_of(found) if found else False
    if not isinstance(value, (str, Unknown)):
        return Mismatch(f"is {kind_of(value)}, not the name of a resource")
    found.append(graph.called(types, value) if isinstance(value, str) else value)
    return any_of(found)


TYPES = ValueType("a resource type, or a list of them", {"type": ["string", "array"]}, _types)
GROUP = "references"
OPERATORS = (
    Operator("references", GROUP, "Comes from a resource of this type (or with this address).", TYPES, references,
             contextual=True, sees_unknown=True, phrase="come from",
             example="{key: kms_key_id, operator: references, value: aws_kms_key}"),
    Operator("resolves", GROUP, "Names a declared resource of this type, by reference or literally.", TYPES,
             resolves, contextual=True, sees_unknown=True, phrase="name a declared",
             example="{key: security_configuration, operator: resolves, value: aws_glue_security_configuration}"),
)  # fmt: skip
