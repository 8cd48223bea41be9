"""Decide whether a condition holds for all requests with some known properties, such as all requests without TLS.

The known properties of a request are the values of some condition keys, or that it has no such key. Any other key may have any value, or
none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.values import PartialMap, Unknown
from riveter.rules.iam.patterns import with_variables
from riveter.rules.iam.pinning import ALWAYS_PRESENT
from riveter.rules.iam.restrictions import is_text, items_of, operator_of, positive_of
from riveter.rules.iam.wildcards import PatternBudgetError, covers_text
from riveter.rules.model.comparison import kind_of, number_of
from riveter.rules.model.networks import parse_network, within
from riveter.rules.model.truth import Truth, all_of, any_of, negate
from riveter.rules.model.unusable import UnusableValueError

Fact: TypeAlias = "str | bool | Decimal | None"
"""The value of a condition key; None: the request has no such key."""
Facts: TypeAlias = Mapping[str, Fact]
"""The known facts about a request, by key in lower case."""


def holds_for(condition: Any, facts: Facts) -> Truth:
    """Return whether a condition holds for every request with some known facts."""
    if condition is None:
        return True
    if not isinstance(condition, dict):
        return condition if isinstance(condition, Unknown) else False
    return _whole(condition, all_of(_block(name, block, facts) for name, block in condition.items()))


def _whole(map: dict[str, Any], truth: Truth) -> Truth:
    """Return the truth for a whole map, a part of which may be unknown."""
    return map.missing if truth is True and isinstance(map, PartialMap) else truth


def _block(name: str, block: Any, facts: Facts) -> Truth:
    if not isinstance(block, dict):
        return block if isinstance(block, Unknown) else False
    return _whole(block, all_of(_line(name.lower(), key.lower(), values, facts) for key, values in block.items()))


def _line(name: str, key: str, values: Any, facts: Facts) -> Truth:
    """Return whether one line of a condition holds."""
    operator, optional = operator_of(name)
    items = items_of(values)
    if operator == "null":
        absent = facts[key] is None if key in facts else False if key in ALWAYS_PRESENT else None
        return absent is not None and _any(items, lambda value: is_text(value, "true" if absent else "false"))
    if key not in facts:
        return optional and operator == "stringlike" and _any(items, lambda value: value == "*")
    fact = facts[key]
    positive = positive_of(operator)
    if fact is None:
        return optional or (positive is not None and not name.startswith("foranyvalue:"))
    compare = _comparison(positive or operator, fact)
    if compare is None:
        return False  # AWS compares keys with operators of their type only
    found = _any(items, lambda value: _compared(value, compare))
    return found if positive is None else negate(found)


def _any(items: list[tuple[Any, Unknown | None]], test: Callable[[Any], Truth]) -> Truth:
    """Return whether any value of a key passes the test; `items` gives the reason why a value may be absent."""
    truths = ((test(value), doubt) for value, doubt in items)
    return any_of(doubt if truth is True and doubt is not None else truth for truth, doubt in truths)


def _compared(value: Any, compare: Callable[[str], bool]) -> Truth:
    if isinstance(value, bool):
        value = "true" if value else "false"
    value = with_variables(value if isinstance(value, Unknown) else str(value))
    if isinstance(value, Unknown):
        return value
    try:
        return compare(value)
    except PatternBudgetError:
        return Unknown(SpentBudget(WorkLimit.PATTERN))


def _comparison(operator: str, fact: str | bool | Decimal) -> Callable[[str], bool] | None:
    """Return the comparison of a key's value with one of a policy; None for an operator of other types."""
    if isinstance(fact, bool):
        return (lambda value: value.lower() == ("true" if fact else "false")) if operator == "bool" else None
    if isinstance(fact, Decimal):
        test = _NUMERIC.get(operator)
        return None if test is None else lambda value: (number := number_of(value)) is not None and test(fact, number)
    test_text = _TEXT.get(operator)
    return None if test_text is None else lambda value: test_text(fact, value)


def _in_network(fact: str, value: str) -> bool:
    inner, outer = parse_network(fact), parse_network(value)
    return inner is not None and outer is not None and within(inner, outer)


def _arn_like(fact: str, value: str) -> bool:
    own, wanted = fact.split(":", 5), value.split(":", 5)
    return len(own) == len(wanted) == 6 and all(map(covers_text, wanted, own))


_NUMERIC: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "numericequals": lambda fact, value: fact == value,
    "numericgreaterthan": lambda fact, value: fact > value,
    "numericgreaterthanequals": lambda fact, value: fact >= value,
    "numericlessthan": lambda fact, value: fact < value,
    "numericlessthanequals": lambda fact, value: fact <= value,
}
_TEXT: dict[str, Callable[[str, str], bool]] = {
    "arnequals": _arn_like,
    "arnlike": _arn_like,
    "binaryequals": lambda fact, value: fact == value,
    "ipaddress": _in_network,
    "stringequals": lambda fact, value: fact == value,
    "stringequalsignorecase": lambda fact, value: fact.lower() == value.lower(),
    "stringlike": lambda fact, value: covers_text(value, fact),
}


def read_facts(value: Any) -> dict[str, Fact]:
    """Return the facts about requests in a rule. Raises `ValueError`."""
    if not isinstance(value, dict) or not value:
        raise UnusableValueError("has a `when` that is not a map of condition keys")
    facts: dict[str, Fact] = {}
    for key, item in value.items():
        if not isinstance(key, str) or ":" not in key:
            raise UnusableValueError(f"has the condition key `{key}`, which is not `service:Key`")
        if isinstance(item, (dict, list)):
            raise UnusableValueError(f"has a value for `{key}` that is {kind_of(item)}, not one text, number or bool")
        facts[key.lower()] = _FLAGS.get(item.lower(), item) if isinstance(item, str) else _fact(item)
    return facts


def _fact(item: Any) -> Fact:
    return item if item is None or isinstance(item, bool) else number_of(item)


_FLAGS = {"true": True, "false": False}
