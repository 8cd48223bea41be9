"""The secrets in Terraform: the texts of sensitive values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from riveter.core.alternatives import Alternatives
from riveter.core.secrets import Secrets
from riveter.core.values import Hole, PartialText
from riveter.terraform.values.numbers import format_number
from riveter.terraform.values.partial import OpenObject, OpenTuple
from riveter.terraform.values.value import Marked, TValue


def texts(value: TValue) -> Iterator[str]:
    """Yield the texts and numbers in a value at any depth, known parts of texts included."""
    stack = [value]
    while stack:
        item = stack.pop()
        if type(item) is Marked:
            stack.append(item.value)
        elif isinstance(item, str):
            yield item
        elif isinstance(item, PartialText):
            yield from item.known_parts
            stack.extend(part.value for part in item.parts if isinstance(part, Hole))
        elif isinstance(item, Alternatives):
            stack.extend(item.values)
        elif isinstance(item, OpenObject):
            stack.extend(item.entries.values())
        elif isinstance(item, OpenTuple):
            stack.extend(item.items)
        elif isinstance(item, tuple):
            stack.extend(item)
        elif isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, (int, Fraction)) and not isinstance(item, bool):
            yield format_number(item)


def keep(secrets: Secrets, value: TValue) -> None:
    """Add the texts of a sensitive value to the secrets."""
    for text in texts(value):
        secrets.add(text)


def keep_at(secrets: Secrets, values: Any, paths: Iterable[tuple[str, ...]]) -> None:
    """Add the plain values at the paths of sensitive attributes, which have no indexes."""
    for path in paths:
        found = [values]
        for name in path:
            inner = [item[name] for item in found if isinstance(item, dict) and name in item]
            found = [one for item in inner for one in (item if isinstance(item, list) else (item,))]
        for value in found:
            secrets.add_value(value)


def end_of_secret(path: Sequence[str | int], secrets: frozenset[tuple[str, ...]]) -> int:
    """Return the number of path keys that lead to an attribute that the schema marks as sensitive; 0 if there is none."""
    names: tuple[str, ...] = ()
    for at, key in enumerate(path):
        if isinstance(key, str):
            names = (*names, key)
            if names in secrets:
                return at + 1
    return 0
