"""Expressions to values, after HCL's `hclsyntax`: one function for each kind of node."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any
from unicodedata import normalize

from riveter.hcl import nodes as n
from riveter.terraform.budget import check_text
from riveter.terraform.conversion import ConversionError, convert, convertible, retype, unify
from riveter.terraform.errors import BudgetExceededError, EvaluationError
from riveter.terraform.functions import FunctionError, lookup
from riveter.terraform.numbers import format_number, parse_number
from riveter.terraform.operations import (
    attribute,
    binary,
    conditional,
    derived,
    index,
    unary,
)
from riveter.terraform.scope import Scope
from riveter.terraform.types import BOOL, DYNAMIC, STRING, ListType, Primitive, SetType, TupleType, Type
from riveter.terraform.values import (
    NO_MARKS,
    LazyObject,
    ListValue,
    Marked,
    SetValue,
    TValue,
    mark,
    sorted_keys,
    text_with_holes,
    type_of,
    unmark,
)
from riveter.values import PartialText, Unknown


def evaluate(expr: n.Expr, scope: Scope) -> TValue:
    """The value of an expression.

    Raises `EvaluationError` (with a span) for what Terraform refuses, `BudgetExceededError` when it costs too much.
    """
    try:
        return _EVALUATE[type(expr)](expr, scope)
    except EvaluationError as error:
        if error.span is None:
            error.span = scope.span(expr.start, expr.end)
        raise


def attempt(expr: n.Expr, scope: Scope) -> TValue | EvaluationError:
    """The value, or the error that evaluating it raises."""
    try:
        return evaluate(expr, scope)
    except EvaluationError as error:
        return error


# --- literals and templates ----------------------------------------------------------------------


def _literal(expr: Any, scope: Scope) -> TValue:
    return expr.value


def _string(expr: n.StringLit, scope: Scope) -> TValue:
    return normal(expr.value)


def normal(text: str) -> str:
    """The text in Unicode's composed form (NFC), as cty keeps all strings."""
    return text if text.isascii() else normalize("NFC", text)


def _number(expr: n.NumberLit, scope: Scope) -> TValue:
    try:
        return parse_number(expr.text)
    except ValueError as error:
        raise EvaluationError("Invalid number literal", str(error), static=True) from None


def _null(expr: n.NullLit, scope: Scope) -> TValue:
    return None


def _invalid(expr: n.Invalid, scope: Scope) -> TValue:
    return Unknown("the expression has a syntax error", kind="error", span=scope.span(expr.start, expr.end))


def _template(expr: n.Template, scope: Scope) -> TValue:
    parts, marks = _template_parts(expr.parts, scope)
    text = text_with_holes(parts)
    check_text(text)
    return mark(normal(text) if isinstance(text, str) else text, marks)


