"""Collections that are known in part: unknown to Terraform, but not to a rule that reads the known part.

``merge(var.tags, { Name = "x" })`` has a ``Name`` whatever ``var.tags`` is. For Terraform's operations these are unknowns, and code that
does not check for them treats them as unknowns. Other code passes the known part on, up to the rules, which see a `PartialMap` or an
`OpenList`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import ClassVar

from riveter.core.values import Keeps, Unknown
from riveter.terraform.values.numbers import NUMERIC
from riveter.terraform.values.types import DYNAMIC, ListType, SetType, Type
from riveter.terraform.values.value import (
    ListValue,
    MapValue,
    SetValue,
    TValue,
    first_unknown,
    has_marks,
    hash_text,
    is_null,
    sorted_keys,
    type_of,
)

MAX_ELEMENTS = 5_000
"""Larger collections are unknown as a whole: those that double each other would never end."""


class OpenObject(Unknown):
    """A map or object that certainly has `entries`, and may have others."""

    __slots__ = ("entries",)

    uniform: ClassVar[bool] = False

    def __init__(self, entries: dict[str, TValue], cause: Unknown, type: Type = DYNAMIC) -> None:
        super().__init__(cause.cause, cause.references, type=type, not_null=True)
        self.entries = entries


class OpenTuple(Unknown):
    """A list, set or tuple of unknown length.

    `open` maps an index to why it is not known how many elements like `items[index]` there are there (none, one or more).
    """

    __slots__ = ("items", "open")

    uniform: ClassVar[bool] = False

    def __init__(self, items: tuple[TValue, ...], open: Mapping[int, Unknown], type: Type = DYNAMIC) -> None:
        cause = next(iter(open.values()))
        references = tuple(dict.fromkeys([address for each in open.values() for address in each.references]))
        super().__init__(cause.cause, references, type=type, not_null=True)
        self.items = items
        self.open = dict(open)

    def at(self, index: int) -> TValue | None:
        """Return the element at an index, if no element of unknown number precedes it."""
        return self.items[index] if 0 <= index < min(self.open) else None


def open_object(entries: dict[str, TValue], cause: Unknown, type: Type = DYNAMIC) -> Unknown:
    """Return an `OpenObject`; a plain unknown if nothing is known, if there is too much, or if there are marks that must be kept."""
    if not entries or len(entries) > MAX_ELEMENTS or has_marks(entries):
        return _whole(cause, type)
    return OpenObject(entries, cause, type)


def open_tuple(items: Iterable[TValue], open: Mapping[int, Unknown], type: Type = DYNAMIC) -> Unknown:
    """Return an `OpenTuple`; a plain unknown if nothing is known, if there is too much, or if there are marks that must be kept."""
    found = tuple(islice(items, MAX_ELEMENTS + 1))
    informative = any(not isinstance(item, Unknown) or item.not_null for item in found)
    if not informative or len(found) > MAX_ELEMENTS or has_marks(found):
        return _whole(next(iter(open.values())), type)
    return OpenTuple(found, open, type)


def open_set(certain: SetValue, perhaps: list[tuple[TValue, Unknown]], type: Type) -> Unknown:
    """Return a set that certainly has some elements; the others may be anywhere in its order."""
    if len(certain) * len(perhaps) > MAX_ELEMENTS // 10:
        perhaps = [(like(perhaps[0][1]), perhaps[0][1])]
    items: list[TValue] = []
    opened: dict[int, Unknown] = {}
    for item in (*certain, None):
        for other, why in perhaps:
            opened[len(items)] = why
            items.append(other)
        items.append(item)
    return open_tuple(items[:-1], opened, type)


def open_distinct(items: Sequence[TValue], open: Mapping[int, Unknown], type: ListType) -> TValue:
    """Return a list with each of some elements once. open: as in `OpenTuple`.

    An element that is not known may equal any other. That one is then earlier than it would be, or not there a second time. So from the
    first one that is not known on, there is one known element at most, somewhere among the others.
    """
    doubts = ((at, open[at] if at in open else first_unknown(item)) for at, item in enumerate(items))
    first, doubt = next(((at, why) for at, why in doubts if why is not None), (len(items), None))
    start: dict[str, TValue] = {}
    for item in items[:first]:
        start.setdefault(hash_text(item), item)
    if doubt is None:
        return ListValue(start.values(), type.elem)
    later = [item for at, item in enumerate(items[first:], first) if at not in open and first_unknown(item) is None]
    known = next((item for item in later if hash_text(item) not in start), None)
    other = like(doubt, type.elem)
    certain = [*start.values()]
    if first not in open and not start and not later:  # it is there in any case
        certain.append(items[first])
        if len(items) == 1:
            return ListValue(certain, type.elem)
    if known is None:
        return open_tuple([*certain, other], {len(certain): doubt}, type)
    return open_tuple([*certain, other, known, other], {len(certain): doubt, len(certain) + 2: doubt}, type)


def set_in_any_order(value: SetValue) -> Unknown | None:
    """Return the elements of a set with unknown ones: these may equal another, and be anywhere in the order. None for a known set."""
    if len(value) < 2 or first_unknown(value) is None:
        return None
    certain = SetValue([item for item in value if first_unknown(item) is None], value.elem)
    perhaps = [(item, why) for item in value if (why := first_unknown(item)) is not None]
    return open_set(certain, perhaps, SetType(value.elem))


def like(cause: Unknown, type: Type = DYNAMIC, *, keeps: Keeps = "nothing") -> Unknown:
    """Return an unknown, possibly null, for the same reason."""
    return cause.derive(type=type, keeps=keeps)


def _whole(cause: Unknown, type: Type) -> Unknown:
    return cause.derive(type=type, not_null=True)


def pairs(collection: OpenObject | OpenTuple) -> Iterator[tuple[TValue, TValue, Unknown | None]]:
    """Yield keys and elements in order, and why it is not known whether, or how often, each occurs.

    The element for the unknown entries is repeated before, between and after the others, because their keys may be any.
    """
    if isinstance(collection, OpenObject):
        other = like(collection)
        yield other, other, other
        for key in sorted_keys(collection.entries):
            yield key, collection.entries[key], None
            yield other, other, other
        return
    first = min(collection.open)
    keyed = isinstance(type_of(collection), SetType)
    for index, item in enumerate(collection.items):
        if keyed:
            yield item, item, collection.open.get(index)
            continue
        yield (index if index < first else like(collection.open[first])), item, collection.open.get(index)


# --- one or the other ----------------------------------------------------------------------------


def joined(then: TValue, otherwise: TValue, cause: Unknown) -> TValue:
    """Return the known part of a value that is one of two, both of the same type; `cause` says why it is not known which.

    The plain unknown is `cause`.
    """
    if has_marks(then) or has_marks(otherwise):
        return cause
    return _Join(cause).join(then, otherwise)


class _Join:
    """`left`: how many more values may be looked at; shared parts could make it exponential."""

    def __init__(self, cause: Unknown) -> None:
        self.cause = cause
        self.left = MAX_ELEMENTS

    def join(self, a: TValue, b: TValue) -> TValue:
        self.left -= 1
        if self.left < 0:
            return like(self.cause)
        if isinstance(a, Unknown) or isinstance(b, Unknown):
            return a if a is b and not isinstance(a, OpenTuple) else self.unknown(a, b)
        if type(a) is not type(b) or is_null(a) or isinstance(a, (str, bool, *NUMERIC)):
            return a if type(a) is type(b) and a == b else self.unknown(a, b)
        if isinstance(a, dict):
            return self.maps(a, b)
        return self.sequences(a, b)

    def unknown(self, a: TValue, b: TValue) -> Unknown:
        unknown = like(self.cause, _common(a, b))
        unknown.not_null = all(each.not_null if isinstance(each, Unknown) else not is_null(each) for each in (a, b))
        return unknown

    def maps(self, a: dict[str, TValue], b: dict[str, TValue]) -> TValue:
        common = {key: self.join(a[key], b[key]) for key in a if key in b}
        if len(common) == len(a) == len(b):
            return MapValue(common, a.elem) if isinstance(a, MapValue) else common
        return open_object(common, self.cause, _common(a, b))

    def sequences(self, a: tuple[TValue, ...], b: tuple[TValue, ...]) -> TValue:
        if isinstance(a, SetValue):
            if a == b and first_unknown(a) is None:
                return a
        elif len(a) == len(b):
            items = [self.join(x, y) for x, y in zip(a, b)]  # noqa: B905 - equal length
            return ListValue(items, a.elem) if isinstance(a, ListValue) else tuple(items)
        both = (*a, *b)
        return open_tuple(both, dict.fromkeys(range(len(both)), self.cause), _common(a, b))


def _common(a: TValue, b: TValue) -> Type:
    first, second = type_of(a), type_of(b)
    return first if first == second else DYNAMIC
