"""The `for` expressions, and code that they share with template directives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from riveter.core.alternatives import (
    ALWAYS,
    MAX_OPTIONS,
    Alternatives,
    Guard,
    Option,
    Refused,
    Symbol,
    both,
    constant,
    fresh_symbol,
    made_of,
    refused,
)
from riveter.core.causes import AnyElement
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.lang.dispatch import attempt, evaluate
from riveter.terraform.lang.scope import Scope
from riveter.terraform.lang.try_semantics import note, note_operand, without_tracking
from riveter.terraform.values.alternatives import NO_RESULT, choose, mapped, open_form, truth_options
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.partial import (
    OpenObject,
    OpenTuple,
    like,
    open_object,
    open_tuple,
    pairs,
    set_in_any_order,
)
from riveter.terraform.values.symbols import symbol_of
from riveter.terraform.values.types import BOOL, DYNAMIC, STRING, ListType, MapType, Primitive, SetType
from riveter.terraform.values.value import (
    SetValue,
    TValue,
    has_marks,
    is_null,
    mark,
    references_in,
    sorted_keys,
    type_of,
    unmark,
    with_attributes,
)


def iterate(collection: TValue, key_var: str, value_var: str, scope: Scope, at: n.Expr) -> Iterable[Scope]:
    """Yield a scope for every element, in Terraform's order. Raises `EvaluationError` when it can't be iterated."""
    if is_null(collection):
        raise EvaluationError(
            "Iteration over null value",
            "A null value cannot be used as the collection in a 'for' expression.",
            scope.span(at.start, at.end),
        )
    pairs: Iterable[tuple[TValue, TValue]]
    if isinstance(collection, SetValue):
        pairs = ((item, item) for item in collection)
    elif isinstance(collection, tuple):
        pairs = enumerate(collection)
    elif isinstance(collection, dict):
        pairs = ((key, collection[key]) for key in sorted_keys(collection))
    else:
        raise EvaluationError(
            "Iteration over non-iterable value",
            "A value of this type cannot be used as the collection in a 'for' expression.",
            scope.span(at.start, at.end),
        )
    budget = scope.names.budget
    for key, value in pairs:
        budget.charge(1)
        yield scope.child({key_var: key, value_var: value} if key_var else {value_var: value})


def condition_value(value: TValue, summary: str, at: n.Expr, scope: Scope) -> TValue:
    """Return a condition as a bool, or an unknown. Raises `EvaluationError` with `summary`."""
    if type(value) is bool:
        return value
    try:
        if not is_null(value):
            return convert(value, BOOL)
        wrong = "The condition is null; it must be either true or false."
    except ConversionError as error:
        wrong = f"The condition must be a bool: {error.message}."
    raise EvaluationError(summary, wrong, scope.span(at.start, at.end))


def for_collection(expr: n.ForTuple | n.ForObject | n.TemplateFor, scope: Scope) -> tuple[TValue, frozenset[str]]:
    """Return the collection of a `for` (iterable if its type is known), and its marks."""
    collection, marks = unmark(with_attributes(evaluate(expr.collection, scope)))
    if isinstance(collection, SetValue) and (in_any_order := set_in_any_order(collection)) is not None:
        return in_any_order, marks
    if isinstance(collection, Unknown):
        if isinstance(collection, Alternatives):
            note(scope, collection)
        have = type_of(collection)
        if isinstance(have, Primitive) and have != DYNAMIC:
            raise EvaluationError(
                "Iteration over non-iterable value",
                f"A value of type {have} cannot be used as the collection in a 'for' expression.",
                scope.span(expr.collection.start, expr.collection.end),
            )
    return collection, marks


def _condition(expr: n.ForTuple | n.ForObject, inner: Scope) -> tuple[TValue, frozenset[str]]:
    assert expr.condition is not None
    value, marks = unmark(evaluate(expr.condition, inner))
    return condition_value(value, "Invalid 'for' condition", expr.condition, inner), marks


_ANY_ELEMENT = Unknown(AnyElement())


_Chosen: TypeAlias = "list[tuple[Scope, Unknown | None]]"


MAX_LOOPS = 4
"""A loop over more alternatives than these is not gone through for each of them."""


def for_each_option(
    collection: TValue, marks: frozenset[str], compute: Callable[[TValue, frozenset[str]], TValue]
) -> TValue:
    """Return the result of `compute` for a collection and its marks; for alternatives, for each of them."""
    if not isinstance(collection, Alternatives):
        return compute(collection, marks)
    if len(collection.options) > MAX_LOOPS:
        return compute(open_form(collection), marks)
    found = mapped(collection, lambda option: compute(option, marks), EvaluationError)
    return compute(open_form(collection), marks) if found is NO_RESULT else mark(found, marks)


def _chosen(
    expr: n.ForTuple | n.ForObject, collection: TValue, marks: frozenset[str], scope: Scope
) -> tuple[_Chosen | Unknown, frozenset[str]]:
    """Return a scope for each element that fulfils the condition or may fulfil it, with the reason why that is unknown, and the marks.

    Return an unknown if nothing is known about the elements. As in HCL, the condition is first tried with an unknown element: a condition
    that can't work is an error even if there are no elements.
    """
    if not is_null(collection) and expr.condition is not None:
        names = (
            {expr.key_var: _ANY_ELEMENT, expr.value_var: _ANY_ELEMENT}
            if expr.key_var
            else {expr.value_var: _ANY_ELEMENT}
        )
        tried, _ = unmark(evaluate(expr.condition, scope.child(names)))
        if tried is not _ANY_ELEMENT:
            note_operand(scope, tried, BOOL)
        condition_value(tried, "Invalid 'for' condition", expr.condition, scope)
    if isinstance(collection, Unknown):
        note(scope, collection)
        if isinstance(collection, (OpenObject, OpenTuple)):
            return _perhaps_chosen(collection, expr, scope), marks
        return collection, marks
    inner = iterate(collection, expr.key_var, expr.value_var, scope, expr.collection)
    if expr.condition is None:
        return [(each, None) for each in inner], marks
    chosen: _Chosen = []
    for each in inner:
        include, own = _condition(expr, each)
        marks |= own
        if isinstance(include, Unknown):
            note(scope, include)
            chosen.append((each, include))
        elif include:
            chosen.append((each, None))
    return chosen, marks


def _perhaps_chosen(collection: OpenObject | OpenTuple, expr: n.ForTuple | n.ForObject, scope: Scope) -> _Chosen:
    chosen: _Chosen = []
    for key, value, doubt in pairs(collection):
        scope.names.budget.charge(1)
        each = scope.child({expr.key_var: key, expr.value_var: value} if expr.key_var else {expr.value_var: value})
        if expr.condition is not None:
            try:
                include, _ = _condition(expr, each)
            except EvaluationError:
                if doubt is None:
                    raise
                include = doubt  # an element that may not exist makes no errors
            if include is False:
                continue
            doubt = include if doubt is None and isinstance(include, Unknown) else doubt
        chosen.append((each, doubt))
    return chosen


def for_tuple(expr: n.ForTuple, scope: Scope) -> TValue:
    """Evaluate ``[for …]``."""
    collection, marks = for_collection(expr, scope)
    return for_each_option(collection, marks, lambda each, own: _tuple_of(expr, each, own, scope))


def _tuple_of(expr: n.ForTuple, collection: TValue, marks: frozenset[str], scope: Scope) -> TValue:
    chosen, marks = _chosen(expr, collection, marks, scope)
    if isinstance(chosen, Unknown):
        return mark(_unknown_loop(expr, chosen, scope, expr.value), marks)
    result: list[TValue] = []
    opened: dict[int, Unknown] = {}
    for inner, doubt in chosen:
        if doubt is None:
            result.append(evaluate(expr.value, inner))
            continue
        opened[len(result)] = doubt
        value = attempt(expr.value, inner)  # an element that may not exist makes no errors
        result.append(like(doubt) if isinstance(value, EvaluationError) else value)
    scope.names.budget.charge_collection(result)
    return mark(open_tuple(result, opened) if opened else tuple(result), marks)


def _unknown_collection(cause: Unknown) -> Unknown:
    return cause.derive(not_null=True)


def _unknown_loop(expr: n.ForTuple | n.ForObject, collection: Unknown, scope: Scope, *made: n.Expr) -> Unknown:
    """Return the result for a collection of which nothing is known. It depends on all that its elements are made from."""
    inner = _named_element(expr, collection, scope)
    conditions = () if expr.condition is None else (expr.condition,)
    parts = without_tracking(scope, lambda: tuple([attempt(each, inner) for each in (*made, *conditions)]))
    found = collection.derive(not_null=True, references=references_in(collection, parts[: len(made)]))
    found.symbol = _loop_symbol(expr, collection, inner, parts)
    return found


def _loop_symbol(
    expr: n.ForTuple | n.ForObject, collection: Unknown, inner: Scope, parts: tuple[TValue | EvaluationError, ...]
) -> Symbol | None:
    """Return the symbol of a loop, if it follows from that of the collection what its elements are.

    parts: what is made of any element, and whether it is taken.
    """
    symbols = [None if isinstance(part, EvaluationError) else symbol_of(unmark(part)[0]) for part in parts]
    source = collection.symbol
    if source is None or (isinstance(expr, n.ForObject) and expr.grouping):
        return None
    if expr.condition is not None:
        source = made_of("if", source, symbols.pop())
    key, *value = symbols
    have = type_of(collection)  # if it may be a map or a list, keys are not the same as elements
    name = (
        expr.key_var if isinstance(have, MapType) else expr.value_var if isinstance(have, (ListType, SetType)) else ""
    )
    same = [symbol_of(inner.variables[name])] if inner.variables is not None and name else []
    made = made_of("elements", source) if key is not None and key in same else made_of("for", source, key)
    if isinstance(expr, n.ForTuple):
        return made
    return made_of("for object", made, value[0] if value[0] is not None else fresh_symbol())


def any_element(expr: n.ForTuple | n.ForObject | n.TemplateFor, collection: Unknown, scope: Scope) -> Scope:
    """Return the scope of an element of a collection of which nothing is known."""
    element = like(collection)
    return scope.child({expr.key_var: element, expr.value_var: element} if expr.key_var else {expr.value_var: element})


def _named_element(expr: n.ForTuple | n.ForObject, collection: Unknown, scope: Scope) -> Scope:
    """Return the scope of any element, with the same symbol whichever loop over the collection it is in."""
    value = _element("value", collection, scope)
    if not expr.key_var:
        return scope.child({expr.value_var: value})
    same = isinstance(type_of(collection), SetType)
    return scope.child({expr.key_var: value if same else _element("key", collection, scope), expr.value_var: value})


def _element(what: str, collection: Unknown, scope: Scope) -> Unknown:
    symbol = made_of(f"any {what}", collection.symbol)
    outer: Scope | None = scope
    while outer is not None and symbol is not None:
        if any(isinstance(one, Unknown) and one.symbol == symbol for one in (outer.variables or {}).values()):
            symbol = None  # a loop over the same collection around this one has another element
        outer = outer.parent
    found = like(collection)
    found.symbol = symbol
    return found


def for_object(expr: n.ForObject, scope: Scope) -> TValue:
    """Evaluate ``{for …}``."""
    collection, marks = for_collection(expr, scope)
    return for_each_option(collection, marks, lambda each, own: _object_of(expr, each, own, scope))


_Perhaps: TypeAlias = "list[tuple[str, TValue, Unknown]]"
"""Entries with why it is not known whether each exists."""


MAX_PERHAPS = 4
"""An object with more entries that may exist is not gone through for each combination of these."""


def _object_of(expr: n.ForObject, collection: TValue, marks: frozenset[str], scope: Scope) -> TValue:
    chosen, marks = _chosen(expr, collection, marks, scope)
    if isinstance(chosen, Unknown):
        return mark(_unknown_loop(expr, chosen, scope, expr.key, expr.value), marks)
    result: dict[str, Any] = {}
    undecided: Unknown | None = None
    # an element that represents those of an open collection may be several
    few = not expr.grouping and not isinstance(collection, Unknown)
    few = few and sum(doubt is not None for _, doubt in chosen) <= MAX_PERHAPS
    perhaps: _Perhaps = []
    for inner, doubt in chosen:
        if doubt is not None:
            entry = _entry(expr, inner) if few else None
            if entry is None:
                few = False
            else:
                perhaps.append((*entry, doubt))
            undecided = doubt
            continue
        key, own = unmark(evaluate(expr.key, inner))
        marks |= own
        if is_null(key):
            raise EvaluationError(
                "Invalid object key",
                "Key expression in 'for' expression must not produce a null value.",
                scope.span(expr.key.start, expr.key.end),
            )
        key = key_text(key, expr.key, inner)
        if isinstance(key, Unknown):
            note(scope, key)
            undecided = key
            few = False
            continue
        value = evaluate(expr.value, inner)
        if expr.grouping:
            result.setdefault(key, []).append(value)
        elif key in result:
            raise EvaluationError(
                "Duplicate object key",
                f"Two different items produced the key \"{key}\" in this 'for' expression. If duplicates are expected, "
                "use the ellipsis (...) after the value expression to enable grouping by key.",
                scope.span(expr.key.start, expr.key.end),
            )
        else:
            result[key] = value
    scope.names.budget.charge_collection(result)
    if undecided is not None:
        whole = _unknown_collection(undecided)
        if few and result.keys().isdisjoint(key for key, _, _ in perhaps):
            scope.names.budget.charge((len(result) + len(perhaps)) << len(perhaps))
            return mark(_with_or_without(result, perhaps, whole), marks)
        return mark(whole if expr.grouping else open_object(result, whole), marks)
    if expr.grouping:
        result = {key: tuple(items) for key, items in result.items()}
    return mark(result, marks)


def _entry(expr: n.ForObject, inner: Scope) -> tuple[str, TValue] | None:
    """Return the key and the value of an entry that may not exist; None if they cannot be determined, or are marked."""
    key, value = attempt(expr.key, inner), attempt(expr.value, inner)
    if isinstance(key, EvaluationError) or isinstance(value, EvaluationError) or has_marks([key, value]):
        return None
    if is_null(key) or isinstance(key, Unknown):
        return None
    try:
        text = convert(key, STRING)
    except ConversionError:
        return None
    return text, value


def _with_or_without(sure: dict[str, TValue], perhaps: _Perhaps, cause: Unknown) -> TValue:
    """Return the object with each combination of the entries that may exist."""
    options: list[Option] = [Option(ALWAYS, sure)]
    for key, value, doubt in perhaps:
        longer: list[Option] = []
        for guard, entries in options:
            for own, exists in truth_options(doubt):
                common = both(guard, own)
                if common is None:
                    continue
                if isinstance(entries, Refused) or isinstance(exists, Refused):
                    longer.append(Option(common, refused(doubt)))
                elif exists is not True:
                    longer.append(Option(common, entries))
                elif key in entries:
                    longer.append(Option(common, refused(doubt)))  # two items with one key
                else:
                    longer.append(Option(common, {**entries, key: _where(value, common)}))
        options = longer
        if len(options) > MAX_OPTIONS:
            return open_object(sure, cause)
    return choose(options, cause)


def _where(value: TValue, guard: Guard) -> TValue:
    """Return an entry under a guard: it is not null if that is its condition."""
    domain = guard.get(value.symbol) if type(value) is Unknown and value.symbol is not None else None
    if domain is None or domain.among is (constant(None) in domain.values):
        return value
    return Unknown(value.cause, value.references, type=value.type, not_null=True, symbol=value.symbol)


def key_text(key: TValue, expr: n.Expr, scope: Scope) -> str | Unknown:
    """Return a key as a string. Raises `EvaluationError`."""
    try:
        text: str | Unknown = convert(key, STRING)
    except ConversionError as error:
        raise EvaluationError(
            "Incorrect key type", f"Can't use this value as a key: {error.message}.", scope.span(expr.start, expr.end)
        ) from None
    return text
