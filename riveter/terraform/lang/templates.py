"""Strings and templates to text: interpolations, and the directives `if` and `for`."""

from __future__ import annotations

from collections.abc import Sequence

from riveter.core.alternatives import Alternatives
from riveter.core.values import PartialText, Unknown
from riveter.hcl import nodes as n
from riveter.terraform.functions.common import nfc
from riveter.terraform.lang.dispatch import evaluate
from riveter.terraform.lang.loops import any_element, condition_value, for_collection, for_each_option, iterate
from riveter.terraform.lang.made_values import charge_made
from riveter.terraform.lang.scope import Scope
from riveter.terraform.lang.try_semantics import note, note_operand, without_tracking
from riveter.terraform.values.conditionals import conditional
from riveter.terraform.values.conversion import ConversionError, convert, retype
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.numbers import NUMERIC
from riveter.terraform.values.operations import derived
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import NO_MARKS, TValue, is_null, mark, text_with_holes, unmark


def string(expr: n.StringLit, scope: Scope) -> TValue:
    """Return the text of a literal."""
    return nfc(expr.value)


def template(expr: n.Template, scope: Scope) -> TValue:
    """Return a template's text, with holes where parts are unknown."""
    parts, marks = _template_parts(expr.parts, scope)
    text = text_with_holes(parts)
    charge_made(text, expr, scope)
    if marks:
        scope.names.call_context().secrets.add_derived(text)
    return mark(nfc(text) if isinstance(text, str) else text, marks)


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
    scope.names.budget.charge(len(parts))
    return parts, marks


def _template_text(value: TValue, expr: n.Expr, scope: Scope) -> str | Unknown:
    if isinstance(value, str):
        return value
    if isinstance(value, Unknown) and not isinstance(value, PartialText):
        note_operand(scope, value, STRING)
        if isinstance(value, Alternatives) and all(
            isinstance(option, (str, bool, *NUMERIC)) for option in value.values
        ):
            converted: str | Unknown = convert(value, STRING)
            return converted
        return value if value.type == STRING else retype(value, STRING)  # whatever it is: as HCL, it is not converted
    span = scope.span(expr.start, expr.end)
    if is_null(value):
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
    condition = condition_value(condition, "Invalid template directive", expr.condition, scope)
    if isinstance(condition, Unknown):
        note(scope, condition)
        sides: list[TValue] = []
        for side in (expr.then, expr.otherwise):
            try:
                parts, own = _template_parts(side, scope)
            except EvaluationError:
                return [derived(STRING, condition)], marks
            marks |= own
            sides.append(text_with_holes(parts))
        text, own = unmark(conditional(condition, *sides))
        return [text], marks | own
    chosen, other = (expr.then, expr.otherwise) if condition else (expr.otherwise, expr.then)
    parts, own = _template_parts(chosen, scope)
    return parts, marks | own | without_tracking(scope, lambda: _marks_of(other, scope))


def _marks_of(exprs: Sequence[n.Expr], scope: Scope) -> frozenset[str]:
    """Return the marks of a branch that is not chosen: they count, but its errors do not."""
    try:
        return _template_parts(exprs, scope)[1]
    except EvaluationError:
        return NO_MARKS


def _template_for(expr: n.TemplateFor, scope: Scope) -> tuple[list[str | Unknown], frozenset[str]]:
    collection, marks = for_collection(expr, scope)
    text, own = unmark(for_each_option(collection, marks, lambda each, its: _repeated(expr, each, its, scope)))
    return [text], marks | own


def _repeated(expr: n.TemplateFor, collection: TValue, marks: frozenset[str], scope: Scope) -> TValue:
    if isinstance(collection, Unknown):
        note(scope, collection)
        parts = without_tracking(scope, lambda: _parts_of_any(expr, collection, scope))
        return mark(derived(STRING, collection, *parts), marks)
    result: list[str | Unknown] = []
    for inner in iterate(collection, expr.key_var, expr.value_var, scope, expr.collection):
        parts, own = _template_parts(expr.body, inner)
        result.extend(parts)
        marks |= own
    return mark(text_with_holes(result), marks)


def _parts_of_any(expr: n.TemplateFor, collection: Unknown, scope: Scope) -> list[str | Unknown]:
    """Return what the text for an element of an unknown collection is made from; nothing if it is an error."""
    try:
        return _template_parts(expr.body, any_element(expr, collection, scope))[0]
    except EvaluationError:
        return []


def template_wrap(expr: n.TemplateWrap, scope: Scope) -> TValue:
    """Evaluate ``"${x}"``: the value itself."""
    return evaluate(expr.expr, scope)
