"""Calls of functions, and `try` and `can`, whose arguments may fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from riveter.core.alternatives import ALWAYS, Alternatives, Guard, Option, Refused, both, refused
from riveter.core.causes import DialectDifference, ProviderFunction
from riveter.core.suggestions import Suggestions
from riveter.core.values import PartialText, Unknown
from riveter.hcl import nodes as n
from riveter.terraform.config.dialect import OPENTOFU_FUNCTIONS, Dialect
from riveter.terraform.config.features import WRITTEN_TEMPLATES
from riveter.terraform.config.type_constraints import apply_defaults, parse_constraint
from riveter.terraform.functions import FunctionError, lookup, makes_texts
from riveter.terraform.functions.checksums import is_checksum
from riveter.terraform.functions.registry import ArgumentCountError, Function
from riveter.terraform.functions.unknown_arguments import IMPURE, of_unknown
from riveter.terraform.lang.dispatch import attempt, evaluate
from riveter.terraform.lang.expression_walk import root_of
from riveter.terraform.lang.made_values import charge_made
from riveter.terraform.lang.scope import Scope
from riveter.terraform.lang.secrecy import keep, texts
from riveter.terraform.lang.try_semantics import note, note_call, note_operand, track_possible_failure
from riveter.terraform.values.alternatives import NO_RESULT, choose, found_in, lifted, one_or_other
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.errors import BudgetExceededError, ErrorCode, EvaluationError
from riveter.terraform.values.operations import derived
from riveter.terraform.values.symbols import named
from riveter.terraform.values.types import BOOL, DYNAMIC, STRING, ListType, SetType, TupleType
from riveter.terraform.values.value import (
    LazyObject,
    Marked,
    TValue,
    is_null,
    mark,
    references_in,
    type_of,
    unmark,
    with_attributes,
)

_EXTERNAL = ("file", "templatefile", "provider::")
"""How the names of functions begin whose errors depend on files, or on a provider."""


_DEEP = frozenset({"jsonencode", "yamlencode"})
"""Functions that look at all elements of an argument."""


def call(expr: n.Call, scope: Scope) -> TValue:
    """Return the result of a call."""
    special = _SPECIAL_CALLS.get(expr.name.removeprefix("core::"))
    if special is not None:
        return special(expr, scope)
    found = lookup(expr.name)
    if found is None:
        return _no_function(expr, scope)
    args = [with_attributes(evaluate(arg, scope)) for arg in expr.args]
    if found.name in _DEEP:
        args = [_deep(arg) for arg in args]
    budget = scope.names.budget
    if expr.expand:
        given, args = args, _expanded(args, expr, scope)
        if isinstance(args, Unknown):
            note(scope, args)
            return args.derive(references=references_in(*given))
    budget.charge(len(args) + 1)
    for arg in args:
        if isinstance(arg, (tuple, dict, Marked)):
            budget.charge_value(arg)
        elif isinstance(arg, str):
            budget.charge(len(arg) // 100)
    context = scope.names.call_context()
    if found.name == "templatestring" and expr.args and _is_written_out(expr.args[0]):
        written = context.offers(WRITTEN_TEMPLATES)
        if written is False:
            detail = "The template must be a reference to a value from elsewhere; a literal is a template already."
            place = scope.span(expr.args[0].start, expr.args[0].end)
            raise EvaluationError("Invalid function argument", detail, place)
        if written is None:
            return Unknown(DialectDifference("templatestring"), type=STRING)
    try:
        result = _result(found, args, scope)
    except FunctionError as error:
        at: n.Expr = expr
        if error.argument is not None and error.argument < len(expr.args):
            at = expr.args[error.argument]
        external = not isinstance(error, ArgumentCountError) and expr.name.removeprefix("core::").startswith(_EXTERNAL)
        span = scope.span(at.start, at.end)
        raise EvaluationError(error.summary, error.message, span, external=external) from None
    except RecursionError:
        raise BudgetExceededError("a value is nested too deeply") from None
    charge_made(result, expr, scope)
    if type(result) is Marked:
        _keep_secret(expr.name, result, scope)
    elif type(result) is str and is_checksum(found.name, args):
        scope.names.call_context().secrets.add_digest(result)
    if isinstance(result, (tuple, dict)):  # a range, a product: much that is made of little
        budget.charge(len(result))
    if budget.watching:
        note_call(scope, found, args, result)
    return result


def _deep(value: TValue) -> TValue:
    """Return a collection with objects instead of modules as its elements."""
    if type(value) is dict and any(isinstance(item, LazyObject) for item in value.values()):
        return {key: with_attributes(item) for key, item in value.items()}
    if type(value) is tuple and any(isinstance(item, LazyObject) for item in value):
        return tuple([with_attributes(item) for item in value])
    return value


def _keep_secret(name: str, result: Marked, scope: Scope) -> None:
    """Add the results of functions on secrets to the secrets of the run."""
    secrets = scope.names.call_context().secrets
    if name.removeprefix("core::") == "sensitive":
        keep(secrets, result)
    elif makes_texts(name):
        for text in texts(result):
            secrets.add_derived(text)


def _result(function: Function, args: list[TValue], scope: Scope) -> TValue:
    """Return the result of a function. If alternatives among the arguments make it unknown, return the result for each."""
    context = scope.names.call_context()
    result = function(args, context)
    if isinstance(result, (str, int)) or not isinstance(unmark(result)[0], Unknown):
        return result
    if function.name in IMPURE or (isinstance(result, PartialText) and found_in([result])):
        return result
    each = lifted(args, partial(_result, function, scope=scope), FunctionError)
    if each is not NO_RESULT:
        scope.names.budget.charge_choice(each)
        return each
    better = of_unknown(function.name, args)
    if better is not NO_RESULT:
        return better
    return named(result, function.name, *args)


def _is_written_out(template: n.Expr) -> bool:
    """Return True if a template is no reference to one: Terraform refuses it (but for a number in an interpolation)."""
    inner = template.expr if isinstance(template, n.TemplateWrap) else template
    return root_of(template) is None and not (inner is not template and isinstance(inner, n.NumberLit))


def _expanded(args: list[TValue], expr: n.Call, scope: Scope) -> Any:
    """Return the arguments with the final one, a list, spread; an Unknown when that list is unknown."""
    final, marks = unmark(args[-1])
    span = scope.span(expr.args[-1].start, expr.args[-1].end)
    if is_null(final):
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


def _no_function(expr: n.Call, scope: Scope) -> TValue:
    name = expr.name
    if name.startswith("provider::terraform::"):  # there are no others
        raise EvaluationError(
            "Unknown provider function",
            f'The function "{name.rpartition(":")[2]}" is not available from the provider "terraform".',
        )
    if name.startswith("provider::"):
        for arg in expr.args:
            evaluate(arg, scope)
        return Unknown(ProviderFunction(name, span=scope.span(expr.start, expr.end)))
    error = unknown_function(expr.name, scope.names.budget.suggestions)
    assert error is not None
    raise error


def unknown_function(name: str, suggestions: Suggestions, dialect: Dialect | None = None) -> EvaluationError | None:
    """Return the error for a call of a function that does not exist, otherwise None."""
    plain = name.removeprefix("core::")
    if plain in OPENTOFU_FUNCTIONS and dialect is Dialect.TERRAFORM:
        detail = f'There is no function named "{name}" in Terraform, only in OpenTofu.'
        return EvaluationError("Call to unknown function", detail, static=True, code=ErrorCode.UNKNOWN_FUNCTION)
    if plain in _SPECIAL_CALLS or lookup(name) is not None or name.startswith("provider::"):
        return None
    from riveter.terraform.functions import function_names

    hint = suggestions.did_you_mean(name, function_names(), quotes='""')
    detail = f'There is no function named "{name}". {hint}'.rstrip()
    return EvaluationError("Call to unknown function", detail, static=True, code=ErrorCode.UNKNOWN_FUNCTION)


def _alternatives(expr: n.Call, scope: Scope) -> Iterator[tuple[TValue | EvaluationError, Unknown | None]]:
    """Yield the result of each argument, and the unknown value that may still make it fail.

    Only an expanded argument is always evaluated. Raises `EvaluationError`.
    """
    spread = _expanded([evaluate(expr.args[-1], scope)], expr, scope) if expr.expand else ()
    for arg in expr.args[:-1] if expr.expand else expr.args:
        value, doubt = track_possible_failure(scope, partial(attempt, arg, scope))
        yield value, None if doubt is not None and _tells_errors(arg, value) else doubt
    if isinstance(spread, Unknown):
        yield spread, spread
    else:
        yield from [(value, None) for value in spread]


def _tells_errors(expr: n.Expr, value: TValue | EvaluationError) -> bool:
    """Return True if the alternatives of a value include the errors of the expression: ``local.sizes[var.size].cpu``."""
    plain, _ = unmark(value)
    if not isinstance(expr, n.Traversal) or not isinstance(plain, Alternatives):
        return False
    if not isinstance(expr.source, n.Variable):
        return False  # its operand may be an error
    if not all(isinstance(step, n.Attr) or (isinstance(step, n.Index) and _is_name(step.key)) for step in expr.steps):
        return False
    return all(isinstance(item, Refused) or not isinstance(item, Unknown) for item in plain.values)


def _is_name(key: n.Expr) -> bool:
    """Return True if a key is a name, of which the evaluation can't be an error: ``var.size``, ``each.key``."""
    if isinstance(key, n.Traversal):
        return isinstance(key.source, n.Variable) and len(key.steps) == 1 and isinstance(key.steps[0], n.Attr)
    return isinstance(key, (n.StringLit, n.NumberLit, n.Variable))


