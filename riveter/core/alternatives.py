"""Values that are one of a few: alternatives, and the condition under which each of them is the value.

A *symbol* identifies an unknown value: equal symbols have equal values, wherever they are read. A *guard* is a condition on symbols under
which an alternative is the value, such as ``var.env`` is ``"prod"``. Exactly one alternative holds. So two alternatives in one expression
or resource are never combined to a pair that no input gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any, ClassVar, NamedTuple, TypeAlias

import msgspec

from riveter.core.causes import AnyElement, derived
from riveter.core.effort import spend
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown, json_text

Symbol: TypeAlias = "tuple[Any, ...]"
"""Identifies an unknown value. Opaque, hashable, never shown."""

Constant: TypeAlias = "tuple[str, Any]"
"""A primitive value with its type: true and 1 are different."""

MAX_OPTIONS = 16
"""A value that may be more than these is just unknown."""

MAX_VISITED = 5_000
"""How many values are gone through in search of alternatives."""


def constant(value: Any) -> Constant:
    """Return a primitive value as a constant."""
    kind = "b" if isinstance(value, bool) else "s" if isinstance(value, str) else "0" if value is None else "n"
    return kind, value


class Domain(msgspec.Struct, frozen=True):
    """An assumption about a symbol: it is one of the values (`among`), or none of them."""

    among: bool
    values: frozenset[Constant]

    def meet(self, other: Domain) -> Domain | None:
        """Return the guard that both hold; None if they exclude each other."""
        if self.among and other.among:
            common = self.values & other.values
        elif self.among:
            common = self.values - other.values
        elif other.among:
            common = other.values - self.values
        else:
            return Domain(False, self.values | other.values)
        return Domain(True, common) if common else None


Guard: TypeAlias = "Mapping[Symbol, Domain]"
"""Conditions on symbols that must all hold."""

ALWAYS: Guard = {}
_FRESH = count()


def is_one_of(symbol: Symbol, *values: Any) -> Guard:
    """Return the guard that a symbol is one of some primitive values."""
    return {symbol: Domain(True, frozenset(map(constant, values)))}


def is_none_of(symbol: Symbol, *values: Any) -> Guard:
    """Return the guard that a symbol is none of some primitive values."""
    return {symbol: Domain(False, frozenset(map(constant, values)))}


def fresh_symbol() -> Symbol:
    """Return a symbol of a value that occurs nowhere else."""
    return 1, "fresh", next(_FRESH)


def both(first: Guard, second: Guard) -> Guard | None:
    """Return the guard that both hold; None if they exclude each other."""
    if not first or first is second:
        return second
    if not second:
        return first
    merged = dict(first)
    for symbol, domain in second.items():
        have = merged.get(symbol)
        common = domain if have is None else have.meet(domain)
        if common is None:
            return None
        merged[symbol] = common
    return merged


class Option(NamedTuple):
    """A value, and when it is the one."""

    guard: Guard
    value: Any


class Alternatives(Unknown):
    """A value that is one of a few. The guards of its options exclude each other, and one of them holds.

    whole: the common part of all options if they are lists or maps (an `OpenList`, a `PartialMap`), else None.
    """

    __slots__ = ("options", "whole")

    uniform: ClassVar[bool] = False

    def __init__(self, options: Iterable[Option], cause: Unknown, *, type: object = None, whole: Any = None) -> None:
        self.options = tuple(options)
        unknown = [option.value for option in self.options if isinstance(option.value, Unknown)]
        references = [address for each in (cause, *unknown) for address in each.references]
        super().__init__(
            derived(cause.cause),
            tuple(dict.fromkeys(references)),
            type=type,
            not_null=all(_not_null(option.value) for option in self.options),
        )
        self.whole = whole

    @property
    def opaque(self) -> bool:
        """Return True if each option is opaque: a condition of the provider does not hide the text of its sides."""
        return all(isinstance(option.value, Unknown) and option.value.opaque for option in self.options)

    @property
    def values(self) -> list[Any]:
        """The values there are."""
        return [option.value for option in self.options]

    @property
    def either_bool(self) -> bool:
        """Whether nothing is known but that it is true or false."""
        return all(value is None or isinstance(value, bool) for value in self.values)

    def __repr__(self) -> str:
        return f"Alternatives({self.values!r})"


_NULL = None
"""What typed nulls equal as well."""


def _not_null(value: Any) -> bool:
    return value.not_null if isinstance(value, Unknown) else value is not None and value != _NULL


_PRESUMED = "presumed"


def presumed(value: Any, otherwise: Unknown, *names: str) -> Alternatives:
    """Return a value that is most likely this one: a rule may fail because of it, but not pass.

    names: identify the location of the value.
    """
    symbol: Symbol = (1, _PRESUMED, *names)
    options = (Option(is_one_of(symbol, True), value), Option(is_none_of(symbol, True), otherwise))
    return Alternatives(options, otherwise, type=otherwise.type)


def denies_presumption(guard: Guard) -> bool:
    """Return whether a guard holds only if a value is not the presumed one."""
    return any(symbol[1] == _PRESUMED and not domain.among for symbol, domain in guard.items())


def as_presumed(value: Any) -> Any:
    """Return a value with all in it as it is presumed to be."""
    guard: Guard = ALWAYS
    for found in alternatives_in(value):
        first = found.options[0].guard
        if any(symbol[1] == _PRESUMED for symbol in first):
            guard = {**guard, **first}
    return under(value, guard) if guard else value


class Refused(Unknown):
    """An option that Terraform refuses: if its guard holds, there is an error, and no plan."""

    __slots__ = ()


def refused(cause: Unknown) -> Refused:
    """Return the option of an error."""
    return Refused(cause.cause, cause.references)


def combinations(alternatives: Iterable[Alternatives], limit: int = MAX_OPTIONS) -> list[Guard] | None:
    """Return the guards under which each of some values is known; None if there are more than `limit`."""
    found: list[Guard] = [ALWAYS]
    for each in alternatives:
        found = [
            guard for before in found for option in each.options if (guard := both(before, option.guard)) is not None
        ]
        if len(found) > limit:
            return None
    return found


# --- values as rules see them --------------------------------------------------------------------


def alternatives_in(value: Any) -> Iterator[Alternatives]:
    """Yield the alternatives in a value, at any depth. An element that may represent several is left out, because these may differ."""
    stack = [value]
    for _ in range(MAX_VISITED):
        if not stack:
            return
        item = stack.pop()
        if isinstance(item, Alternatives):
            yield item
        elif isinstance(item, PartialText):
            stack.extend(part.value for part in reversed(item.parts) if isinstance(part, Hole) and not part.is_elements)
        elif isinstance(item, dict):
            stack.extend(reversed(item.values()))
        elif isinstance(item, list):
            opened = item.open if isinstance(item, OpenList) else {}
            stack.extend(item[i] for i in range(len(item) - 1, -1, -1) if i not in opened)


class ImpossibleError(Exception):
    """Report that no alternative of a value is possible: Terraform refuses the configuration if the guard holds."""


def under(value: Any, guard: Guard) -> Any:
    """Return the value under a guard, without the alternatives that it excludes. Raises `ImpossibleError`."""
    if isinstance(value, Alternatives):
        left = [Option(g, option.value) for option in value.options if (g := both(option.guard, guard)) is not None]
        if not left:
            raise ImpossibleError
        if len(left) == 1:
            return under(left[0].value, guard)
        return (
            value if len(left) == len(value.options) else Alternatives(left, value, type=value.type, whole=value.whole)
        )
    if isinstance(value, PartialText):
        return _text_under(value, guard)
    if isinstance(value, dict):
        spend(1 + len(value) // 2)
        changed = {key: under(item, guard) for key, item in value.items()}
        if all(changed[key] is item for key, item in value.items()):
            return value
        return PartialMap(changed, value.missing) if isinstance(value, PartialMap) else changed
    if isinstance(value, list):
        spend(1 + len(value) // 2)
        opened = value.open if isinstance(value, OpenList) else {}
        items = [item if i in opened else under(item, guard) for i, item in enumerate(value)]
        if all(new is old for new, old in zip(items, value, strict=True)):
            return value
        return OpenList(items, opened) if opened else items
    return value


def _text_under(text: PartialText, guard: Guard) -> Any:
    changed = False
    parts: list[str | Hole] = []
    for part in text.parts:
        if isinstance(part, Hole) and not part.is_elements:
            value = under(part.value, guard)
            if value is not part.value:
                part, changed = Hole(value, encoded=part.encoded), True
        parts.append(part)
    return filled(parts, text.type) if changed else text


def filled(parts: Iterable[str | Hole], type: object = None) -> Any:
    """Return the text with the known values of its holes inserted."""
    merged: list[str | Hole] = []
    for part in parts:
        known = part if isinstance(part, str) else _known_hole(part)
        for piece in known.parts if isinstance(known, PartialText) else (known,):
            if isinstance(piece, str) and merged and isinstance(merged[-1], str):
                merged[-1] += piece
            else:
                merged.append(piece)
    if all(isinstance(part, str) for part in merged):
        return "".join(part for part in merged if isinstance(part, str))
    return PartialText(tuple(merged), type=type)


def _known_hole(hole: Hole) -> str | Hole | PartialText:
    value: Any = hole.value
    if isinstance(value, PartialText) and not hole.encoded:
        return value
    if isinstance(value, Unknown):
        return hole
    if hole.encoded:
        document: str | PartialText = filled(_json_parts(value))
        return document
    text = primitive_text(value)
    return Hole(Unknown(_UNWRITTEN)) if text is None else text


def _json_parts(value: Any) -> Iterator[str | Hole]:
    """Yield a value as JSON, with holes for unknown parts."""
    if isinstance(value, Unknown):
        yield Hole(value, encoded=True)
    elif isinstance(value, PartialMap):
        yield Hole(value.missing, encoded=True)
    elif isinstance(value, dict):
        for number, key in enumerate(sorted(value)):
            yield f"{',' if number else '{'}{json_text(key)}:"
            yield from _json_parts(value[key])
        yield "}" if value else "{}"
    elif isinstance(value, (list, tuple)):
        opened = value.open if isinstance(value, OpenList) else {}
        for number, item in enumerate(value):
            yield "," if number else "["
            if number in opened:
                yield Hole(opened[number], encoded=True, element=item)
            else:
                yield from _json_parts(item)
        yield "]" if value else "[]"
    else:
        yield json_text(value)


_UNWRITTEN = AnyElement()
"""The cause of a part that is known, but of which the text is not."""


def primitive_text(value: Any) -> str | None:
    """Return the text of a primitive value in a template; None for other values."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else None


