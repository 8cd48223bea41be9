"""Whether what riveter knows while some values are unknown still holds once these are known."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from riveter.core.alternatives import Alternatives
from riveter.core.causes import UnsetVariable
from riveter.core.source import SourceFile
from riveter.core.values import PartialText, Unknown
from riveter.hcl.parser import parse_expression
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.alternatives import without_refused
from riveter.terraform.values.conversion import convert
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.symbols import with_symbol
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import SetValue, TValue, first_unknown, is_null, unmark_deep
from tests.terraform.conformance.harness import LOCALS, ConformanceNames
from tools.fuzz.generator import LEARNT

PRIMITIVES = (str, bool, int, float, Fraction)


def may_become(before: TValue, after: TValue) -> bool:
    """Whether `before`, with more known, may turn out to be `after`."""
    if isinstance(before, PartialText) and isinstance(after, str):
        return after.startswith(before.prefix) and after.endswith(before.suffix)
    if isinstance(before, Alternatives):
        return any(may_become(option, after) for option in before.values)
    if isinstance(before, Unknown):
        return not (before.not_null and is_null(after))
    if isinstance(after, Unknown):
        return False
    if isinstance(before, tuple) and isinstance(after, tuple):
        if isinstance(before, SetValue) and first_unknown(before) is not None:
            return True  # elements may coincide, and their order may change
        # a tuple or list: beside a value of unknown type, Terraform does not convert it before that type is known
        return len(before) == len(after) and all(map(may_become, before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(may_become(before[key], after[key]) for key in before)
    if isinstance(before, PRIMITIVES) and isinstance(after, PRIMITIVES):
        # a side of a conditional that fails has no type to which the other would be converted
        return bool(convert(before, STRING) == convert(after, STRING)) or _is_infinite(before, after)
    return (is_null(before) and is_null(after)) or (type(before) is type(after) and bool(before == after))


def _is_infinite(one: TValue, other: TValue) -> bool:
    """Whether both are the same infinity: it may be a number before, and a text in the end."""
    texts = {"inf": "+Inf", "-inf": "-Inf"}
    return texts.get(str(one), str(one)) == texts.get(str(other), str(other)) in texts.values()


def evaluated(text: str, values: dict[str, TValue]) -> TValue | Exception:
    """The value of an expression without marks, or the error it raises."""
    source = SourceFile("<test>", text, "<test>")
    node, diagnostics = parse_expression(source)
    assert not diagnostics, (text, diagnostics)
    try:
        return without_refused(unmark_deep(evaluate(node, Scope(ConformanceNames(values), source)))[0])
    except (EvaluationError, BudgetExceededError) as error:
        return error


NAMED = {
    name: with_symbol(Unknown(UnsetVariable(name), type=value.type, not_null=value.not_null), (1, "local", name))
    if isinstance(value, Unknown)
    else value
    for name, value in LOCALS.items()
}
"""The unknown values, each the same one wherever it is read: as of variables, which Terraform knows when it decides."""


SETS = (
    {**LEARNT[0], "any": 'toset(["z"])'},
    {**LEARNT[1], "any": "toset([5])"},
    {**LEARNT[1], "any": 'toset([{ a = "z" }])'},
    {**LEARNT[0], "any": 'tolist(["z"])'},
)
"""Beside these, tuples become sets or lists."""


@cache
def _learnt() -> list[dict[str, TValue]]:
    known = {name: value for name, value in LOCALS.items() if not isinstance(value, Unknown)}
    return [{**known, **{name: evaluated(value, {}) for name, value in values.items()}} for values in (*LEARNT, *SETS)]


def refuted(text: str) -> str | None:
    """How a value of the unknown `local.*` disproves what riveter says of the expression without it; None when none does."""
    before = evaluated(text, NAMED)
    if isinstance(before, Exception):
        return None  # of a type that can't be right, also where no value comes by: compared with terraform elsewhere
    for values in _learnt():
        after = evaluated(text, values)
        if isinstance(after, Exception):
            continue
        if not may_become(before, after):
            return f"{text}\n  {before!r}, but with {values}: {after!r}"
    return None
