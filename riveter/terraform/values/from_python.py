"""Plain Python values (of YAML, JSON) as Terraform's."""

from __future__ import annotations

from math import isfinite
from typing import Any

from riveter.terraform.values.numbers import parse_number
from riveter.terraform.values.value import TValue


def from_python(value: Any) -> TValue:
    """Convert a value of YAML or JSON; anything but text, numbers, booleans, lists and maps becomes its text."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return parse_number(repr(value)) if isfinite(value) else str(value)
    if isinstance(value, (list, tuple)):
        return tuple([from_python(item) for item in value])
    if isinstance(value, dict):
        return {str(key): from_python(item) for key, item in value.items()}
    return str(value)
