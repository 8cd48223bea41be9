"""A change of an example, and what a rule says about it."""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """`old` in a file becomes `new` (once, where it first stands after `after`); then `rule` fails on exactly `addresses`, if any."""

    rule: str
    file: str
    old: str
    new: str
    addresses: frozenset[str]
    after: str = ""
    valid: bool = True
    """Whether the configuration is valid after the change. Without a resource that others refer to, it is not."""


def change(rule: str, file: str, old: str, new: str, *addresses: str, after: str = "") -> Change:
    return Change(rule, file, old, new, frozenset(addresses), after)


def allowed(rule: str, file: str, old: str, new: str, after: str = "") -> Change:
    """A change that a rule accepts."""
    return Change(rule, file, old, new, frozenset(), after)


def gone(rule: str, file: str, resource: str, *addresses: str) -> Change:
    """A resource is not made. `resource`: its type and name."""
    type, name = resource.split(".")
    head = f'resource "{type}" "{name}" {{\n'
    return Change(rule, file, head, f"{head}  count = 0\n", frozenset(addresses), valid=False)


def added(rule: str, file: str, text: str, *addresses: str) -> Change:
    """More text at the beginning of a file; the first line of the file has to be a comment."""
    return Change(rule, file, "# ", f"{text}\n# ", frozenset(addresses))
