"""Values while Terraform is evaluated: typed as in `cty`, cheap as plain Python.

=============  ==========================================================
Terraform      Python
=============  ==========================================================
string         `str`
number         `int` or `Fraction`, or a `float` that is infinite (see `numbers`)
bool           `bool`
null           `Null` of a type, or `None` where no type is known (a bare ``null``); ask `is_null`
tuple          `tuple`
list           `ListValue` (a tuple with `elem`)
set            `SetValue` (a tuple with `elem`: unique, in Terraform's order)
object         `dict` (attribute names in any order; iterate with `sorted_keys`)
map            `MapValue` (a dict with `elem`)
unknown        `Unknown`, or `PartialText` for a string with known parts
marked         `Marked(value, marks)`: sensitive, ephemeral or presumed to be; may stand at any depth
=============  ==========================================================

Values are never changed once made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, TypeAlias, cast

from riveter.core.alternatives import Symbol
from riveter.core.values import Hole, PartialText, Unknown
from riveter.terraform.values.numbers import NUMERIC, format_number
from riveter.terraform.values.quoting import go_quote
from riveter.terraform.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
)

TValue: TypeAlias = Any
"""A value as in the table above; `Any` because mypy can't follow a recursive union through isinstance at this depth."""

SENSITIVE = "sensitive"
EPHEMERAL = "ephemeral"
SCHEMA = "schema"
"""Together with `SENSITIVE`: the provider's schema marks it, which Terraform knows when it plans."""
PRESUMED = "presumed"
"""Sensitive by its name only: riveter masks it, for Terraform it is any value."""


class ListValue(tuple[Any, ...]):
    """A list: elements of one type."""

    elem: Type

    def __new__(cls, items: Iterable[TValue] = (), elem: Type = DYNAMIC) -> ListValue:
        """Make a list of elements that already are of type `elem`."""
        self = super().__new__(cls, items)
        self.elem = elem
        return self


class SetValue(tuple[Any, ...]):
    """A set: make it with `make_set`, which orders the elements and drops equal ones."""

    elem: Type

    def __new__(cls, items: Iterable[TValue] = (), elem: Type = DYNAMIC) -> SetValue:
        """Make a set of elements that already are of type `elem`, unique and in order."""
        self = super().__new__(cls, items)
        self.elem = elem
        return self


class MapValue(dict[str, Any]):
    """A map: elements of one type."""

    __slots__ = ("elem",)
    elem: Type

    def __init__(self, items: dict[str, TValue] | Iterable[tuple[str, TValue]] = (), elem: Type = DYNAMIC) -> None:
        """Hold elements that already are of type `elem`."""
        super().__init__(items)
        self.elem = elem


class Null:
    """A null of a known type: make it with `null_of`. Nulls of all types are equal, and equal `None`."""

    __slots__ = ("type",)

    def __init__(self, type: Type) -> None:
        self.type = type

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other is None or type(other) is Null

    def __hash__(self) -> int:
        return hash(None)

    def __repr__(self) -> str:
        return f"Null({self.type})"


UNTYPED_NULL = Null(DYNAMIC)
"""The null of something that has a type which is not known here, as of an argument of a resource; unlike a bare ``null``."""


def null_of(type: Type) -> TValue:
    """Return the null of a type; `None` for `DYNAMIC`."""
    return None if type == DYNAMIC else Null(type)


def is_null(value: TValue) -> bool:
    """Return True if the value is known to be null, of any type."""
    return value is None or type(value) is Null


class Marked:
    """A value with marks (`SENSITIVE`, `EPHEMERAL`, `SCHEMA`, `PRESUMED`). Never nested directly in another `Marked`."""

    __slots__ = ("marks", "value")

    def __init__(self, value: TValue, marks: frozenset[str]) -> None:
        self.value = value
        self.marks = marks

    def __repr__(self) -> str:
        return f"Marked(…, {sorted(self.marks)})"


class LazyObject(Unknown):
    """An object whose attributes are evaluated when they are asked for: a resource, a data source, a module.

    As a whole it counts as unknown: which attributes it has is the provider's knowledge.
    """

    __slots__ = ()

    is_object: ClassVar[bool] = False
    """Whether it certainly has attributes, and no elements with numbers."""

    def attribute(self, name: str) -> TValue:
        """Return the value of an attribute. Raises `EvaluationError`."""
        raise NotImplementedError

    def whole(self) -> dict[str, TValue] | None:
        """Return all attributes; None if the configuration does not say which there are. Raises `EvaluationError`."""
        return None


def with_attributes(value: TValue) -> TValue:
    """Return a value for whoever looks at all of it: an object instead of one that is evaluated on demand, if its attributes are known."""
    plain, marks = unmark(value)
    found = plain.whole() if isinstance(plain, LazyObject) else None
    return value if found is None else mark(found, marks)