def symbol_of(value: Any) -> Symbol | None:
    """Return the symbol of a primitive value, or of a text that is known in part; None if it has none."""
    if isinstance(value, PartialText):
        return text_symbol(value)
    if isinstance(value, Unknown):
        return value.symbol
    return (1, "=", *constant(value)) if value is None or isinstance(value, (str, bool, int, float)) else None


MAX_SYMBOL = 64
"""Symbols that are made of more than these are not kept: they could be exponentially large."""


def made_of(name: str, *parts: Symbol | None) -> Symbol | None:
    """Return the symbol of a value that is always made from others in the same way."""
    size = 1
    for part in parts:
        if part is None:
            return None
        size += part[0]
    return (size, name, *parts) if size <= MAX_SYMBOL else None


def attribute_symbol(address: str, name: str, key: Symbol | None = None) -> Symbol | None:
    """Return the symbol of an attribute of a resource. key: of its key, if the address stands for several instances."""
    return (1, "attribute", address, name) if key is None else made_of("attribute", (1, address, name), key)


def is_attribute(symbol: Symbol | None, address: str, name: str) -> bool:
    """Return whether a symbol is that of an attribute of a resource, or of what the provider fills in if it is null."""
    if symbol is None:
        return False
    if symbol[1] == "unless null":
        return is_attribute(symbol[3], address, name)
    return symbol[1] == "attribute" and symbol[2:4] in ((address, name), ((1, address, name), symbol[3]))


