"""The instances of a block, and the values of `count` and `each` in them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import msgspec

from riveter.core.alternatives import Alternatives, Option, Symbol, both, fresh_symbol, symbol_of
from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.causes import UnknownExpansion as ExpansionCause
from riveter.core.diagnostics import Diagnostic
from riveter.core.limited_values import LimitedCollection
from riveter.core.source import SourceFile, Span
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.resource import Several
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.lang.body import Report, guarded
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.alternatives import choose, open_form, truth_options, without_refused
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.partial import OpenObject, OpenTuple, pairs
from riveter.terraform.values.types import BOOL, DYNAMIC, NUMBER, STRING, ListType, Primitive, SetType, TupleType
from riveter.terraform.values.value import (
    EPHEMERAL,
    SCHEMA,
    SENSITIVE,
    LazyObject,
    SetValue,
    TValue,
    Unexpanded,
    is_null,
    sorted_keys,
    type_of,
    unmark,
)

MAX_INSTANCES = 20_000

Note = Callable[[Diagnostic], None]


class Expansion(msgspec.Struct, frozen=True):
    """The instances of a block. mode: ``single``, ``count``, ``for_each`` or ``unknown``.

    instances: instance key (None, int or str) to the variables it adds to the scope. existence: why it is unknown which instances exist.
    Then there is one representative instance, and one for each known key of a set with unknown keys. trace: the sources of `count` or
    `for_each` (for `Scope`).
    """

    mode: str
    instances: dict[Any, dict[str, TValue]]
    existence: Unknown | None = None
    trace: Any = None


def expand(
    declared: Declaration, scope_of: Callable[[SourceFile], Scope], report: Report, note: Note, module: str
) -> Expansion:
    """Return the instances that ``count``, ``for_each`` or ``lifecycle { enabled }`` of a declaration ask for; errors are reported.

    module: the address of its module.
    """
    count, for_each = declared.attributes.get("count"), declared.attributes.get("for_each")
    enabled = next((a for b in declared.blocks("lifecycle") for a in b.attributes if a.name == "enabled"), None)
    if count is not None:
        return _by_count(count, declared, scope_of, report, note, module)
    if for_each is not None:
        return _by_for_each(for_each, declared, scope_of, report, note, module)
    if enabled is not None:
        return _by_enabled(enabled, scope_of(declared.source), report)
    return Expansion("single", {None: {}})


def _by_enabled(attribute: n.Attribute, scope: Scope, report: Report) -> Expansion:
    """Return zero or one instance without a key, as OpenTofu's `lifecycle { enabled }` asks for."""
    value, _ = unmark(guarded(attribute.expr, scope, report))
    wrong = "null; true or false is required"
    try:
        value = convert(value, BOOL)
    except ConversionError as error:
        value, wrong = None, f"unsuitable: {error.message}"
    if is_null(value):
        span = scope.source.span(attribute.expr.start, attribute.expr.end)
        value = report(EvaluationError("Invalid enabled argument", f"The given value is {wrong}.", span))
    if isinstance(value, Unknown):
        return Expansion("single", {None: {}}, _exists(value, truth_options(value)))
    return Expansion("single", {None: {}} if value else {})


