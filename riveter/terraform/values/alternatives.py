"""Alternatives while Terraform is evaluated: found in operands, told apart, and joined again.

An operation whose result is unknown because of alternatives in its operands is done once for each combination of them (`lifted`).
If one alternative gives an error, its result is `Refused`: Terraform makes no plan in this case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from riveter.core.alternatives import (
    ALWAYS,
    MAX_OPTIONS,
    MAX_VISITED,
    Alternatives,
    Guard,
    Option,
    Refused,
    Symbol,
    both,
    combinations,
    fresh_symbol,
    is_none_of,
    is_one_of,
    refused,
)
from riveter.core.causes import EvaluationFailure
from riveter.core.values import Hole, PartialText, Unknown, json_text
from riveter.terraform.values.budget import MAX_CANDIDATES
from riveter.terraform.values.numbers import NUMERIC, format_number, is_negative
from riveter.terraform.values.partial import OpenObject, OpenTuple, joined, like
from riveter.terraform.values.symbols import symbol_of
from riveter.terraform.values.types import BOOL, DYNAMIC, NUMBER, ListType, MapType, SetType, Type
from riveter.terraform.values.unification import has_dynamic
from riveter.terraform.values.value import (
    NO_MARKS,
    ListValue,
    MapValue,
    Marked,
    SetValue,
    TValue,
    first_unknown,
    has_marks,
    is_null,
    make_set,
    map_elements,
    mark,
    text_with_holes,
    type_of,
    unmark,
)

MAX_ALTERNATIVES = 6
"""An operation on more alternatives than these is not done for all their combinations."""


NO_RESULT: Any = object()
"""Means that alternatives do not help: there are none, too many, or only errors."""


class _RefusedError(Exception):
    """An operand is `Refused` in the case at hand."""


# --- making alternatives -------------------------------------------------------------------------


def choose(options: Iterable[Option], cause: Unknown) -> TValue:
    """Return a value that is one of several; `cause` says why it is not known which.

    The guards of the options must exclude each other. Where all values have the same form, the result has it too, with alternatives
    for its elements.
    """
    flat: list[Option] = []
    marks: frozenset[str] = NO_MARKS
    for guard, value in options:
        value, own = unmark(value)
        marks |= own
        if not isinstance(value, Alternatives):
            flat.append(Option(guard, value))
            continue
        for inner in value.options:
            common = both(guard, inner.guard)
            if common is not None:
                plain, own = unmark(inner.value)
                marks |= own
                flat.append(Option(common, plain))
    return mark(_Chooser(cause).join(flat), marks)


class _Chooser:
    """`left`: how many more values may be looked at; shared parts could make it exponential."""

    def __init__(self, cause: Unknown) -> None:
        self.cause = cause
        self.left = MAX_VISITED

    def join(self, options: list[Option]) -> TValue:
        self.left -= len(options)
        if self.left < 0 or not options:
            return like(self.cause)
        first = options[0].value
        if all(_same(first, option.value) for option in options):
            return first
        if _same_form([option.value for option in options]):
            return self.elements(options)
        if any(has_marks(option.value) for option in options):
            return _undecided(options, self.cause)
        if len(options) > MAX_OPTIONS:
            options = _by_value(options)
            if len(options) > MAX_OPTIONS:
                return _folded(options, self.cause)
        return Alternatives(options, self.cause, type=common_type(options))

    def elements(self, options: list[Option]) -> TValue:
        first = options[0].value
        if isinstance(first, dict):
            entries = {key: self.element(options, key) for key in first}
            return MapValue(entries, first.elem) if isinstance(first, MapValue) else entries
        items = [self.element(options, index) for index in range(len(first))]
        return ListValue(items, first.elem) if isinstance(first, ListValue) else tuple(items)

    def element(self, options: list[Option], key: str | int) -> TValue:
        flat: list[Option] = []
        marks: frozenset[str] = NO_MARKS
        for guard, value in options:
            item, own = unmark(value[key])
            marks |= own
            if not isinstance(item, Alternatives):
                flat.append(Option(guard, item))
                continue
            for inner in item.options:
                common = both(guard, inner.guard)
                if common is not None:
                    flat.append(Option(common, inner.value))
        return mark(self.join(flat), marks)


def _same(first: TValue, second: TValue) -> bool:
    """Return True if two values are certainly the same."""
    if first is second:
        return not isinstance(first, (Refused, OpenTuple))
    if isinstance(first, Unknown) or isinstance(second, Unknown):
        return (
            isinstance(first, Unknown)
            and isinstance(second, Unknown)
            and first.symbol is not None
            and first.symbol == second.symbol
        )
    if type(first) is not type(second):
        return False
    if isinstance(first, (tuple, dict)):
        if len(first) != len(second) or first_unknown(first) is not None or first_unknown(second) is not None:
            return False
        return type_of(first) == type_of(second) and bool(first == second)
    return same_known(first, second)


def same_known(first: TValue, second: TValue) -> bool:
    """Return True if two known primitive values are the same, with the same text: 0 and -0 are equal, but written differently."""
    if isinstance(first, NUMERIC) and isinstance(second, NUMERIC) and not first and not second:
        return is_negative(first) == is_negative(second)
    return bool(first == second)


def _same_form(values: list[TValue]) -> bool:
    """Return True if all are maps of the same keys, or lists of the same length."""
    first = values[0]
    if isinstance(first, SetValue) or not isinstance(first, (tuple, dict)):
        return False
    kind = type(first)
    if isinstance(first, dict):
        return all(isinstance(value, dict) and type(value) is kind and value.keys() == first.keys() for value in values)
    return all(type(value) is kind and len(value) == len(first) for value in values)


def _by_value(options: list[Option]) -> list[Option]:
    """Return one option for each value; drop options whose value is dropped."""
    kept: list[TValue] = []
    for option in options:
        refusal = isinstance(option.value, Refused)
        if not any(isinstance(have, Refused) if refusal else _same(have, option.value) for have in kept):
            kept.append(option.value)
            if len(kept) > MAX_OPTIONS:
                return options
    symbol = fresh_symbol()
    return [Option(is_one_of(symbol, index), value) for index, value in enumerate(kept)]


def _folded(options: list[Option], cause: Unknown) -> TValue:
    """Return the common part of too many values."""
    whole = options[0].value
    for option in options[1:]:
        whole = joined(whole, option.value, _undecided(options, cause))
    return whole


def _undecided(options: Sequence[Option], cause: Unknown) -> Unknown:
    """Return the plain unknown. A value that may be written in the source is not as opaque as the condition."""
    return cause.derive(type=common_type(options), not_null=all(_not_null(option.value) for option in options))


def _not_null(value: TValue) -> bool:
    return value.not_null if isinstance(value, Unknown) else not is_null(value)


def common_type(options: Iterable[Option]) -> Type:
    """Return the type of all values that are not null; open if they have several types."""
    types = {type_of(value) for _, value in options if not is_null(value) and not isinstance(value, Refused)}
    return types.pop() if len(types) == 1 else DYNAMIC


# --- telling them apart --------------------------------------------------------------------------


def found_in(values: Iterable[TValue]) -> list[Alternatives]:
    """Return the alternatives in some values, at any depth, each once; an element that represents several is left out."""
    found: dict[int, Alternatives] = {}
    stack = list(values)[::-1]
    for _ in range(MAX_VISITED):
        if not stack:
            break
        item = stack.pop()
        if isinstance(item, Alternatives):
            found[id(item)] = item
        elif isinstance(item, tuple):
            stack.extend(item)
        elif isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, Marked):
            stack.append(item.value)
        elif isinstance(item, PartialText):
            stack.extend([part.value for part in item.parts if isinstance(part, Hole) and not part.is_elements])
        elif isinstance(item, OpenTuple):
            stack.extend([each for index, each in enumerate(item.items) if index not in item.open])
        elif isinstance(item, OpenObject):
            stack.extend(item.entries.values())
    return list(found.values())


def narrowed(value: TValue, guard: Guard) -> TValue:
    """Return the value under a guard. Raises `_RefusedError`."""
    if isinstance(value, (str, *NUMERIC)) or is_null(value):
        return value
    if isinstance(value, Alternatives):
        left = [Option(g, option.value) for option in value.options if (g := both(option.guard, guard)) is not None]
        if len(left) > 1:
            return Alternatives(left, value, type=value.type)
        if not left or isinstance(left[0].value, Refused):
            raise _RefusedError
        return narrowed(left[0].value, guard)
    if isinstance(value, Marked):
        return mark(narrowed(value.value, guard), value.marks)
    if isinstance(value, (tuple, dict)):
        return value if not found_in([value]) else map_elements(value, lambda item: narrowed(item, guard))
    if isinstance(value, PartialText):
        return _narrowed_text(value, guard)
    if isinstance(value, OpenTuple):
        items = [each if index in value.open else narrowed(each, guard) for index, each in enumerate(value.items)]
        return OpenTuple(tuple(items), value.open, type_of(value))
    if isinstance(value, OpenObject):
        return OpenObject({key: narrowed(item, guard) for key, item in value.entries.items()}, value, type_of(value))
    return value


def _narrowed_text(text: PartialText, guard: Guard) -> TValue:
    parts: list[str | Unknown] = []
    for part in text.parts:
        if isinstance(part, str):
            parts.append(part)
            continue
        value = part.value if part.is_elements else narrowed(part.value, guard)
        if part.encoded and is_null(value):
            parts.append("null")
        elif part.encoded and _is_json(value):
            parts.append(
                json_text(value) if value is None or isinstance(value, (str, bool)) else _text(value)
            )  # -0 is no 0
        elif value is part.value:
            parts.append(PartialText((part,), type=text.type))
        elif part.encoded:
            parts.append(PartialText((Hole(like(part.value), encoded=True),), type=text.type))
        else:
            parts.append(value if isinstance(value, (str, Unknown)) else _text(value))
    return text_with_holes(parts)


def _text(value: TValue) -> str | Unknown:
    """Return the text of a primitive value. Raises `_RefusedError` for a value without one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, NUMERIC):
        return format_number(value)
    raise _RefusedError