class Unexpanded(Unknown):
    """All instances of a block whose `count` or `for_each` is unknown. key: the symbol of the key of the one that represents them."""

    __slots__ = ("key",)

    def __init__(self, whole: Unknown, key: Symbol | None = None) -> None:
        super().__init__(whole.cause, whole.references, not_null=True)
        self.key = key

    def at(self, key: Symbol | None) -> TValue | None:
        """Return the instance with a key; None if nothing is known of it."""
        return self.one()

    def one(self) -> TValue:
        """Return what is known of whichever instance is meant. If the index is valid at all, it is made from the block that is written."""
        raise NotImplementedError


NO_MARKS: frozenset[str] = frozenset()


def mark(value: TValue, marks: frozenset[str]) -> TValue:
    """Return `value` with `marks` added (the value itself if there are none)."""
    if not marks:
        return value
    if type(value) is Marked:
        return Marked(value.value, value.marks | marks)
    return Marked(value, marks)


def unmark(value: TValue) -> tuple[TValue, frozenset[str]]:
    """Return the value without the marks it carries itself, and these; marks of its elements stay."""
    if type(value) is Marked:
        return value.value, value.marks
    return value, NO_MARKS


def unmark_deep(value: TValue) -> tuple[TValue, frozenset[str]]:
    """Return the value without any marks at any depth, and all of them together."""
    if not has_marks(value):
        return value, NO_MARKS
    marks: set[str] = set()
    return _strip(value, marks), frozenset(marks)


def has_marks(value: TValue) -> bool:
    """Return True if the value or anything in it is marked."""
    if isinstance(value, tuple):
        return any(has_marks(item) for item in value)
    if isinstance(value, dict):
        return any(has_marks(item) for item in value.values())
    return type(value) is Marked


def _strip(value: TValue, marks: set[str]) -> TValue:
    if type(value) is Marked:
        marks |= value.marks
        value = value.value
    return map_elements(value, lambda item: _strip(item, marks))


def presumed(value: TValue) -> TValue:
    """Return the value with `PRESUMED` in place of `SENSITIVE`, at any depth: for Terraform it is any value."""
    if not has_marks(value):
        return value
    plain, marks = unmark(value)
    kept = marks - {SENSITIVE, SCHEMA}
    return mark(map_elements(plain, presumed), kept | {PRESUMED} if kept != marks else marks)


def map_elements(value: TValue, change: Any) -> TValue:
    """Return the value with `change` applied to its direct elements; of the same collection type (sets are rebuilt)."""
    if isinstance(value, SetValue):
        return make_set([change(item) for item in value], value.elem)
    if isinstance(value, ListValue):
        return ListValue([change(item) for item in value], value.elem)
    if isinstance(value, tuple):
        return tuple([change(item) for item in value])
    if isinstance(value, MapValue):
        return MapValue({key: change(item) for key, item in value.items()}, value.elem)
    if isinstance(value, dict):
        return {key: change(item) for key, item in value.items()}
    return value


def is_known(value: TValue) -> bool:
    """Return True if the value itself is known (elements of a collection may still be unknown)."""
    if type(value) is Marked:
        value = value.value
    return not isinstance(value, Unknown)