def unless_null(value: Unknown, filled_in: Symbol | None) -> Unknown:
    """Return the value of an argument that the provider fills in if this one is null. filled_in: the symbol of what it fills in."""
    if value.not_null or type(value) is not Unknown:
        return value
    symbol = made_of("unless null", value.symbol, filled_in)
    return Unknown(value.cause, value.references, type=value.type, symbol=symbol)


def text_symbol(text: PartialText) -> Symbol | None:
    """Return the symbol of a text with holes."""
    parts: list[Symbol | None] = []
    for part in text.parts:
        if isinstance(part, str):
            parts.append((1, "=", *constant(part)))
        elif part.is_elements:
            return None
        else:
            parts.append(made_of("json" if part.encoded else "text", symbol_of(part.value)))
    return made_of("join", *parts)


def marked_text(value: Unknown) -> str:
    """Return a text with a mark for each unknown part: the same mark for the same value. For comparison, never shown."""
    parts = value.parts if isinstance(value, PartialText) else (Hole(value),)
    return "".join([part if isinstance(part, str) else f"\ue000{_mark_of(part.value)}\ue001" for part in parts])


def _mark_of(value: Unknown) -> str:
    """Return what identifies an unknown value. No hash: those of -1 and -2 are equal, and texts are cut at other places then."""
    symbol = symbol_of(value)
    if symbol is None:
        return str(id(value))
    return repr(symbol[2] if symbol[1] == "as string" else symbol)  # which escapes the marks around it


def same_value(first: Any, second: Any) -> bool:
    """Return True if two unknown values are certainly the same."""
    own = symbol_of(first)
    return own is not None and own == symbol_of(second)