def _is_json(value: TValue) -> bool:
    """Return True if a value can be put into JSON text."""
    return value is None or isinstance(value, (str, int))


def on_operands(compute: Callable[..., TValue], operands: list[TValue]) -> TValue:
    """Return the result for some operands. A closure in an operation would slow down each that has none."""
    return compute(*operands)


def lifted(
    args: Sequence[TValue],
    compute: Callable[[list[TValue]], TValue],
    *errors: type[Exception],
) -> TValue:
    """Return the result of an operation for every combination of the alternatives in its operands.

    Return `NO_RESULT` if there are no alternatives, if there are too many, or if it is an error for all of them.
    """
    found = found_in(args)
    if not found or len(found) > MAX_ALTERNATIVES:
        return NO_RESULT
    guards = combinations(found)
    if guards is None:
        return NO_RESULT
    cause = found[0]
    options: list[Option] = []
    for guard in guards:
        try:
            given = [narrowed(arg, guard) for arg in args]
            if any(each is other for each in found_in(given) for other in found):
                return NO_RESULT
            value = compute(given)
        except _RefusedError:
            value = refused(cause)
        except errors:
            value = refused(cause)
        options.append(Option(guard, value))
    return NO_RESULT if _none_left(options) else choose(options, cause)


def _none_left(options: list[Option]) -> bool:
    return all(isinstance(option.value, Refused) for option in options)


