"""Versions: order by number, and Terraform's version constraints."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

import msgspec

from riveter.core.patterns import late
from riveter.core.values import Unknown
from riveter.rules.model.comparison import scalar, text_of
from riveter.rules.model.truth import Mismatch, Truth, all_of
from riveter.rules.model.unusable import NeedsError
from riveter.rules.operators.base import Operator, ValueType, shown, wrong_kind

_VERSION = late(
    r"(?:[vV](?=\d)|(?P<name>[A-Za-z][A-Za-z_ -]*?))?(?P<numbers>\d{1,9}(?:[._]\d{1,9}){0,9})"
    r"(?:-(?P<pre>[0-9A-Za-z.-]{1,60}))?(?:\+[0-9A-Za-z.-]{1,60})?\Z"
)
_CONSTRAINT = late(r"\s*(=|!=|>=|<=|>|<|~>)?\s*(\S+)\s*\Z")

Prerelease: TypeAlias = "tuple[tuple[int, int, str], ...]"


class Version(msgspec.Struct, frozen=True):
    """A version: the text before the numbers (`TLSv`, `python`), the numbers, and the pre-release."""

    name: str
    numbers: tuple[int, ...]
    prerelease: Prerelease

    def key(self) -> tuple[tuple[int, ...], bool, Prerelease]:
        """Return a sort key for versions with the same name; a pre-release precedes its release."""
        numbers = self.numbers
        while len(numbers) > 1 and numbers[-1] == 0:
            numbers = numbers[:-1]
        return numbers, not self.prerelease, self.prerelease


@lru_cache(maxsize=2048)
def parse_version(text: str) -> Version | None:
    """Return a version from its text (`1.29`, `v1.2.3-rc1`, `TLSv1.2`, `python3.12`); None if it is not a version."""
    found = _VERSION.match(text.strip()) if len(text) <= 128 else None
    if found is None:
        return None
    numbers = tuple(int(part) for part in re.split(r"[._]", found["numbers"]))
    parts = (found["pre"] or "").split(".") if found["pre"] else []
    prerelease = tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts)
    return Version((found["name"] or "").lower().rstrip("_- "), numbers, prerelease)


def _version(value: Any) -> Version:
    text = text_of(value)
    version = parse_version(text) if text is not None else None
    if version is None:
        raise NeedsError(f"a version such as 1.29 or TLSv1.2, not {shown(value)}")
    return version


def _found(value: Any, name: str | None) -> Version | Truth:
    value = scalar(value)
    if isinstance(value, Unknown):
        return value
    text = text_of(value)
    if text is None:
        return wrong_kind(value, "a version")
    version = parse_version(text)
    if version is None:
        return Mismatch(f"is {shown(text)}, not a version")
    if name is not None and version.name not in (name, ""):
        return Mismatch(f"is {shown(text)}, which can't be compared with a version of {name or 'no name'}")
    return version


def at_least(value: Any, least: Version) -> Truth:
    version = _found(value, least.name)
    return version.key() >= least.key() if isinstance(version, Version) else version


# --- constraints ---------------------------------------------------------------------------------

Constraint: TypeAlias = "tuple[str, Version]"


@lru_cache(maxsize=1024)
def parse_constraints(text: str) -> tuple[Constraint, ...]:
    """Return the parts of a constraint such as `>= 1.2, < 2.0`. Raises `ValueError`."""
    constraints = []
    for part in text.split(","):
        found = _CONSTRAINT.match(part)
        version = parse_version(found[2]) if found is not None else None
        if found is None or version is None or version.name:
            raise NeedsError(f"a version constraint such as `>= 1.2, < 2.0` or `~> 1.2`, not {shown(text)}")
        constraints.append((found[1] or "=", version))
    return tuple(constraints)


def _constraints(value: Any) -> tuple[Constraint, ...]:
    text = text_of(value)
    if text is None:
        raise NeedsError(f"a version constraint, not {shown(value)}")
    return parse_constraints(text)


def _pessimistic(version: Version, least: Version) -> bool:
    """Decide `~> 1.2.3`: only the last number given may be greater."""
    if version.key() < least.key():
        return False
    fixed = len(least.numbers) - 1
    padded = version.numbers + (0,) * len(least.numbers)
    return padded[:fixed] == least.numbers[:fixed]


_TESTS: dict[str, Callable[[Version, Version], bool]] = {
    "=": lambda v, c: v.key() == c.key(),
    "!=": lambda v, c: v.key() != c.key(),
    ">": lambda v, c: v.key() > c.key(),
    ">=": lambda v, c: v.key() >= c.key(),
    "<": lambda v, c: v.key() < c.key(),
    "<=": lambda v, c: v.key() <= c.key(),
    "~>": _pessimistic,
}


def _satisfies(version: Version, operator: str, wanted: Version) -> bool:
    if version.prerelease and operator not in ("=", "!="):
        # As Terraform: a pre-release only fits a constraint that names one of the same version.
        same = version.numbers == wanted.numbers
        if not wanted.prerelease or not same:
            return False
    return _TESTS[operator](version, wanted)


def version_matches(value: Any, constraints: tuple[Constraint, ...]) -> Truth:
    version = _found(value, "")
    if not isinstance(version, Version):
        return version
    return all_of(_satisfies(version, operator, wanted) for operator, wanted in constraints)


VERSION = ValueType("a version", {"type": ["string", "number"]}, _version)
CONSTRAINTS = ValueType("a version constraint", {"type": ["string", "number"]}, _constraints)
GROUP = "version"
OPERATORS = (
    Operator("version_at_least", GROUP, "Is that version or a later one. A name before the number (`TLSv1.2`) must be the same.",
             VERSION, at_least, phrase="be at least version", example="{key: version, operator: version_at_least, value: '1.29'}"),
    Operator("version_matches", GROUP, "Is a version that matches the constraint, in Terraform's syntax.", CONSTRAINTS, version_matches,
             phrase="fit the version constraint",
             example="{key: engine_version, operator: version_matches, value: '~> 15.4, != 15.6'}"),
)  # fmt: skip