def _template_parts(exprs: Sequence[n.Expr], scope: Scope) -> tuple[list[str | Unknown], frozenset[str]]:
    parts: list[str | Unknown] = []
    marks = NO_MARKS
    for expr in exprs:
        if type(expr) is n.StringLit:
            parts.append(expr.value)
            continue
        if type(expr) is n.TemplateIf:
            inner, own = _template_if(expr, scope)
            parts.extend(inner)
        elif type(expr) is n.TemplateFor:
            inner, own = _template_for(expr, scope)
            parts.extend(inner)
        else:
            value, own = unmark(evaluate(expr, scope))
            parts.append(_template_text(value, expr, scope))
        marks |= own
    scope.names.budget.charge(len(parts) + sum(len(part) for part in parts if isinstance(part, str)) // 100)
    return parts, marks


def _template_text(value: TValue, expr: n.Expr, scope: Scope) -> str | Unknown:
    if isinstance(value, str):
        return value
    if isinstance(value, Unknown) and not isinstance(value, PartialText):
        return value if value.type == STRING else retype(value, STRING)  # whatever it is: as HCL, it is not converted
    span = scope.span(expr.start, expr.end)
    if value is None:
        raise EvaluationError(
            "Invalid template interpolation value",
            "The expression result is null. Cannot include a null value in a string template.",
            span,
        )
    try:
        text: str | Unknown = convert(value, STRING)
    except ConversionError as error:
        raise EvaluationError(
            "Invalid template interpolation value",
            f"Cannot include the given value in a string template: {error.message}.",
            span,
        ) from None
    return text


def _template_if(expr: n.TemplateIf, scope: Scope) -> tuple[list[str | Unknown], frozenset[str]]:
    condition, marks = unmark(evaluate(expr.condition, scope))
    condition = _condition(condition, "Invalid template directive", expr.condition, scope)
    if isinstance(condition, Unknown):
        return [derived(condition, STRING)], marks
    parts, own = _template_parts(expr.then if condition else expr.otherwise, scope)
    return parts, marks | own


def _template_for(expr: n.TemplateFor, scope: Scope) -> tuple[list[str | Unknown], frozenset[str]]:
    collection, marks = _for_collection(expr, scope)
    if isinstance(collection, Unknown):
        return [derived(collection, STRING)], marks
    result: list[str | Unknown] = []
    for inner in _iterate(collection, expr.key_var, expr.value_var, scope, expr.collection):
        parts, own = _template_parts(expr.body, inner)
        result.extend(parts)
        marks |= own
    return result, marks


def _template_wrap(expr: n.TemplateWrap, scope: Scope) -> TValue:
    return evaluate(expr.expr, scope)


# --- references ----------------------------------------------------------------------------------


def _variable(expr: n.Variable, scope: Scope) -> TValue:
    found = scope.find(expr.name)
    if found is not None:
        assert found.variables is not None
        if found.trace is not None:
            scope.names.was_read(found.trace)
        return found.variables[expr.name]
    value, _ = scope.names.resolve(expr.name, None, scope)
    return value


def _traversal(expr: n.Traversal, scope: Scope) -> TValue:
    source = expr.source
    taken = 0
    if type(source) is n.Variable:
        found = scope.find(source.name)
        if found is not None:
            assert found.variables is not None
            value = found.variables[source.name]
            if found.trace is not None:
                scope.names.was_read(found.trace)
        else:
            value, taken = scope.names.resolve(source.name, expr, scope)
    else:
        value = evaluate(source, scope)
    steps = expr.steps
    return take_steps(value, steps[taken:] if taken else steps, scope)


def take_steps(value: TValue, steps: Sequence[n.Step], scope: Scope) -> TValue:
    """The value that attribute and index steps lead to. Raises `EvaluationError` with the span of the step."""
    for step in steps:
        try:
            if isinstance(step, n.Attr):
                # a map or an object that is known and unmarked: the common case
                value = value[step.name] if type(value) is dict and step.name in value else get(value, step.name)
            elif isinstance(step, n.Index):
                value = index_step(value, evaluate(step.key, scope))
            else:
                value = _splat_value(value, step.steps, scope)
        except EvaluationError as error:
            if error.span is None:
                error.span = scope.span(step.start, step.end)
            raise
    return value


def get(value: TValue, name: str) -> TValue:
    """``value.name``, where the value may be a resource whose attributes are evaluated on demand."""
    plain, marks = unmark(value)
    if isinstance(plain, LazyObject):
        return mark(plain.attribute(name), marks)
    return attribute(value, name)


def index_step(value: TValue, key: TValue) -> TValue:
    """``value[key]``, where the value may be a resource whose attributes are evaluated on demand."""
    plain, marks = unmark(value)
    if isinstance(plain, LazyObject) and isinstance(key, str):
        return mark(plain.attribute(key), marks)
    return index(value, key)


def _splat(expr: n.Splat, scope: Scope) -> TValue:
    return _splat_value(evaluate(expr.source, scope), expr.steps, scope)


def _splat_value(value: TValue, steps: Sequence[n.Step], scope: Scope) -> TValue:
    source, marks = unmark(value)
    if source is None:
        return mark((), marks)
    if isinstance(source, Unknown) and not isinstance(source, LazyObject):
        return mark(_unknown_splat(source, steps, scope), marks)
    auto = not isinstance(source, tuple)
    items: Iterable[TValue] = (source,) if auto else source
    results = [take_steps(item, steps, scope) for item in items]
    scope.names.budget.charge(len(results))
    if not auto and isinstance(source, (ListValue, SetValue)):
        result: TValue = _as_list(results)
    else:
        result = tuple(results)
    return mark(result, marks)


def _unknown_splat(source: Unknown, steps: Sequence[n.Step], scope: Scope) -> TValue:
    """The splat of an unknown: the steps are taken on what stands for its elements, as they may be wrong for its type."""
    have = type_of(source)
    kind: Type = DYNAMIC
    if isinstance(have, (ListType, SetType)):
        element = Unknown(source.reason, source.references, kind=source.kind, span=source.span, type=have.elem)
        kind = ListType(type_of(unmark(take_steps(element, steps, scope))[0]))
    elif isinstance(have, TupleType):
        elements = [
            Unknown(source.reason, source.references, kind=source.kind, span=source.span, type=each)
            for each in have.elems
        ]
        return tuple([take_steps(element, steps, scope) for element in elements])
    elif have != DYNAMIC:
        value = take_steps(source, steps, scope)
        if source.not_null:
            return (value,)
    return Unknown(source.reason, source.references, kind=source.kind, span=source.span, type=kind, not_null=True)


def _as_list(results: list[TValue]) -> TValue:
    types = {type_of(item) for item in results}
    if len(types) > 1:
        unified = unify(list(types))
        if unified is None:
            return tuple(results)
        return ListValue([convert(item, unified) for item in results], unified)
    return ListValue(results, types.pop() if types else DYNAMIC)


# --- operators and calls -------------------------------------------------------------------------


def _unary(expr: n.Unary, scope: Scope) -> TValue:
    return unary(expr.op, evaluate(expr.operand, scope))


def _binary(expr: n.Binary, scope: Scope) -> TValue:
    scope.names.budget.charge(1)
    left = evaluate(expr.left, scope)
    if expr.op in ("&&", "||"):
        plain, marks = unmark(left)
        decisive = expr.op == "||"
        if plain is decisive:  # the other side is not evaluated
            return mark(decisive, marks)
        if isinstance(plain, Unknown) and not convertible(type_of(plain), BOOL):
            return binary(expr.op, left, True)  # an error
        right = attempt(expr.right, scope)
        if isinstance(right, EvaluationError):
            # an unknown left side may guard against exactly this error
            if isinstance(plain, Unknown):
                return mark(derived(plain, BOOL), marks)
            raise right
        return binary(expr.op, left, right)
    right = evaluate(expr.right, scope)
    if expr.op in ("==", "!="):
        scope.names.budget.charge_value(left)
        scope.names.budget.charge_value(right)
    return binary(expr.op, left, right)


def _conditional(expr: n.Conditional, scope: Scope) -> TValue:
    scope.names.budget.charge(1)
    condition = evaluate(expr.condition, scope)
    then = attempt(expr.then, scope)
    otherwise = attempt(expr.otherwise, scope)
    for side in (then, otherwise):  # their types are compared, element by element
        scope.names.budget.charge_value(side)
    plain, _ = unmark(condition)
    if isinstance(plain, Unknown):
        if isinstance(then, EvaluationError) or isinstance(otherwise, EvaluationError):
            # whether the result is null is as open as the rest
            unknown = Unknown(plain.reason, plain.references, kind=plain.kind, span=plain.span)
            return mark(unknown, unmark(condition)[1])
    else:
        chosen = then if plain in (True, "true") else otherwise
        if isinstance(chosen, EvaluationError):
            raise chosen
        if isinstance(then, EvaluationError):
            then = Unknown(then.summary, kind="error")
        if isinstance(otherwise, EvaluationError):
            otherwise = Unknown(otherwise.summary, kind="error")
    return conditional(condition, then, otherwise)


def _call(expr: n.Call, scope: Scope) -> TValue:
    name = expr.name.removeprefix("core::")
    special = _SPECIAL_CALLS.get(name)
    if special is not None:
        return special(expr, scope)
    found = lookup(name)
    if found is None:
        return _no_function(expr, name, scope)
    args = [evaluate(arg, scope) for arg in expr.args]
    budget = scope.names.budget
    if expr.expand:
        args = _expanded(args, expr, scope)
        if isinstance(args, Unknown):
            return Unknown(args.reason, args.references, kind=args.kind, span=args.span)
    budget.charge(len(args) + 1)
    for arg in args:
        if isinstance(arg, (tuple, dict, Marked)):
            budget.charge_value(arg)
    try:
        result = found(args, scope.names.call_context())
    except FunctionError as error:
        at: n.Expr = expr
        if error.argument is not None and error.argument < len(expr.args):
            at = expr.args[error.argument]
        raise EvaluationError(error.summary, error.message, scope.span(at.start, at.end)) from None
    except RecursionError:
        raise BudgetExceededError("a value is nested too deeply") from None
    check_text(result)
    return result


def _expanded(args: list[TValue], expr: n.Call, scope: Scope) -> Any:
    """The arguments with the final one, a list, spread; an Unknown when that list is unknown."""
    final, marks = unmark(args[-1])
    span = scope.span(expr.args[-1].start, expr.args[-1].end)
    if final is None:
        raise EvaluationError(
            "Invalid expanding argument value", "The expanding argument (indicated by ...) must not be null.", span
        )
    if isinstance(final, Unknown):
        have = type_of(final)
        if have == DYNAMIC or isinstance(have, (ListType, SetType, TupleType)):
            return final
    if not isinstance(final, tuple):
        raise EvaluationError(
            "Invalid expanding argument value",
            "The expanding argument (indicated by ...) must be of a tuple, list, or set type.",
            span,
        )
    return [*args[:-1], *(mark(item, marks) for item in final)]


def _no_function(expr: n.Call, name: str, scope: Scope) -> TValue:
    if name.startswith("provider::"):
        for arg in expr.args:
            evaluate(arg, scope)
        return Unknown(f"{name}() is implemented by a provider", kind="function", span=scope.span(expr.start, expr.end))
    error = unknown_function(expr.name)
    assert error is not None
    raise error


def unknown_function(name: str) -> EvaluationError | None:
    """The error for a call of a function there is not, else None."""
    name = name.removeprefix("core::")
    if name in _SPECIAL_CALLS or lookup(name) is not None or name.startswith("provider::"):
        return None
    from riveter.terraform.functions import function_names

    close = difflib.get_close_matches(name, function_names(), 1)
    hint = f' Did you mean "{close[0]}"?' if close else ""
    return EvaluationError("Call to unknown function", f'There is no function named "{name}".{hint}', static=True)


def _try(expr: n.Call, scope: Scope) -> TValue:
    if not expr.args:
        raise EvaluationError(
            "Error in function call", 'Call to function "try" failed: at least one argument is required.'
        )
    errors: list[str] = []
    for position, arg in enumerate(expr.args):
        if expr.expand and position == len(expr.args) - 1:
            values = _expanded([evaluate(arg, scope)], expr, scope)
            if isinstance(values, Unknown):
                return values
            if values:
                return values[0]
            continue
        value = attempt(arg, scope)
        if not isinstance(value, EvaluationError):
            plain, _ = unmark(value)
            # as Terraform: a result that may still turn out to be an error leaves everything open
            return (
                value
                if not _may_fail_later(plain)
                else Unknown(plain.reason, plain.references, kind=plain.kind, span=plain.span)
            )
        errors.append(f"{value.summary}: {value.detail}" if value.detail else value.summary)
    raise EvaluationError(
        "Error in function call",
        'Call to function "try" failed: no expression succeeded:\n'
        + "\n".join(f"- {error}" for error in errors)
        + "\n\nAt least one expression must produce a successful result.",
    )


def _may_fail_later(value: TValue) -> bool:
    """Whether an unknown result may yet turn out to be an error: one whose very type is open, reached through others."""
    if not isinstance(value, Unknown) or isinstance(value, (PartialText, LazyObject)) or value.not_null:
        return False
    return value.kind != "function" and value.type in (None, DYNAMIC)


def _can(expr: n.Call, scope: Scope) -> TValue:
    if len(expr.args) != 1:
        raise EvaluationError(
            "Error in function call", 'Call to function "can" failed: exactly one argument is required.'
        )
    value = attempt(expr.args[0], scope)
    if isinstance(value, EvaluationError):
        return False
    plain, _ = unmark(value)
    return derived(plain, BOOL) if _may_fail_later(plain) else True


_SPECIAL_CALLS: dict[str, Callable[[n.Call, Scope], TValue]] = {"try": _try, "can": _can}


# --- collections ---------------------------------------------------------------------------------


def _tuple(expr: n.TupleCons, scope: Scope) -> TValue:
    scope.names.budget.charge(len(expr.items) + 1)
    return tuple([evaluate(item, scope) for item in expr.items])


def _object(expr: n.ObjectCons, scope: Scope) -> TValue:
    scope.names.budget.charge(len(expr.items) + 1)
    result: dict[str, TValue] = {}
    marks = NO_MARKS
    for item in expr.items:
        key_expr = item.key
        if type(key_expr) is n.StringLit:
            result[normal(key_expr.value)] = evaluate(item.value, scope)
            continue
        key, own = unmark(evaluate(key_expr, scope))
        marks |= own
        value = evaluate(item.value, scope)
        if key is None:
            raise EvaluationError(
                "Null value as key", "Can't use a null value as a key.", scope.span(key_expr.start, key_expr.end)
            )
        key = _key_text(key, key_expr, scope)
        if isinstance(key, Unknown):
            return mark(derived(key, DYNAMIC), marks)
        result[key] = value
    return mark(result, marks)


def _key_text(key: TValue, expr: n.Expr, scope: Scope) -> str | Unknown:
    try:
        text: str | Unknown = convert(key, STRING)
    except ConversionError as error:
        raise EvaluationError(
            "Incorrect key type", f"Can't use this value as a key: {error.message}.", scope.span(expr.start, expr.end)
        ) from None
    return text


def _iterate(collection: TValue, key_var: str, value_var: str, scope: Scope, at: n.Expr) -> Iterable[Scope]:
    """A scope for every element, in Terraform's order. Raises `EvaluationError` when it can't be iterated."""
    span = scope.span(at.start, at.end)
    if collection is None:
        raise EvaluationError(
            "Iteration over null value", "A null value cannot be used as the collection in a 'for' expression.", span
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
            span,
        )
    budget = scope.names.budget
    for key, value in pairs:
        budget.charge(1)
        yield scope.child({key_var: key, value_var: value} if key_var else {value_var: value})


def _condition(value: TValue, summary: str, at: n.Expr, scope: Scope) -> TValue:
    if isinstance(value, Unknown):
        return value
    span = scope.span(at.start, at.end)
    if value is None:
        raise EvaluationError(summary, "The condition is null; it must be either true or false.", span)
    try:
        return convert(value, BOOL)
    except ConversionError as error:
        raise EvaluationError(summary, f"The condition must be a bool: {error.message}.", span) from None


def _for_collection(expr: n.ForTuple | n.ForObject | n.TemplateFor, scope: Scope) -> tuple[TValue, frozenset[str]]:
    collection, marks = unmark(evaluate(expr.collection, scope))
    if isinstance(collection, Unknown):
        have = type_of(collection)
        if isinstance(have, Primitive) and have != DYNAMIC:
            raise EvaluationError(
                "Iteration over non-iterable value",
                f"A value of type {have} cannot be used as the collection in a 'for' expression.",
                scope.span(expr.collection.start, expr.collection.end),
            )
    return collection, marks


def _included(expr: n.ForTuple | n.ForObject, inner: Scope) -> tuple[TValue, frozenset[str]]:
    if expr.condition is None:
        return True, NO_MARKS
    value, marks = unmark(evaluate(expr.condition, inner))
    return _condition(value, "Invalid 'for' condition", expr.condition, inner), marks


def _unknown_collection(collection: Unknown) -> Unknown:
    return Unknown(collection.reason, collection.references, kind=collection.kind, span=collection.span, not_null=True)


def _for_tuple(expr: n.ForTuple, scope: Scope) -> TValue:
    collection, marks = _for_collection(expr, scope)
    if isinstance(collection, Unknown):
        return mark(_unknown_collection(collection), marks)
    result: list[TValue] = []
    open_ended: Unknown | None = None
    for inner in _iterate(collection, expr.key_var, expr.value_var, scope, expr.collection):
        include, own = _included(expr, inner)
        marks |= own
        if isinstance(include, Unknown):
            open_ended = include
        elif include:
            result.append(evaluate(expr.value, inner))
    if open_ended is not None:
        return mark(_unknown_collection(open_ended), marks)
    return mark(tuple(result), marks)


def _for_object(expr: n.ForObject, scope: Scope) -> TValue:
    collection, marks = _for_collection(expr, scope)
    if isinstance(collection, Unknown):
        return mark(_unknown_collection(collection), marks)
    result: dict[str, Any] = {}
    open_ended: Unknown | None = None
    for inner in _iterate(collection, expr.key_var, expr.value_var, scope, expr.collection):
        include, own = _included(expr, inner)
        marks |= own
        if isinstance(include, Unknown):
            open_ended = include
            continue
        if not include:
            continue
        key, own = unmark(evaluate(expr.key, inner))
        marks |= own
        if key is None:
            raise EvaluationError(
                "Invalid object key",
                "Key expression in 'for' expression must not produce a null value.",
                scope.span(expr.key.start, expr.key.end),
            )
        if not isinstance(key, Unknown):
            key = _key_text(key, expr.key, inner)
        value = evaluate(expr.value, inner)
        if isinstance(key, Unknown):
            open_ended = key
        elif expr.grouping:
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
    if open_ended is not None:
        return mark(_unknown_collection(open_ended), marks)
    if expr.grouping:
        result = {key: tuple(items) for key, items in result.items()}
    return mark(result, marks)


def display_text(value: TValue) -> str:
    """A primitive value as text, for messages and addresses."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Fraction)):
        return format_number(value)
    return str(value)


_EVALUATE: dict[type, Callable[[Any, Scope], TValue]] = {
    n.StringLit: _string,
    n.BoolLit: _literal,
    n.NumberLit: _number,
    n.NullLit: _null,
    n.Invalid: _invalid,
    n.Template: _template,
    n.TemplateWrap: _template_wrap,
    n.Variable: _variable,
    n.Traversal: _traversal,
    n.Splat: _splat,
    n.Unary: _unary,
    n.Binary: _binary,
    n.Conditional: _conditional,
    n.Call: _call,
    n.TupleCons: _tuple,
    n.ObjectCons: _object,
    n.ForTuple: _for_tuple,
    n.ForObject: _for_object,
}
