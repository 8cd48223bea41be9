"""Track steps that may fail when unknown values become known: `try` and `can` must not decide before.

Evaluation continues with unknown values although Terraform may fail later: `tonumber(var.x)`, `var.list[0]`. Inside a `try` or `can`, each
such step notes its unknown value in the budget. `try` and `can` decide only if nothing was noted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from riveter.core.limited_values import LimitedText
from riveter.core.values import PartialText, Unknown
from riveter.terraform.functions.registry import Function
from riveter.terraform.functions.unknown_arguments import MATCHES
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.conversion import has_open_type
from riveter.terraform.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
)
from riveter.terraform.values.value import LazyObject, TValue, first_unknown, type_of, unmark


def track_possible_failure(scope: Scope, action: Callable[[], TValue]) -> tuple[TValue, Unknown | None]:
    """Return the result of `action`, and the first unknown value that may make it fail."""
    budget = scope.names.budget
    outer = budget.watching, budget.doubt
    budget.watching, budget.doubt = True, None
    try:
        return action(), budget.doubt
    finally:
        budget.watching, budget.doubt = outer


def without_tracking(scope: Scope, action: Callable[[], TValue]) -> TValue:
    """Return the result of `action`, without tracking its failures for the enclosing expression."""
    budget = scope.names.budget
    if not budget.watching:
        return action()
    outer = budget.watching, budget.doubt
    budget.watching = False
    try:
        return action()
    finally:
        budget.watching, budget.doubt = outer


def note(scope: Scope, cause: Unknown) -> None:
    """Note that the step at hand may fail, depending on `cause`."""
    budget = scope.names.budget
    if budget.watching and budget.doubt is None:
        budget.doubt = cause


def note_operand(scope: Scope, value: TValue, want: Type) -> None:
    """Note an operand that has to be a `want`, and not null."""
    if not scope.names.budget.watching:
        return
    plain, _ = unmark(value)
    if isinstance(plain, Unknown) and not _fits(plain, want):
        note(scope, plain)


def note_step(scope: Scope, value: TValue, key: TValue) -> None:
    """Note that an attribute or element of `value` was taken."""
    if not scope.names.budget.watching:
        return
    plain, _ = unmark(value)
    key, _ = unmark(key)
    if isinstance(key, Unknown):
        note(scope, key)
    elif isinstance(plain, Unknown) and not isinstance(plain, LazyObject):
        have = type_of(plain)
        if not plain.not_null or not isinstance(have, (ObjectType, TupleType)):
            note(scope, plain)


def note_call(scope: Scope, function: Function, args: Sequence[TValue], result: TValue) -> None:
    """Note that a function was called."""
    if not scope.names.budget.watching:
        return
    plain, _ = unmark(result)
    if function.name == "rsadecrypt" and isinstance(plain, Unknown):  # whose key is not looked at
        note(scope, plain)
    if function.name in _CHOOSING and first_unknown(result) is None:
        args = [arg for arg in args if has_open_type(arg)]  # whatever the others are, it is this value
    for position, arg in enumerate(args):
        cause = first_unknown(arg)
        if cause is None or function.name in _TAKES_ANYTHING:
            continue
        parameter = function.parameters[position] if position < len(function.parameters) else function.variadic
        wanted = DYNAMIC if parameter is None else parameter.type
        if function.name == "regex" and isinstance(args[0], str) and _matches(arg, args[0]):
            continue
        if function.name not in _TOTAL or not _surely(arg, wanted):
            note(scope, cause)
            return
        if function.name == "replace" and position == 1:  # it may be a regular expression
            note(scope, cause)
            return


def _matches(text: TValue, pattern: str) -> bool:
    """Return True if a text is certainly matched by a pattern."""
    plain, _ = unmark(text)
    return isinstance(plain, LimitedText) and plain.answer(MATCHES, pattern) is True


_TAKES_ANYTHING = frozenset(
    ("jsonencode", "yamlencode", "sensitive", "nonsensitive", "issensitive", "type", "ephemeralasnull")
)

_CHOOSING = frozenset(("coalesce", "coalescelist"))

_TOTAL = frozenset(
    ("abs", "alltrue", "anytrue", "base64encode", "base64gzip", "base64sha256", "base64sha512", "basename", "ceil",
     "chomp", "compact", "concat", "contains", "dirname", "distinct", "endswith", "flatten", "floor", "keys",
     "length", "lower", "max", "md5", "merge", "min", "replace", "reverse", "setintersection", "setsubtract",
     "setunion", "sha1", "sha256", "sha512", "split", "startswith", "strcontains", "strrev", "title",
     "tolist", "tomap", "toset", "tostring", "trim", "trimprefix", "trimspace", "trimsuffix", "upper", "urlencode",
     "values")
)  # fmt: skip
"""Functions that give a result for all arguments of the right types that are not null."""


def _surely(arg: TValue, want: Type) -> bool:
    """Return True if an argument with unknown parts converts to `want` for any values of these."""
    plain, _ = unmark(arg)
    if isinstance(plain, Unknown):
        return _fits(plain, want)
    if isinstance(plain, tuple):
        elem = want.elem if isinstance(want, (ListType, SetType)) else DYNAMIC
        return all(first_unknown(item) is None or _surely(item, elem) for item in plain)
    if isinstance(plain, dict):
        elem = want.elem if isinstance(want, MapType) else DYNAMIC
        return all(first_unknown(item) is None or _surely(item, elem) for item in plain.values())
    return True


def _fits(value: Unknown, want: Type) -> bool:
    if isinstance(value, PartialText):
        return want in (STRING, DYNAMIC)
    have = type_of(value)
    return have != DYNAMIC and value.not_null and _converts(have, want)


def _converts(have: Type, want: Type) -> bool:
    """Return True if every value of type `have` converts to `want`."""
    if want in (DYNAMIC, have):
        return True
    if want == STRING:
        return have in (NUMBER, BOOL)
    if isinstance(want, (ListType, SetType)):
        return isinstance(have, (ListType, SetType)) and _converts(have.elem, want.elem)
    return isinstance(want, MapType) and isinstance(have, MapType) and _converts(have.elem, want.elem)