def first_unknown(value: TValue) -> Unknown | None:
    """Return the first unknown in the value, at any depth; None if it is completely known."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, tuple):
        items: Iterable[TValue] = value
    elif isinstance(value, dict):
        items = value.values()
    elif type(value) is Marked:
        return first_unknown(value.value)
    else:
        return None
    for item in items:
        if not isinstance(item, (str, int)):
            found = first_unknown(item)
            if found is not None:
                return found
    return None


def references_in(*values: TValue) -> tuple[str, ...]:
    """Return the addresses of all resources on which unknown parts of values depend, in order and each once."""
    found: dict[str, None] = {}
    seen: set[int] = set()  # shared parts could make it exponential
    stack = list(values)[::-1]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown):
            found.update(dict.fromkeys(item.references))
        elif type(item) is Marked:
            stack.append(item.value)
        elif isinstance(item, (tuple, dict)) and id(item) not in seen:
            seen.add(id(item))
            stack.extend(reversed(item if isinstance(item, tuple) else item.values()))
    return tuple(found)


def type_of(value: TValue) -> Type:
    """Return the Terraform type of a value (`DYNAMIC` for null and for unknowns without one)."""
    primitive = _PRIMITIVES.get(type(value))
    if primitive is not None:
        return primitive
    if isinstance(value, Unknown):
        if isinstance(value, PartialText):
            return STRING
        return DYNAMIC if value.type is None else cast("Type", value.type)  # which the core does not know
    if isinstance(value, ListValue):
        return ListType(value.elem)
    if isinstance(value, SetValue):
        return SetType(value.elem)
    if isinstance(value, MapValue):
        return MapType(value.elem)
    if isinstance(value, (tuple, dict)):
        known = _TYPES.get(id(value))
        return _structural_type(value) if known is None else known[1]
    if type(value) is Null:
        return value.type
    if type(value) is Marked:
        return type_of(value.value)
    if isinstance(value, str):
        return STRING
    return BOOL if isinstance(value, bool) else NUMBER


_PRIMITIVES: dict[type, Type] = {str: STRING, bool: BOOL, int: NUMBER, type(None): DYNAMIC}
"""The types of most values, found without a question for each kind of value."""

_TYPES: dict[int, tuple[TValue, Type]] = {}
"""Types of tuples and objects by identity, with the value itself, so that it stays alive."""
_MAX_TYPES = 4096


def _structural_type(value: TValue) -> Type:
    """Return the type of a tuple or an object. The type is used often, and computing it visits the whole value."""
    if isinstance(value, tuple):
        result: Type = TupleType(tuple([type_of(item) for item in value]))
    else:
        result = ObjectType(tuple([(key, type_of(value[key])) for key in sorted(value)]))
    if len(_TYPES) >= _MAX_TYPES:
        _TYPES.clear()
    _TYPES[id(value)] = (value, result)
    return result


def sorted_keys(value: dict[str, TValue]) -> list[str]:
    """Return the keys in the order in which Terraform iterates: by code point (which is UTF-8 byte order)."""
    return sorted(value)


def make_set(items: Iterable[TValue], elem: Type) -> SetValue:
    """Return a set of the given elements (already of type `elem`): equal ones dropped, in cty's order.

    Unknown elements are kept, each by itself: whether they equal another is not known.
    """
    known: list[TValue] = []
    unknown: list[TValue] = []
    for item in items:
        (known if first_unknown(item) is None else unknown).append(item)
    try:
        if elem == STRING or elem == NUMBER:
            nulls = [Null(elem)] if any(map(is_null, known)) else []
            ordered: list[TValue] = [*sorted({item for item in known if not is_null(item)}), *nulls]
        else:
            ordered = _ordered(known)
    except TypeError:  # marked elements
        ordered = _ordered(known)
    return SetValue([*ordered, *unknown], elem)


def _ordered(items: list[TValue]) -> list[TValue]:
    keyed: dict[tuple[bool, str], TValue] = {}
    for item in items:
        plain, _ = unmark_deep(item)
        keyed.setdefault((is_null(plain), hash_text(plain)), item)
    return [keyed[key] for key in sorted(keyed)]


def hash_text(value: TValue) -> str:
    """Return a text that is equal for equal values of one type; its order is the order of cty's sets of non-primitive types.

    Follows `makeSetHashBytes` of cty's set_internals.go.
    """
    if is_null(value):
        return "~"
    if isinstance(value, bool):
        return "T" if value else "F"
    if isinstance(value, str):
        return go_quote(value)
    if isinstance(value, NUMERIC):
        return format_number(value) if value else "0"
    if isinstance(value, (ListValue, SetValue)):
        return "[" + "".join([hash_text(item) + ";" for item in value]) + "]"
    if isinstance(value, tuple):
        return "<" + "".join([hash_text(item) + ";" for item in value]) + ">"
    if isinstance(value, MapValue):
        return "{" + "".join([f"{go_quote(key)}:{hash_text(value[key])};" for key in sorted(value)]) + "}"
    if isinstance(value, dict):
        return "<" + "".join([hash_text(value[key]) + ";" for key in sorted(value)]) + ">"
    return "?"


MAX_PARTS = 10_000
"""A text with more parts than this is unknown as a whole: texts that double each other would never end."""


def text_with_holes(parts: Iterable[str | Unknown]) -> str | Unknown:
    """Return the concatenation of texts and unknown texts: a `str` when all are known, else a `PartialText`.

    A single unknown without any known text stays what it is.
    """
    parts = list(parts)
    if all(isinstance(part, str) for part in parts):
        return "".join(cast("list[str]", parts))
    merged: list[str | Hole] = []
    texts: list[str] = []  # those since the last hole: joined once, not one by one
    for part in parts:
        pieces: Iterable[str | Hole]
        if isinstance(part, PartialText):
            pieces = part.parts
        elif isinstance(part, Unknown):
            pieces = (Hole(part),)
        else:
            pieces = (part,)
        for piece in pieces:
            if isinstance(piece, str):
                if piece:
                    texts.append(piece)
                continue
            if texts:
                merged.append("".join(texts))
                texts.clear()
            merged.append(piece)
    if texts:
        merged.append("".join(texts))
    if not merged:
        return ""
    if len(merged) == 1:
        only = merged[0]
        if isinstance(only, str):
            return only
    if len(merged) > MAX_PARTS:
        first = next(part.value for part in merged if isinstance(part, Hole))
        return first.derive(type=STRING, not_null=True)
    return PartialText(tuple(merged), type=STRING)
