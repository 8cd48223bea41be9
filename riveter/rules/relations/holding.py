"""Decide whether an attribute certainly has the value of its reference: `var.on ? aws_s3_bucket.a.id : null` may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from riveter.core.addresses import address_type, base_address
from riveter.core.alternatives import (
    Alternatives,
    Option,
    alternatives_in,
    is_attribute,
    marked_text,
    same_value,
    symbol_of,
)
from riveter.core.causes import ComputedAttribute, DeferredArgument, Stated, UnseenExpression, innermost
from riveter.core.effort import spend
from riveter.core.paths import compile_path
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.resource import Reference, Resource
from riveter.rules.model.truth import Truth, any_of
from riveter.rules.relations.names import is_identity, may_be_filled_in, names_one

REFERENCES_PER_STEP = 4
ITEMS_PER_STEP = 2
_MAX_ITEMS = 200
"""The number of elements of one value in which a reference is searched."""

_OUTSIDE = ("data.", "module", "var", "local", "output", "provider", "terraform")


def doubt_of(owner: Resource, edge: Reference, targets: Sequence[Resource]) -> Unknown | None:
    """Return why an attribute may have another value than that of its reference; None if it is not one of several values.

    targets: the resources at the address of the reference.
    """
    first = compile_path(edge.key).first
    whole = owner.values.get(first) if first is not None else None
    if not targets or any(target.type.startswith(_OUTSIDE) for target in targets):
        return None
    if isinstance(whole, str):
        return _doubt_of_text(whole, edge, targets)
    if not _may_differ(whole, owner, edge):
        return None
    held: list[Truth] = []
    possible: Unknown | None = None
    for match in owner.get(edge.key):
        if possible is None:
            possible = _one_of_several(match.value, owner, edge)
        truth = _holds(match.value, edge, targets)
        held.append(match.uncertain if truth is True and match.uncertain is not None else truth)
    if possible is None:
        return None
    truth = any_of(held)
    if truth is True:
        return None
    if isinstance(truth, Unknown):
        return truth
    return Unknown(possible.cause, possible.references)  # it depends on it, and nothing here shows how


def _doubt_of_text(text: str, edge: Reference, targets: Sequence[Resource]) -> Unknown | None:
    """Return why a known text may not come from the reference.

    In `var.on ? aws_s3_bucket.a.bucket : "x"`, the bucket may be called x too.
    """
    if not is_identity(edge.attribute, address_type(edge.address)):
        return None
    names = [name for target in targets if isinstance(name := target.values.get(edge.attribute), Alternatives)]
    if not names:
        return None
    truth = any_of(_is_text(name, text) for name in names)
    return truth if isinstance(truth, Alternatives) else None


def _is_text(name: Alternatives, text: str) -> Truth:
    """Return whether a name with alternatives is in a text. The same in all of them: nothing depends on them."""
    options = [Option(option.guard, _is_option_text(option.value, text)) for option in name.options]
    first = options[0].value
    return first if all(option.value is first for option in options) else Alternatives(options, name)


def _is_option_text(name: Any, text: str) -> Truth:
    return name if isinstance(name, Unknown) else isinstance(name, str) and _has_name(text, name)


def may_be_made_of(owner: Resource, edge: Reference) -> bool:
    """Return whether a name may be made from its reference: it is an unknown value of a plan, which does not show the expression."""
    first = compile_path(edge.key).first
    if first is None or not _is_deferred(owner.values.get(first)):
        return False
    if not names_one(owner, edge.key, address_type(edge.address)):
        return False
    return any(_is_deferred(match.value) for match in owner.get(edge.key))


def _is_deferred(value: Any) -> bool:
    if isinstance(value, (list, dict)):
        return True
    return isinstance(value, Unknown) and value.uniform and isinstance(innermost(value.cause), DeferredArgument)


def is_in_another_name(text: PartialText, edge: Reference, targets: Sequence[Resource]) -> bool:
    """Return whether a text contains the referenced name only as a part of a longer name: `"${aws_s3_bucket.data.id}-logs"`.

    targets: the resources at the address of the reference.
    """
    whole = marked_text(text)
    for target in targets if is_identity(edge.attribute, address_type(edge.address)) else ():
        name = target.values.get(edge.attribute)
        if isinstance(name, PartialText) and marked_text(name) in whole:
            return not _has_name(whole, marked_text(name))
    longer = False
    spend(min(len(text.parts), _MAX_ITEMS) // ITEMS_PER_STEP)
    for at, part in enumerate(text.parts[:_MAX_ITEMS]):
        if isinstance(part, Hole) and _is_name(part.value, edge, targets):
            before, after = text.parts[at - 1] if at else "", text.parts[at + 1] if at + 1 < len(text.parts) else ""
            if not _continues(before, -1) and not _continues(after, 0):
                return False
            longer = True
    return longer


def _is_name(value: Unknown, edge: Reference, targets: Sequence[Resource]) -> bool:
    """Return whether an unknown value is the name of the referenced resource."""
    if not is_identity(edge.attribute, address_type(edge.address)):
        return False
    if isinstance(value.cause, ComputedAttribute):
        computed = same_instance(value.cause.address, edge.address)
        return computed and is_identity(value.cause.attribute, address_type(edge.address))
    names = [target.values.get(edge.attribute) for target in targets]
    return any(isinstance(name, Unknown) and _is_same(name, value) for name in names)


def _is_same(name: Unknown, value: Unknown) -> bool:
    """Return whether two unknown values are certainly the same: also if they are the same in each of the same cases."""
    if isinstance(name, Alternatives) and isinstance(value, Alternatives):
        return len(name.options) == len(value.options) and all(
            own.guard == other.guard and _is_same_option(own.value, other.value)
            for own, other in zip(name.options, value.options, strict=True)
        )
    return same_value(name, value) or (name.uniform and name.cause == value.cause)


def _is_same_option(own: Any, other: Any) -> bool:
    if isinstance(own, Unknown) and isinstance(other, Unknown):
        return own is other or _is_same(own, other)
    return not isinstance(own, Unknown) and not isinstance(other, Unknown) and bool(own == other)


def _continues(part: str | Hole, at: int) -> bool:
    """Return whether a name continues in the adjacent text: at its end (-1) or its start (0)."""
    return isinstance(part, str) and bool(part) and _is_of_word(part[at])


def _may_differ(value: Any, owner: Resource, edge: Reference) -> bool:
    """Return whether a value may be one of several. It is fast, because it is called for every reference."""
    if isinstance(value, Unknown):
        return _one_of_several(value, owner, edge) is not None
    return isinstance(value, (list, dict))


def _one_of_several(value: Any, owner: Resource, edge: Reference) -> Unknown | None:
    """Return why the value may differ from that of a reference: alternatives, an unknown value, or a longer name.

    The unknowns of a plan have no origin. There only the references are known: if an argument has references to several resources of a
    type, its value is one of them.
    """
    if not (isinstance(value, Unknown) and value.uniform):
        if isinstance(value, PartialText) and _has_holes_side_by_side(value):
            return value
        return next(alternatives_in(value), None)
    cause = innermost(value.cause)
    if not isinstance(cause, (DeferredArgument, Stated, UnseenExpression)):
        return value
    if not names_one(owner, edge.key, address_type(edge.address)):
        return None
    may_be_null = not isinstance(cause, Stated) and not value.not_null and may_be_filled_in(owner, edge.key)
    unsure = isinstance(cause, UnseenExpression) or _mentions_another(value, edge.address)
    return value if may_be_null or unsure else None


def _holds(value: Any, edge: Reference, targets: Sequence[Resource]) -> Truth:
    """Return whether a value is what an edge refers to, or has it inside."""
    if isinstance(value, Alternatives):
        return _in_options(value, edge, targets)
    if isinstance(value, (dict, list)):
        spend(min(len(value), _MAX_ITEMS) // ITEMS_PER_STEP)
    if isinstance(value, PartialText):
        spend(min(len(value.parts), _MAX_ITEMS) // ITEMS_PER_STEP)
        names = (name for name in _identities(targets) if isinstance(name, PartialText))
        if any(_has_name(marked_text(value), marked_text(name)) for name in names):
            return True
        return any_of(_part_holds(value, at, edge, targets) for at in range(min(len(value.parts), _MAX_ITEMS)))
    if isinstance(value, Unknown):
        return _is_held(value, edge, targets)
    if isinstance(value, dict):
        return any_of(_holds(item, edge, targets) for item in list(value.values())[:_MAX_ITEMS])
    if isinstance(value, list):
        opened = value.open if isinstance(value, OpenList) else {}
        truths = [_holds(item, edge, targets) for item in value[:_MAX_ITEMS]]
        return any_of(opened[i] if truth is True and i in opened else truth for i, truth in enumerate(truths))
    if isinstance(value, str) and value:
        return any(_has_name(value, name) for name in _identities(targets) if isinstance(name, str))
    return False


def _part_holds(text: PartialText, at: int, edge: Reference, targets: Sequence[Resource]) -> Truth:
    """Return whether a part of a text is the value of a reference. It is unknown if a name may continue in another hole."""
    part = text.parts[at]
    if not isinstance(part, Hole):
        return _holds(part, edge, targets)
    truth = _holds(part.value, edge, targets)
    beside = (text.parts[i] for i in (at - 1, at + 1) if 0 <= i < len(text.parts))
    return next((other.value for other in beside if isinstance(other, Hole) and truth is True), truth)


def _has_holes_side_by_side(text: PartialText) -> bool:
    return any(isinstance(part, Hole) and isinstance(other, Hole) for part, other in pairwise(text.parts))


def _in_options(value: Alternatives, edge: Reference, targets: Sequence[Resource]) -> Truth:
    """Return the common result of all options; if they differ, alternatives of true and false, so that a case decides."""
    options = [Option(option.guard, _holds(option.value, edge, targets)) for option in value.options]
    first = options[0].value
    if isinstance(first, bool) and all(option.value is first for option in options):
        return first
    return Alternatives(options, value)


def _is_held(value: Unknown, edge: Reference, targets: Sequence[Resource]) -> Truth:
    """Return whether an unknown value is an attribute of the referenced resource."""
    cause = innermost(value.cause)
    if isinstance(cause, ComputedAttribute) and same_instance(cause.address, edge.address):
        return value if _mentions_another(value, edge.address) else True
    symbol = symbol_of(value)
    if is_attribute(symbol, edge.address, edge.attribute):
        return True
    for name in _identities(targets):
        if isinstance(name, Unknown) and symbol and symbol_of(name) == symbol:
            return True
    if isinstance(cause, (DeferredArgument, UnseenExpression)):
        return value
    spend(len(value.references) // REFERENCES_PER_STEP)
    mentioned = any(same_instance(address, edge.address) for address in value.references)
    if mentioned and value.opaque and not isinstance(cause, ComputedAttribute):
        return True
    return value if mentioned else False


def _mentions_another(value: Unknown, address: str) -> bool:
    """Return whether a value comes from several resources of a type: `sort([aws_kms_key.a.arn, aws_kms_key.b.arn])[0]`."""
    spend(len(value.references) // REFERENCES_PER_STEP)
    return any(
        address_type(other) == address_type(address) and not same_instance(other, address) for other in value.references
    )


def same_instance(address: str, other: str) -> bool:
    """Return whether two addresses may mean the same instance of a resource."""
    if address == other:
        return True
    base = base_address(address)
    return base == base_address(other) and (_is_open(address, base) or _is_open(other, base))


def _is_open(address: str, base: str) -> bool:
    return address == base or address.endswith("[*]")


def _identities(targets: Sequence[Resource]) -> Iterator[Any]:
    """Return the values by which resources are named."""
    for target in targets:
        for key, value in target.values.items():
            if is_identity(key, target.type):
                yield value


def _has_name(text: str, name: str) -> bool:
    """Return whether a text has a name as a whole: `arn:aws:s3:::data/*` has `data`, `data-logs` has not."""
    start = text.find(name) if name else -1
    while start >= 0:
        if not in_word(text, start, start + len(name)):
            return True
        start = text.find(name, start + 1)
    return False


def in_word(text: str, start: int, end: int) -> bool:
    """Return whether a part of a text goes on as a name before or behind it."""
    around = (text[start - 1 : start], text[end : end + 1])
    return any(_is_of_word(char) for char in around if char)


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char in ("-", "_")