def _try(expr: n.Call, scope: Scope) -> TValue:
    errors: list[str] = []
    found = _first_value(_alternatives(expr, scope), scope, errors)
    if found is not None:
        return found[0]
    if not errors:
        raise EvaluationError(
            "Error in function call", 'Call to function "try" failed: at least one argument is required.'
        )
    raise EvaluationError(
        "Error in function call",
        'Call to function "try" failed: no expression succeeded:\n'
        + "\n".join(f"- {error}" for error in errors)
        + "\n\nAt least one expression must produce a successful result.",
    )


_Results = Iterator[tuple["TValue | EvaluationError", "Unknown | None"]]


def _first_value(results: _Results, scope: Scope, errors: list[str]) -> tuple[TValue] | None:
    """Return the first result that is no error; None if all are, then with what they say in `errors`."""
    options: list[Option] = []
    cases: list[Guard] = [ALWAYS]  # in which no argument so far has a value
    cause: Unknown | None = None
    for value, doubt in results:
        if isinstance(value, EvaluationError):
            errors.append(f"{value.summary}: {value.detail}" if value.detail else value.summary)
            continue
        if doubt is None:
            plain, _ = unmark(value)
            cause = plain if isinstance(plain, Alternatives) and cause is None else cause
            found, cases = _values_and_errors(value, cases)
            options += found
            if not cases:
                return (value if cause is None or cause is plain else choose(options, cause),)
            continue
        note(scope, doubt)
        last = _perhaps(value, doubt, results, scope)
        if cause is None:
            return (last,)
        return (choose([*options, *(Option(guard, last) for guard in cases)], cause),)
    if cause is None:
        return None
    return (choose([*options, *(Option(guard, refused(cause)) for guard in cases)], cause),)


