"""Equality under Terraform's conversions."""

from __future__ import annotations

from typing import Any

from riveter.core.values import PartialText, Unknown
from riveter.rules.model.comparison import equal, in_any, is_open, length_range, may_be, scalar
from riveter.rules.model.truth import Truth
from riveter.rules.model.unusable import NeedsError
from riveter.rules.operators.base import ANYTHING, NOTHING, TEXT, Operator, ValueType, on_text, shown, wrong_kind


def _in_values(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise NeedsError(f"a list, not {shown(value)}")
    if not value:
        raise NeedsError("a list with at least one item")
    return value


def equals(value: Any, expected: Any) -> Truth:
    """Return whether two values are equal. Lists and single values are not compared: neither `equals` nor `not_equals` holds then."""
    truth = equal(value, expected)
    if expected is None or isinstance(expected, Unknown):
        return truth
    if not isinstance(expected, list):
        return _unless_list(value, truth)
    single = isinstance(value, PartialText) or not (value is None or isinstance(value, (list, Unknown)))
    return wrong_kind(value, "a list") if single and expected else truth


def is_in(value: Any, candidates: list[Any]) -> Truth:
    """Return whether a value is one of several. A list is compared with lists only."""
    found = in_any(value, candidates)
    return found if any(isinstance(item, (list, Unknown)) for item in candidates) else _unless_list(value, found)


def _unless_list(value: Any, truth: Truth) -> Truth:
    """Return the truth about a single value, for a list that it is of another kind. An empty list counts as a value that is not set."""
    if truth is not False or not isinstance(scalar(value), list):
        return truth
    least, _ = length_range(value)
    if least > 0:
        return wrong_kind(value, "a single value")
    why = is_open(value)
    return truth if why is None else why


def _same_text(value: str, expected: str) -> bool:
    return value.casefold() == expected.casefold()


def _maybe_same_text(value: PartialText, expected: str) -> Truth:
    return value if may_be(value, expected, ignore_case=True) else False


def _equals_bool(expected: bool) -> Any:
    def run(value: Any, _: Any) -> Truth:
        return _unless_list(value, equal(scalar(value), expected))

    return run


VALUES = ValueType("a list", {"type": ["array", "string"], "minItems": 1}, _in_values)
GROUP = "equality"
OPERATORS = (
    Operator(
        "equals", GROUP, "Equals the value. `true` and `\"true\"`, `30` and `\"30\"` are equal.", ANYTHING, equals,
        ("eq", "=="), lambda expected: equal(None, expected), phrase="equal", sees_unknown=True,
        example="{key: sse_algorithm, operator: equals, value: 'aws:kms'}",
    ),
    Operator(
        "not_equals", GROUP, "Is another value, or is not set.", ANYTHING, equals,
        ("ne", "!="), lambda expected: equal(None, expected), negated=True, phrase="not equal", sees_unknown=True,
        example="{key: acl, operator: not_equals, value: public-read}",
    ),
    Operator(
        "equals_ignore_case", GROUP, "Equals the text. Upper and lower case are the same.", TEXT,
        on_text(_same_text, _maybe_same_text), phrase="equal (ignoring case)",
        example="{key: protocol, operator: equals_ignore_case, value: https}",
    ),
    Operator("is_true", GROUP, "Is `true` (or `\"true\"`).", NOTHING, _equals_bool(True), phrase="be true",
             example="{key: enable_key_rotation, operator: is_true}"),
    Operator("is_false", GROUP, "Is `false` (or `\"false\"`). A value that is not set is not false.", NOTHING,
             _equals_bool(False), phrase="be false", example="{key: publicly_accessible, operator: is_false}"),
    Operator(
        "in", GROUP, "Is one of the values.", VALUES, is_in, ("within",),
        lambda expected: in_any(None, expected), phrase="be one of", sees_unknown=True,
        example="{key: engine, operator: in, value: [postgres, aurora-postgresql]}",
    ),
    Operator(
        "not_in", GROUP, "Is none of the values, or is not set.", VALUES, is_in, ("not_within",),
        lambda expected: in_any(None, expected), negated=True, phrase="not be one of", sees_unknown=True,
        example="{key: instance_type, operator: not_in, value: [t2.micro, t2.nano]}",
    ),
)  # fmt: skip