def mapped(value: Alternatives, compute: Callable[[TValue], TValue], errors: type[Exception]) -> TValue:
    """Return the result of an operation for each option; `NO_RESULT` if it is an error for all of them."""
    options: list[Option] = []
    for guard, item in value.options:
        if isinstance(item, Refused):
            options.append(Option(guard, item))
            continue
        try:
            options.append(Option(guard, compute(item)))
        except errors:
            options.append(Option(guard, refused(value)))
    return NO_RESULT if _none_left(options) else choose(options, value)


def without_refused(value: TValue) -> TValue:
    """Return the value where it is needed, without options that Terraform refuses."""
    if type(value) is Marked:
        inner = without_refused(value.value)
        return value if inner is value.value else mark(inner, value.marks)
    if not isinstance(value, Alternatives):
        return value
    left = [option for option in value.options if not isinstance(option.value, Refused)]
    return value if len(left) == len(value.options) or not left else choose(left, value)


def open_form(value: TValue) -> TValue:
    """Return the common part of alternatives, for operations that accept a collection that is known in part."""
    if not isinstance(value, Alternatives):
        return value
    left = [option for option in value.options if not isinstance(option.value, Refused)]
    return _folded(left, value) if left else like(value)


# --- what may be chosen --------------------------------------------------------------------------


def truth_options(value: TValue, *, nulls: bool = False) -> list[Option]:
    """Return when a bool (or an unknown one) is true, and when false. nulls: also when it is null, which is refused otherwise."""
    if isinstance(value, Alternatives):
        found: list[Option] = []
        for guard, item in value.options:
            if isinstance(item, Unknown) and not isinstance(item, Refused):
                options = [
                    Option(g, inner.value)
                    for inner in truth_options(item, nulls=nulls)
                    if (g := both(guard, inner.guard)) is not None
                ]
                found.extend(options)
            else:
                found.append(Option(guard, refused(value) if is_null(item) and not nulls else item))
        return found
    if not isinstance(value, Unknown):
        return [Option(ALWAYS, value)]
    symbol = fresh_symbol() if value.symbol is None else value.symbol
    options = [Option(is_one_of(symbol, True), True), Option(is_one_of(symbol, False), False)]
    if not value.not_null:
        options.append(Option(is_none_of(symbol, True, False), None if nulls else refused(value)))
    return options