def _by_count(
    attribute: n.Attribute,
    declared: Declaration,
    scope_of: Callable[[SourceFile], Scope],
    report: Report,
    note: Note,
    module: str,
) -> Expansion:
    source = declared.source_of("count")
    scope, span = scope_of(source), source.span(attribute.expr.start, attribute.expr.end)
    value, marks = unmark(without_refused(guarded(attribute.expr, scope, report)))
    _refuse_ephemeral("count", marks, span, report)
    try:
        value = convert(value, NUMBER)
    except ConversionError as error:
        value = report(
            EvaluationError("Invalid count argument", f"The given value is unsuitable: {error.message}.", span)
        )
    if isinstance(value, Alternatives):
        found = _by_counts(value, span)
        if found is not None:
            return found
    if isinstance(value, Unknown):
        unknown = _own(value.derive(type=NUMBER), value, module)
        return Expansion("unknown", {None: {"count": {"index": unknown}}}, _existence("count", value, span))
    if is_null(value) or not isinstance(value, int) or value < 0:
        what = (
            "null"
            if is_null(value)
            else "a fraction"
            if isinstance(value, Fraction)
            else "negative"
            if value < 0
            else "infinite"
        )
        wrong = EvaluationError(
            "Invalid count argument",
            f"The given value is {what}; a whole number of zero or more is required.",
            span,
        )
        return representative_instance(declared, report(wrong))
    if value > MAX_INSTANCES:
        return representative_instance(declared, _too_many(note, span))
    return Expansion("count", {index: {"count": {"index": index}} for index in range(value)})


def _refuse_ephemeral(name: str, marks: frozenset[str], span: Span, report: Report) -> None:
    if EPHEMERAL in marks:
        detail = "The number of instances is stored, so that it must not depend on an ephemeral value."
        report(EvaluationError(f"Invalid {name} argument", detail, span, static=True))


def _sensitive_for_each(span: Span, *, by_schema: bool) -> EvaluationError:
    """Return the error for a sensitive `for_each`. If only the provider marks the value, it depends on the provider's version."""
    detail = (
        "Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments: they would be shown as "
        "instance keys."
    )
    return EvaluationError(
        "Invalid for_each argument", detail, span, static=not by_schema, external=by_schema, hides=False
    )


def _by_for_each(
    attribute: n.Attribute,
    declared: Declaration,
    scope_of: Callable[[SourceFile], Scope],
    report: Report,
    note: Note,
    module: str,
) -> Expansion:
    source = declared.source_of("for_each")
    scope, span = scope_of(source), source.span(attribute.expr.start, attribute.expr.end)
    value, marks = unmark(without_refused(guarded(attribute.expr, scope, report)))
    _refuse_ephemeral("for_each", marks, span, report)
    if isinstance(value, SetValue):
        marks = marks.union(*(unmark(item)[1] for item in value))
    if SENSITIVE in marks:
        return representative_instance(declared, report(_sensitive_for_each(span, by_schema=SCHEMA in marks)))
    if isinstance(value, Alternatives):
        found = _by_collections(value, span)
        if found is not None:
            return found
        value = open_form(value)
    if isinstance(value, LazyObject):
        value = value.derive(keeps="identity")
    if isinstance(value, OpenObject) or (isinstance(value, OpenTuple) and isinstance(value.type, SetType)):
        return _partly(value, span)
    if isinstance(value, Unknown):
        if isinstance(value.type, (ListType, TupleType, Primitive)) and value.type != DYNAMIC:
            return representative_instance(declared, report(_no_collection(value, span)))
        return _representative(value, span, module)
    if isinstance(value, (SetValue, dict)):
        if len(value) > MAX_INSTANCES:
            return representative_instance(declared, _too_many(note, span))
        instances: dict[Any, dict[str, TValue]] = {}
        existence: Unknown | None = None
        pairs = (
            ((key, value[key]) for key in sorted_keys(value)) if isinstance(value, dict) else ((v, v) for v in value)
        )
        for key, item in pairs:
            key, _ = unmark(key)
            if isinstance(key, Unknown):
                existence = _existence("for_each", key, span)
                key = _own(key.derive(type=STRING, not_null=True))
                instances[None] = {"each": {"key": key, "value": key}}
                continue
            if not isinstance(key, str):
                error = EvaluationError(
                    "Invalid for_each set argument", "A for_each set must be a set of strings.", span
                )
                return representative_instance(declared, report(error))
            instances[key] = {"each": {"key": key, "value": item}}
        mode = "unknown" if existence is not None else "for_each"
        return Expansion(mode, instances, existence)
    return representative_instance(declared, report(_no_collection(value, span)))


