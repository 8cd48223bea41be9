"""Operators on the type of a value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from riveter.core.values import PartialText
from riveter.rules.model.truth import Truth
from riveter.rules.operators.base import NOTHING, Operator

GROUP = "types"


def _is(*kinds: type) -> Any:
    def run(value: Any, _: Any) -> Truth:
        return isinstance(value, kinds) and not (isinstance(value, bool) and bool not in kinds)

    return run


OPERATORS = (
    Operator("is_string", GROUP, "Is text.", NOTHING, _is(str, PartialText), phrase="be a string",
             example="{key: name, operator: is_string}"),
    Operator("is_number", GROUP, "Is a number (not a text that looks like one).", NOTHING, _is(int, float, Decimal),
             phrase="be a number", example="{key: port, operator: is_number}"),
    Operator("is_bool", GROUP, "Is `true` or `false` (not a text).", NOTHING, _is(bool), phrase="be a bool",
             example="{key: encrypted, operator: is_bool}"),
    Operator("is_list", GROUP, "Is a list or set, or nested blocks.", NOTHING, _is(list), phrase="be a list",
             example="{key: cidr_blocks, operator: is_list}"),
    Operator("is_map", GROUP, "Is a map or object.", NOTHING, _is(dict), phrase="be a map",
             example="{key: tags, operator: is_map}"),
)  # fmt: skip
