"""Decide whether a condition narrows the principals of a statement for everyone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, product
from typing import Any

from riveter.core.patterns import late
from riveter.core.shapes import is_plain, shape_of
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown, attribute_of
from riveter.rules.iam.pinning import (
    ADDRESSES,
    ALWAYS_PRESENT,
    FLAGS,
    KEYS,
    OWN_VALUES,
    OWNERS,
    are_narrow,
    pins,
    pins_owner,
)
from riveter.rules.model.truth import Truth, all_of, any_of


def restricts(condition: Any) -> Truth:
    """Return whether a condition keeps strangers out: a key for who makes the request or from where must have values that pin it."""
    if condition is None:
        return False
    if isinstance(condition, Unknown):
        return condition
    if not isinstance(condition, dict):
        return False
    present = present_keys(condition)
    return in_part(condition, any_of(_block(name, block, present) for name, block in condition.items()))


def shuts_out(condition: Any) -> Truth:
    """Return whether a condition holds for each request of a stranger, so that a Deny with it keeps them all out.

    A negative operator holds if the key is absent, or if a policy variable has no value.
    """
    if condition is None:
        return True
    if not isinstance(condition, dict):
        return condition if isinstance(condition, Unknown) else False
    truth = all_of(_shutting_block(name, block) for name, block in condition.items())
    return condition.missing if truth is True and isinstance(condition, PartialMap) else truth


def _shutting_block(name: str, block: Any) -> Truth:
    if not isinstance(block, dict):
        return block if isinstance(block, Unknown) else False
    truth = all_of(_shutting(name.lower(), key.lower(), values) for key, values in block.items())
    return block.missing if truth is True and isinstance(block, PartialMap) else truth


def _shutting(name: str, key: str, values: Any) -> Truth:
    """Return whether one line of a condition holds for each request of a stranger."""
    operator, optional = operator_of(name)
    items = items_of(values)
    if operator == "null":
        return key in ALWAYS_PRESENT and any_of(is_text(item, "false") for item, _ in items)
    if operator == "bool":
        # Nobody has to sign a request, and an unsigned one has no such key.
        return optional and key in FLAGS and any_of(is_text(item, "false") for item, doubt in items if doubt is None)
    positive = positive_of(operator)
    if positive is None or key not in KEYS or not items or (name.startswith("foranyvalue:") and not optional):
        return False
    return _all_pinned(key, positive, items)


def is_text(value: Any, text: str) -> Truth:
    """Return whether a value of a condition is `true` or `false`."""
    return value if isinstance(value, Unknown) else str(value).lower() == text


def positive_of(operator: str) -> str | None:
    """Return the opposite of a negative operator; None for others."""
    return operator.replace("not", "", 1) if operator in _NEGATIVE else None


_NEGATIVE = frozenset({
    "arnnotequals", "arnnotlike", "datenotequals", "notipaddress", "numericnotequals", "stringnotequals", "stringnotequalsignorecase",
    "stringnotlike",
})  # fmt: skip


def in_part(map: dict[str, Any], truth: Truth) -> Truth:
    """Return the truth of the known entries of a map, if it is the truth of all of them."""
    return map.missing if truth is False and isinstance(map, PartialMap) else truth


def present_keys(condition: dict[str, Any]) -> frozenset[str]:
    """Return the keys that a request must have because of `Null`: conditions that hold "if the key exists" then certainly apply."""
    found: set[str] = set()
    for name, block in condition.items():
        if operator_of(name)[0] == "null" and isinstance(block, dict):
            found.update(key.lower() for key, value in block.items() if _says_false(value))
    return frozenset(found)


def _says_false(value: Any) -> bool:
    items = value if isinstance(value, list) and not isinstance(value, OpenList) else [value]
    return bool(items) and all(str(item).lower() == "false" for item in items)


def operator_of(name: str) -> tuple[str, bool]:
    """Return an operator in lower case without its suffixes, and whether it also holds if the key is absent."""
    name = name.lower()
    optional = name.startswith("forallvalues:") or name.endswith("ifexists")
    return name.removeprefix("forallvalues:").removeprefix("foranyvalue:").removesuffix("ifexists"), optional


def _block(name: str, block: Any, present: frozenset[str]) -> Truth:
    operator, optional = operator_of(name)
    if isinstance(block, Unknown):
        return block
    if not isinstance(block, dict):
        return False
    truths = [
        _values(key.lower(), operator, values)
        for key, values in block.items()
        if key.lower() in KEYS and (not optional or key.lower() in present)
    ]
    return in_part(block, any_of(truths))


def _values(key: str, operator: str, values: Any) -> Truth:
    items = items_of(values)
    return _all_pinned(key, operator, items) if items else False


def _all_pinned(key: str, operator: str, items: list[tuple[Any, Unknown | None]]) -> Truth:
    """Return whether each value of a line pins something. Small networks may be most of the internet together."""
    if key in ADDRESSES and len(items) > 1 and not are_narrow([item for item, _ in items if isinstance(item, str)]):
        return False
    return all_of(_pinned(key, operator, item, doubt) for item, doubt in items)


def items_of(values: Any) -> list[tuple[Any, Unknown | None]]:
    """Return the values of a key, each with why there may be none of it."""
    items = values if isinstance(values, list) else [values]
    opened = items.open if isinstance(items, OpenList) else {}
    return [(item, opened.get(i)) for i, item in enumerate(items)]


def _pinned(key: str, operator: str, value: Any, doubt: Unknown | None) -> Truth:
    if key in ADDRESSES and isinstance(value, Unknown):
        truth = _address(value, operator)
    elif key in OWNERS:
        truth = _owner(key, operator, value)
    else:
        truth = value_truth(
            value, lambda text, like: pins(key, _LIKE.get(operator, operator) if like else operator, text)
        )
    return doubt if truth is False and doubt is not None else truth


_LIKE = {"stringequals": "stringlike", "stringequalsignorecase": "stringlike"}
"""How values with policy variables are compared: a variable matches any text with every operator."""


def _address(value: Unknown, operator: str) -> Truth:
    """Decide by the size of a range with holes. A value made by the provider is an address, or the range of an own network."""
    if operator != "ipaddress":
        return False
    size = _SIZE.search(value.suffix) if isinstance(value, PartialText) else None
    if size is not None:
        return True if int(size[1]) >= 16 else value
    return True if is_plain(value) else value


def _owner(key: str, operator: str, value: Any) -> Truth:
    """Decide a value for the owner of the resource. An unknown value may contain the policy variable that pins the principal."""
    if isinstance(value, Unknown):
        return False if is_plain(value) else value
    return pins_owner(key, operator, str(value))


_VARIABLE = late(r"\$\{[^{}]{0,200}\}")
_ESCAPED = {"${*}": "*", "${?}": "?", "${$}": "$"}
_SIZE = late(r"/([0-9]{1,3})\Z")


def value_truth(value: Any, test: Callable[[str, bool], bool]) -> Truth:
    """Return the result of a test for a value of a condition that may have unknown parts.

    The test gets a text, and whether a `*` in it represents an unknown part. A request may set any policy variable, except the owner of the
    resource, which is always the same. An identifier made by the provider, or a hole with a known shape, has no wildcard. Any other hole
    may have one.
    """
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, Unknown):
        return bool(test(*_without_variables(str(value))))
    parts = value.parts if isinstance(value, PartialText) else (Hole(value),)
    widest, _ = _without_variables("".join(part if isinstance(part, str) else "*" for part in parts))
    if test(widest, True):
        return True  # whatever the holes hold, it matches no more than this
    wild = [part for part in parts if isinstance(part, Hole) and not is_plain(part.value)]
    if wild:
        known = tuple("*" if part in wild else part for part in parts)
        if any(test(_without_variables(text)[0], True) for text in _fillings(known)):
            return True  # a value made by the provider has the type of its place
    possible = any(test(*_without_variables(text)) for text in _fillings(parts))
    return value if possible and wild else possible


def pins_source(value: Any) -> Truth:
    """Return whether an ARN, or a pattern of ARNs, pins an account or a resource, so that it matches nothing of a stranger."""
    return value_truth(value, lambda text, _: pins("aws:sourcearn", "stringlike", text))


def _without_variables(text: str) -> tuple[str, bool]:
    """Return a text with `*` for policy variables of which the value is not known, and whether it has any."""
    if "${" not in text:
        return text, False
    plain = _VARIABLE.sub(lambda found: _value_of(found[0]) or "*", text)
    return plain, any(_value_of(found) is None for found in _VARIABLE.findall(text))


def _value_of(variable: str) -> str | None:
    """Return the text of a policy variable that has one; None if it depends on the request."""
    return _ESCAPED.get(variable) or OWN_VALUES.get(variable[2:-1].strip().lower())


_ACCOUNT = "000000000000"
_NAMES = ("x", _ACCOUNT, "o-a1b2c3d4e5", "vpc-0a1b2c3d", "vpce-0a1b2c3d", "eu-west-1", "aws")
_BUCKET = "arn:aws:s3:::x"
_ARNS = (
    f"arn:aws:iam::{_ACCOUNT}:role/x",
    f"arn:aws:sns:eu-west-1:{_ACCOUNT}:x",
    f"arn:aws:ec2:eu-west-1:{_ACCOUNT}:vpc/vpc-1",
)
_MORE = (f"{_ACCOUNT}:x", "o-a1b2c3d4e5/r-ab/", "true", _BUCKET)
_MAX_FILLINGS = 200


def _fillings(parts: tuple[str | Hole, ...]) -> Iterator[str]:
    """Yield texts that a value with holes may turn out to be: one of every kind of filling."""
    choices = [_choices(part, first=part is parts[0]) for part in parts if isinstance(part, Hole)]
    for chosen in islice(product(*choices), _MAX_FILLINGS):
        fill = iter(chosen)
        yield "".join(part if isinstance(part, str) else next(fill) for part in parts)


def _choices(hole: Hole, *, first: bool) -> tuple[str, ...]:
    """Return the possible texts of a hole: without wildcards, and for a value made by the provider only those of its place."""
    pattern = shape_of(hole.value)
    if pattern is not None and attribute_of(hole.value) is None:
        import re2

        return tuple(text for text in (*_NAMES, *_ARNS, *_MORE) if re2.fullmatch(pattern, text)) or ("x",)
    if not hole.value.opaque:
        return (*_NAMES, *_ARNS, *_MORE)
    found = attribute_of(hole.value)
    if found is None:
        return (*_NAMES, *_ARNS) if first else _NAMES
    if found[1] == "arn" or found[1].endswith("_arn"):
        return (_BUCKET,) if "aws_s3_bucket." in found[0] else _ARNS[:1]
    return _NAMES
