"""Order of numbers, exact: no binary floats."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from riveter.rules.model.comparison import number_of
from riveter.rules.model.unusable import NeedsError, UnusableValueError
from riveter.rules.operators.base import NUMBER, RANGE, Operator, ValueType, on_number, shown

_MAX_EXPONENT = 400


def _divisor(value: Any) -> tuple[Decimal, Decimal]:
    if isinstance(value, list) and len(value) == 2:
        divisor, remainder = number_of(value[0]), number_of(value[1])
        if divisor is not None and remainder is not None:
            if divisor == 0:
                raise UnusableValueError("can't divide by 0")
            if abs(divisor.adjusted()) > _MAX_EXPONENT or abs(remainder.adjusted()) > _MAX_EXPONENT:
                raise NeedsError("numbers of an ordinary size")
            return divisor, remainder
    raise NeedsError(f"a list of two numbers, the divisor and the remainder, not {shown(value)}")


def _mod(number: Decimal, expected: tuple[Decimal, Decimal]) -> bool:
    divisor, remainder = expected
    if abs(number.adjusted()) > _MAX_EXPONENT:
        return False
    left = Fraction(number) % abs(Fraction(divisor))
    # -1 % 3 is 2 for some languages and -1 for others.
    return left == remainder or (number < 0 and left - abs(Fraction(divisor)) == remainder)


MOD = ValueType("a list: divisor, remainder", {"type": "array", "minItems": 2, "maxItems": 2}, _divisor)
GROUP = "order"
OPERATORS = (
    Operator("greater_than", GROUP, "Is greater.", NUMBER, on_number(lambda n, e: n > e), ("gt",),
             phrase="be greater than", example="{key: backup_retention_period, operator: greater_than, value: 6}"),
    Operator("greater_than_or_equal", GROUP, "Is greater or equal.", NUMBER, on_number(lambda n, e: n >= e), ("gte",),
             phrase="be at least", example="{key: rule.0.expiration.0.days, operator: greater_than_or_equal, value: 2555}"),
    Operator("less_than", GROUP, "Is less.", NUMBER, on_number(lambda n, e: n < e), ("lt",),
             phrase="be less than", example="{key: timeout, operator: less_than, value: 900}"),
    Operator("less_than_or_equal", GROUP, "Is less or equal.", NUMBER, on_number(lambda n, e: n <= e), ("lte",),
             phrase="be at most", example="{key: max_session_duration, operator: less_than_or_equal, value: 3600}"),
    Operator("between", GROUP, "Is between two numbers, or equals one of them.", RANGE,
             on_number(lambda n, e: e[0] <= n <= e[1]), phrase="be between {0} and {1}",
             example="{key: port, operator: between, value: [1024, 65535]}"),
    Operator("mod", GROUP, "Leaves the second number as remainder when divided by the first.", MOD, on_number(_mod),
             phrase="be divisible by {0} with remainder {1}", example="{key: min_size, operator: mod, value: [2, 0]}"),
)  # fmt: skip
