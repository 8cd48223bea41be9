"""Symbols of values, which identify unknown values (see `riveter.core.alternatives`)."""

from __future__ import annotations

from riveter.core.alternatives import MAX_SYMBOL, Alternatives, Symbol, constant, made_of, text_symbol
from riveter.core.values import Hole, PartialText, Unknown
from riveter.terraform.values.value import ListValue, MapValue, Marked, SetValue, TValue, is_null, sorted_keys


def symbol_of(value: TValue) -> Symbol | None:
    """Return the symbol of a value with unknown parts; None if it has none."""
    if is_null(value):
        return (1, "=", *constant(None))
    if isinstance(value, PartialText):
        return text_symbol(value)
    if isinstance(value, Alternatives):
        return None
    if isinstance(value, Unknown):
        return value.symbol
    if type(value) is Marked:
        return symbol_of(value.value)
    if not isinstance(value, (dict, tuple)):
        return (1, "=", *constant(value))
    if len(value) > MAX_SYMBOL:
        return None
    if isinstance(value, dict):
        kind = "map" if isinstance(value, MapValue) else "object"
        return made_of(kind, *[made_of(key, symbol_of(value[key])) for key in sorted_keys(value)])
    if isinstance(value, SetValue):
        return None
    return made_of("list" if isinstance(value, ListValue) else "tuple", *map(symbol_of, value))


def named(value: TValue, name: str, *parts: TValue) -> TValue:
    """Return an unknown result with its symbol: it is made from `parts` by the operation `name`."""
    if type(value) is Marked:
        inner = named(value.value, name, *parts)
        return value if inner is value.value else Marked(inner, value.marks)
    if type(value) is PartialText:
        return _with_named_holes(value, name, parts)
    if type(value) is not Unknown or value.symbol is not None:
        return value
    symbol = made_of(name, *map(symbol_of, parts))
    return value if symbol is None else with_symbol(value, symbol)


def _with_named_holes(text: PartialText, name: str, parts: tuple[TValue, ...]) -> PartialText:
    """Return a text in which each hole has a symbol: its position among the holes of a text made from `parts` in this way."""
    if all(not isinstance(part, Hole) or not _is_nameless(part) for part in text.parts):
        return text
    made = made_of(name, *map(symbol_of, parts))
    if made is None:
        return text
    changed = tuple(
        Hole(with_symbol(part.value, symbol), encoded=part.encoded)
        if isinstance(part, Hole) and _is_nameless(part) and (symbol := made_of(f"hole {i}", made)) is not None
        else part
        for i, part in enumerate(text.parts)
    )
    return PartialText(changed, type=text.type)


def _is_nameless(hole: Hole) -> bool:
    return type(hole.value) is Unknown and hole.value.symbol is None and not hole.is_elements


def anonymous(text: PartialText) -> PartialText:
    """Return the same text for one of several places. It is not known which, so that no two such texts are known to be equal."""
    return PartialText(
        tuple([_unnamed(part) if isinstance(part, Hole) else part for part in text.parts]), type=text.type
    )


def _unnamed(hole: Hole) -> Hole:
    value = hole.value
    plain = Unknown(value.cause, value.references, type=value.type, not_null=value.not_null)
    return Hole(plain, encoded=hole.encoded, element=hole.element)


def with_symbol(value: Unknown, symbol: Symbol) -> Unknown:
    """Return the same unknown with a symbol. A copy: an unknown may stand in several places that are not the same value."""
    return Unknown(
        value.cause,
        value.references,
        type=value.type,
        not_null=value.not_null,
        symbol=symbol,
    )