def any_of_these(key: Unknown, entries: Iterable[tuple[str | int, TValue]], other: TValue = NO_RESULT) -> TValue:
    """Return the element at an unknown key: one of the existing ones; `other` if the key is none of theirs (by default, that is an error).

    Return `NO_RESULT` if there are too many, or none.
    """
    known = symbol_of(key)
    symbol = fresh_symbol() if known is None else known
    options: list[Option] = []
    names: list[str | int] = []
    for name, item in entries:
        if len(names) >= MAX_CANDIDATES:
            return NO_RESULT
        names.append(name)
        options.append(Option(is_one_of(symbol, name), item))
    if not options:
        return other
    options.append(Option(is_none_of(symbol, *names), refused(key) if other is NO_RESULT else other))
    return choose(options, key)


def one_or_other(first: TValue, second: TValue, cause: Unknown) -> TValue:
    """Return a value that is one of two, and nothing says which."""
    symbol = fresh_symbol()
    return choose([Option(is_one_of(symbol, True), first), Option(is_none_of(symbol, True), second)], cause)


def beside_open_type(value: TValue, others: Iterable[TValue]) -> TValue:
    """Return a value that takes a common type with others, of which one may turn out to be a text, a list or a set.

    Beside a text, a number or bool becomes a text, also inside of lists, maps and objects. Beside a list or set, a tuple becomes one.
    """
    cause = next((plain for other in others if is_of_open_type(plain := unmark(other)[0])), None)
    return value if cause is None else _perhaps_other(value, cause, fresh_symbol(), type_of(cause))


def is_of_open_type(plain: TValue) -> bool:
    """Return True if the type of an unknown value, or of its elements, is not known: it may be any."""
    return isinstance(plain, Unknown) and has_dynamic(type_of(plain)) and not isinstance(plain.cause, EvaluationFailure)


def _perhaps_other(value: TValue, cause: Unknown, symbol: Symbol, beside: Type) -> TValue:
    """Return a value beside one whose type, as far as it is known, is `beside`."""
    plain, marks = unmark(value)
    if isinstance(plain, (bool, *NUMERIC)):
        options = (Option(is_one_of(symbol, True), _as_text(plain)), Option(is_none_of(symbol, True), plain))
        return mark(Alternatives(options, cause, type=DYNAMIC), marks)
    if isinstance(plain, Unknown):
        return mark(derive_open(plain), marks) if type_of(plain) in (NUMBER, BOOL) else value
    if isinstance(plain, SetValue):
        return value
    inner = beside.elem if isinstance(beside, (ListType, SetType, MapType)) else DYNAMIC
    changed = map_elements(plain, partial(_perhaps_other, cause=cause, symbol=symbol, beside=inner))
    if isinstance(changed, ListValue) and changed.elem in (NUMBER, BOOL):
        changed = ListValue(changed, DYNAMIC)
    elif isinstance(changed, MapValue) and changed.elem in (NUMBER, BOOL):
        changed = MapValue(changed, DYNAMIC)
    elif type(plain) is tuple and len(plain) > 1 and beside == DYNAMIC:
        changed = _perhaps_collection(plain, changed, cause)
    return mark(changed, marks)


def _perhaps_collection(plain: tuple[TValue, ...], changed: TValue, cause: Unknown) -> TValue:
    """Return a tuple beside what may be a list or set: these have other types, and a set has no order and nothing twice.

    changed: the tuple as one, beside another tuple.
    """
    if all(isinstance(item, (str, bool, *NUMERIC)) for item in plain):
        texts = tuple([item if isinstance(item, str) else _as_text(item) for item in plain])
        alike = [texts] if any(type_of(item) != type_of(plain[0]) for item in plain) else [plain, texts]
    elif isinstance(changed, tuple) and all(new is old for new, old in zip(changed, plain, strict=True)):
        alike = [] if any(type_of(item) != type_of(plain[0]) for item in plain) else [plain]
    else:
        alike = []
    if not alike:
        return cause.derive(type=DYNAMIC, not_null=True)
    values: list[TValue] = [changed]
    for items in alike if alike[0] != alike[-1] else alike[:1]:
        values += [ListValue(items, type_of(items[0])), make_set(items, type_of(items[0]))]
    symbol = fresh_symbol()
    options = [Option(is_one_of(symbol, number), value) for number, value in enumerate(values[1:])]
    options.append(Option(is_none_of(symbol, *range(len(options))), changed))
    return Alternatives(options, cause, type=DYNAMIC)


def _as_text(plain: Any) -> str:
    return ("true" if plain else "false") if isinstance(plain, bool) else format_number(plain)


def derive_open(value: Unknown) -> Unknown:
    """Return the same unknown as a value whose type is not known."""
    return value.derive(type=DYNAMIC, not_null=value.not_null)