def _no_collection(value: TValue, span: Span) -> EvaluationError:
    """Return the error for a `for_each` that is neither a map nor a set."""
    what = (
        "null"
        if is_null(value)
        else "a tuple or list; convert it with toset()"
        if isinstance(type_of(value), (TupleType, ListType))
        else "neither"
    )
    detail = f"A map, or set of strings, is required, but the value is {what}."
    return EvaluationError("Invalid for_each argument", detail, span)


def representative_instance(declared: Declaration, cause: Unknown) -> Expansion:
    """Return one representative instance, used when `count` or `for_each` is unknown because of `cause`."""
    if "count" in declared.attributes:
        return Expansion("unknown", {None: {"count": {"index": cause}}}, cause)
    return Expansion("unknown", {None: {"each": {"key": cause, "value": cause}}}, cause)


def _representative(value: Unknown, span: Span, module: str = "") -> Expansion:
    elem = getattr(value.type, "elem", None)
    key = _own(value.derive(type=STRING, not_null=True), value, module)
    if isinstance(value, Unexpanded):
        item = value.at(value.key)
        item = value.one() if item is None else item
    elif isinstance(value.type, SetType):
        item = key
    else:
        item = _own(value.derive(type=elem, keeps="identity"))
    return Expansion("unknown", {None: {"each": {"key": key, "value": item}}}, _existence("for_each", value, span))


def _partly(value: OpenObject | OpenTuple, span: Span) -> Expansion:
    """Return the instances of which it is known that they exist, and a representative of the others."""
    expansion = _representative(value, span)
    for key, item, doubt in pairs(value):
        key = item if isinstance(value, OpenTuple) else key
        if doubt is None and isinstance(key, str):
            expansion.instances[key] = {"each": {"key": key, "value": item}}
    return expansion


def _own(value: Unknown, expanded: Unknown | None = None, module: str = "") -> Unknown:
    """Return the key or value of an instance that represents several. It is the same wherever one of them reads it.

    expanded: the `count` or `for_each`. The keys of two blocks of a module with the same one are the same: their representatives are a
    pair. Those of the module around them are others.
    """
    value.symbol = fresh_symbol()
    if isinstance(expanded, Unexpanded):
        value.symbol = expanded.key or value.symbol
    elif (
        type(expanded) is Unknown or isinstance(expanded, LimitedCollection)
    ) and expanded.symbol is not None:  # any of its elements
        value.symbol = (*value.symbol[:2], "key", module, _keys_of(expanded.symbol))
    return value


_SAME_KEYS = frozenset({"keys", "toset", "tolist", "sort", "distinct", "reverse", "elements", "for object"})
"""What makes another value with the same keys, or elements, as its first part."""

_SAME_KEYS_AS = ("as set(", "as list(", "as map(")


def _keys_of(symbol: Symbol) -> Symbol:
    """Return the same symbol for all values that give the same keys to a `for_each`: a map, its keys, a set of these."""
    while len(symbol) > 2 and isinstance(symbol[2], tuple):
        name = symbol[1]
        if name not in _SAME_KEYS and not (isinstance(name, str) and name.startswith(_SAME_KEYS_AS)):
            break
        symbol = symbol[2]
    return symbol


def _by_counts(value: Alternatives, span: Span) -> Expansion | None:
    """Return the instances of a count that is one of a few: those that exist in any case, and a representative of the others.

    If there is at most one other instance, the representative is exactly this one.
    """
    counts = [item for item in value.values if isinstance(item, int) and 0 <= item <= MAX_INSTANCES]
    if len(counts) < len(value.options):
        return None
    least = min(counts)
    only = max(counts) == least + 1
    instances: dict[Any, dict[str, TValue]] = {index: {"count": {"index": index}} for index in range(least)}
    instances[None] = {"count": {"index": least if only else _own(value.derive(type=NUMBER))}}
    existence = _existence("count", value, span)
    if only:
        existence = _exists(existence, [Option(guard, item > least) for guard, item in value.options])
    return Expansion("unknown", instances, existence)