def _perhaps(value: TValue, doubt: Unknown, results: _Results, scope: Scope) -> TValue:
    """Return a value that may still turn out to be an error: then another result is the value."""
    rest = [*results]
    plain, marks = unmark(value)
    unknown = plain if isinstance(plain, Unknown) else doubt
    opened = unknown.derive(references=references_in(doubt, value, tuple([other for other, _ in rest])))
    own = mark(opened, marks) if isinstance(plain, Unknown) and plain.uniform else value
    found = _first_value(iter(rest), scope, [])
    if found is None:
        return own
    other, more = unmark(found[0])
    if own is not value and isinstance(other, Unknown) and other.uniform:
        return mark(opened, marks | more)
    return one_or_other(own, found[0], opened)


def _values_and_errors(value: TValue, cases: list[Guard]) -> tuple[list[Option], list[Guard]]:
    """Return in which of some cases an argument has which value, and in which it is an error."""
    plain, marks = unmark(value)
    inner = plain.options if isinstance(plain, Alternatives) else (Option(ALWAYS, plain),)
    found: list[Option] = []
    failed: list[Guard] = []
    for case in cases:
        for guard, item in inner:
            common = both(case, guard)
            if common is None:
                continue
            if isinstance(item, Refused):
                failed.append(common)
            else:
                found.append(Option(common, mark(item, marks)))
    return found, failed


def _can(expr: n.Call, scope: Scope) -> TValue:
    values = list(_alternatives(expr, scope)) if len(expr.args) == 1 else []
    if len(values) != 1:
        raise EvaluationError(
            "Error in function call", 'Call to function "can" failed: exactly one argument is required.'
        )
    value, doubt = values[0]
    if isinstance(value, EvaluationError):
        return False
    plain, _ = unmark(value)
    if doubt is None and isinstance(plain, Alternatives):
        return choose([Option(guard, not isinstance(item, Refused)) for guard, item in plain.options], plain)
    return True if doubt is None else derived(BOOL, doubt)


def _convert(expr: n.Call, scope: Scope) -> TValue:
    if len(expr.args) != 2 or expr.expand:
        raise EvaluationError(
            "Error in function call", 'Call to function "convert" failed: a value and a type are required.'
        )

    def wrong(at: n.Expr, detail: str) -> EvaluationError:
        return EvaluationError("Invalid type specification", detail, scope.span(at.start, at.end))

    constraint = parse_constraint(expr.args[1], lambda default: evaluate(default, scope), wrong)
    value = evaluate(expr.args[0], scope)
    note_operand(scope, value, constraint.type)
    if constraint.defaults is not None:
        value = apply_defaults(value, constraint.defaults)
    try:
        return convert(value, constraint.type)
    except ConversionError as error:
        raise EvaluationError(
            "Invalid function argument",
            f'Invalid value for "value" parameter: {error.path}{": " if error.path else ""}{error.message}.',
        ) from None


_SPECIAL_CALLS: dict[str, Callable[[n.Call, Scope], TValue]] = {"try": _try, "can": _can, "convert": _convert}
