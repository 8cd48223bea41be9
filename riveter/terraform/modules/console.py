"""Expressions in the scope of a module, as ``terraform console`` has them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from riveter.core.alternatives import Alternatives
from riveter.core.source import SourceFile, Span
from riveter.core.values import Unknown
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.static_check import undeclared
from riveter.terraform.values.alternatives import without_refused
from riveter.terraform.values.budget import budget_for
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.numbers import format_number, precision_of
from riveter.terraform.values.types import ListType, MapType, ObjectType, SetType, TupleType, Type, friendly_name
from riveter.terraform.values.value import (
    ListValue,
    MapValue,
    Marked,
    SetValue,
    TValue,
    first_unknown,
    is_null,
    type_of,
)


class EvalResult(msgspec.Struct, frozen=True):
    """The result of `Console.evaluate`.

    value: JSON-plain (numbers int, float, or Decimal where a float would lose digits; None where unknown); type: Terraform's
    notation; unknown: why (a part of) the value is unknown; error: why the expression can't be evaluated; alternatives: the values it may
    be, where these are a few that are known (in the same form as value).
    """

    value: Any
    type: str
    unknown: str | None = None
    error: str | None = None
    alternatives: tuple[Any, ...] = ()


class Console:
    """Evaluates expressions in the scope of a module."""

    def __init__(self, module: ModuleInstance) -> None:
        self._module = module

    def evaluate(self, text: str) -> EvalResult:
        """Return the value of an expression. Never raise because of its text."""
        from riveter.hcl import parser

        if "<<" in text and not text.endswith("\n"):
            text += "\n"  # the last line of a heredoc must end
        source = SourceFile("<expression>", text, "<expression>")
        expr, diagnostics = parser.parse_expression(source)
        if diagnostics:
            first = diagnostics[0]
            return _refused(first.summary, first.detail, first.span)
        for wrong in undeclared(expr, self._module, source):
            return _refused(wrong.summary, wrong.detail, wrong.span)
        self._module.tree.budget = self._module.budget = budget_for()
        self._module.tree.context.budget = self._module.budget
        scope = self._module.scope(source)
        try:
            value = without_refused(evaluate(expr, scope))
            self._module.budget.charge_value(value)
        except EvaluationError as error:
            place = error.span if error.span is not None and error.span.file == source.name else None
            return _refused(error.summary, error.detail, place)
        except BudgetExceededError as error:
            return EvalResult(None, "dynamic", unknown=str(error))
        except RecursionError:
            return EvalResult(None, "dynamic", unknown="the expression is nested too deeply")
        unknown = first_unknown(value)
        reason = unknown.reason if unknown is not None else None
        return EvalResult(to_json(value), _shown_type(value), unknown=reason, alternatives=_alternatives(value))


def _alternatives(value: TValue) -> tuple[Any, ...]:
    """Return the possible values if all of them are known; none for true and false."""
    if not isinstance(value, Alternatives) or value.either_bool or first_unknown(tuple(value.values)) is not None:
        return ()
    return tuple([to_json(item) for item in value.values])


def _shown_type(value: TValue) -> str:
    """Return the type in Terraform's notation, without the names of attributes if an object is sensitive as a whole."""
    if isinstance(value, Marked):
        return _nameless(type_of(value.value))
    if isinstance(value, (ListValue, SetValue, MapValue)):
        items = value.values() if isinstance(value, MapValue) else value
        hidden = any(isinstance(item, Marked) for item in items)
        return _nameless(type_of(value)) if hidden else str(type_of(value))
    if isinstance(value, dict):
        return "object({" + ", ".join(f"{name}={_part(value[name])}" for name in sorted(value)) + "})"
    if isinstance(value, tuple):
        return "tuple([" + ", ".join(map(_part, value)) + "])"
    return str(type_of(value))


def _part(value: TValue) -> str:
    shown = _shown_type(value)
    return "any" if shown == "dynamic" else shown


def _nameless(type: Type) -> str:
    if isinstance(type, ObjectType):
        return "object({...})"
    if isinstance(type, TupleType):
        return "tuple([" + ", ".join(map(_nameless, type.elems)) + "])"
    if isinstance(type, (ListType, SetType, MapType)):
        return f"{friendly_name(type).partition(' ')[0]}({_nameless(type.elem)})"
    return str(type)


def _refused(summary: str, detail: str, span: Span | None) -> EvalResult:
    place = ""
    if span is not None:
        line = f"line {span.start_line}, " if span.start_line > 1 else ""
        place = f" ({line}column {span.start_col})"
    return EvalResult(None, "dynamic", error=f"{summary}: {detail}{place}" if detail else f"{summary}{place}")


def to_json(value: TValue) -> Any:
    """Return a value as JSON: unknown parts are None, sensitive ones masked, numbers keep all their digits."""
    if isinstance(value, Marked):
        return "(sensitive value)"
    if isinstance(value, Unknown) or is_null(value):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        # a number of less than 512 bits has few digits, too
        return Decimal(format_number(value)) if value.bit_length() > precision_of(value) else int(value)
    if isinstance(value, float):
        return format_number(value)  # JSON has no infinities
    if isinstance(value, Fraction):
        exact = Decimal(format_number(value))
        short = Fraction(float(value)) == value  # as in a plan
        return float(value) if short or Decimal(repr(float(value))) == exact else exact
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(value[key]) for key in sorted(value)}
    return value