def several_of(expansion: Expansion, key: Any, place: str) -> tuple[Several, ...]:
    """Return that an instance represents several, if it does."""
    why = expansion.existence if key is None else None
    if why is None or isinstance(why, Alternatives) or expansion.mode != "unknown":
        return ()
    values = expansion.instances[key]
    index = values.get("count", {}).get("index", values.get("each", {}).get("key"))
    return (Several(place, why, symbol_of(index)),)


def as_alternatives(existence: Unknown) -> Alternatives:
    """Return why it is not known whether a module exists, as something that everything in it has in common."""
    return existence if isinstance(existence, Alternatives) else _exists(existence, truth_options(existence.derive()))


def joint_existence(outer: Unknown | None, own: Unknown | None) -> Unknown | None:
    """Return whether an instance exists, by its module and its own expansion. An instance that may represent several says so itself."""
    if outer is None or own is None:
        return own if outer is None else outer
    if not (isinstance(outer, Alternatives) and isinstance(own, Alternatives)):
        return own
    options = [
        Option(guard, bool(first.value and second.value))
        for first in outer.options
        for second in own.options
        if (guard := both(first.guard, second.guard)) is not None
    ]
    found = choose(options, own)
    return found if isinstance(found, Alternatives) else None if found is True else own


def _exists(existence: Unknown, options: list[Option]) -> Alternatives:
    """Return why it is not known whether an instance exists, and when it does."""
    return Alternatives([option for option in options if isinstance(option.value, bool)], existence, type=BOOL)


def _by_collections(value: Alternatives, span: Span) -> Expansion | None:
    """Return the instances of a `for_each` that is one of a few maps or sets.

    These are the keys in all of them, and a representative of the others. If there is only one other key, the representative has exactly
    this one.
    """
    entries = [_keyed(item) for item in value.values]
    if any(each is None for each in entries):
        return None
    found = [each for each in entries if each is not None]
    common = [key for key in sorted_keys(found[0]) if all(key in each for each in found)]
    expansion = _representative(value, span)
    instances: dict[Any, dict[str, TValue]] = {}
    for key in common:
        options = [Option(guard, each[key]) for (guard, _), each in zip(value.options, found, strict=True)]
        instances[key] = {"each": {"key": key, "value": choose(options, value)}}
    others = sorted({key for each in found for key in each}.difference(common))
    if not others:
        return Expansion("for_each", instances)
    existence = expansion.existence
    if len(others) == 1 and existence is not None:
        (only,) = others
        absent = next(each[only] for each in found if only in each)  # whatever it is where there is no such instance
        options = [Option(guard, each.get(only, absent)) for (guard, _), each in zip(value.options, found, strict=True)]
        expansion.instances[None] = {"each": {"key": only, "value": choose(options, value)}}
        existence = _exists(
            existence, [Option(guard, only in each) for (guard, _), each in zip(value.options, found, strict=True)]
        )
    return Expansion("unknown", {**expansion.instances, **instances}, existence)


def _keyed(value: TValue) -> dict[str, TValue] | None:
    """Return a map, or a set of texts as a map; None for anything else."""
    if isinstance(value, dict):
        return value if len(value) <= MAX_INSTANCES else None
    if isinstance(value, SetValue) and all(isinstance(item, str) for item in value):
        return {item: item for item in value}
    return None


def _existence(argument: str, value: Unknown, span: Span) -> Unknown:
    return Unknown(ExpansionCause(argument, value.cause, span=span), value.references)


def _too_many(note: Note, span: Span) -> Unknown:
    note(Diagnostic("warning", "Too many instances", f"More than {MAX_INSTANCES:,}; they are not expanded.", span))
    return Unknown(SpentBudget(WorkLimit.INSTANCES, MAX_INSTANCES, span=span))
