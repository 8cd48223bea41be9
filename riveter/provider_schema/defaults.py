"""The values that a provider plans for omitted arguments, from tables that `tools/provider_defaults` makes with the real provider.

A table has one type per line: ``d`` contains the defaults, ``n`` computed attributes that are null, ``u`` unknown ones, and ``b`` the same
for nested blocks by their dotted paths. ``w`` contains the same for other values of an argument that decides. Any other argument of a type
in the table is null (a block: absent), or known only after apply if the provider computes it.

Providers that were not asked have a table of what their documentation says. It has single arguments, and says nothing about others.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from typing import Any, TypeAlias

import msgspec

from riveter.core.versions import VersionRange
from riveter.files.package import data as package_data
from riveter.provider_schema.reader import DataFile, data_directory, provider_of
from riveter.provider_schema.schema import AttributeSchema, BlockSchema, TypeSchema

NOT_KNOWN: Any = object()
"""There is no entry: the planned value is not known."""

Given: TypeAlias = "tuple[tuple[str, str | None], ...]"
"""The values of the arguments that decide (see `deciding`): empty if it is not set, None if it is not known."""

TABLES = {"aws": "aws-5.100.0.defaults.jsonl"}
DOCUMENTED = "documented.defaults.json"
_COVERED = VersionRange(low=(5, 0, 0))
_BEFORE_6 = VersionRange(high=(6, 0, 0), high_closed=False)
_SINCE_6: dict[tuple[str, str], Any] = {
    ("aws_redshift_cluster", "encrypted"): "true",
    ("aws_redshift_cluster", "publicly_accessible"): False,
}
"""Defaults that version 6 of the AWS provider has changed, according to its upgrade guide."""


class DocumentedDefault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A default that the documentation of a provider states for every version that riveter has a schema of.

    source: where it says so.
    """

    value: str | int | bool
    source: str


def deciding(resource_type: str) -> tuple[str, ...]:
    """Return the arguments on whose values the defaults of others depend."""
    facts = _facts(resource_type)
    return () if facts is None else tuple(facts.get("w", ()))


def planned(schema: TypeSchema, path: tuple[str, ...], versions: VersionRange, given: Given = ()) -> Any:
    """Return the planned value of an argument that is not set: None for null, or `NOT_KNOWN`.

    path: names, without indexes. versions: those of the provider that may be in use. given: the values of the arguments that decide.
    """
    documented = _documented().get(schema.name, {}).get(".".join(path))
    if documented is not None:
        return documented.value
    covered = versions & _COVERED
    if covered.empty:
        return NOT_KNOWN
    facts = _facts(schema.name)
    if facts is None:
        return NOT_KNOWN
    changed = _SINCE_6.get((schema.name, ".".join(path)), facts)
    if changed is not facts:
        before = covered.within(_BEFORE_6)
        if before is not True:
            return changed if before is False else NOT_KNOWN
    for_block = facts if len(path) == 1 else facts.get("b", {}).get(".".join(path[:-1]))
    if for_block is None:
        return NOT_KNOWN
    member = schema.member(path)
    found = _planned(for_block, member, path[-1])
    for name, value in given if len(path) == 1 else ():
        cases = facts.get("w", {}).get(name, {})
        if value is None:
            others = [_planned(case, member, path[-1]) for case in cases.values()]
            found = found if all(other == found for other in others) else NOT_KNOWN
        elif value in cases:
            found = _planned(cases[value], member, path[-1])
    return found


def _planned(facts: dict[str, Any], member: AttributeSchema | BlockSchema | None, name: str) -> Any:
    if name in facts.get("d", ()):
        return facts["d"][name]
    if member is None or name in facts.get("u", ()):
        return NOT_KNOWN
    if isinstance(member, BlockSchema):
        return [] if member.nesting in ("list", "set") and not member.min_items else NOT_KNOWN
    if name in facts.get("n", ()):
        return None
    return NOT_KNOWN if member.computed or member.required else None


@lru_cache(maxsize=1024)
def _facts(resource_type: str) -> dict[str, Any] | None:
    table = _table(provider_of(resource_type))
    line = table.find(resource_type) if table is not None else None
    if line is None:
        return None
    found: dict[str, Any] = msgspec.json.decode(line)
    return found


@cache
def _table(provider: str) -> DataFile | None:
    name = TABLES.get(provider)
    return None if name is None else DataFile(os.path.join(data_directory(), name))


@cache
def _documented() -> dict[str, dict[str, DocumentedDefault]]:
    content = package_data(os.path.join(data_directory(), DOCUMENTED))
    return {} if content is None else msgspec.json.decode(content, type=dict[str, dict[str, DocumentedDefault]])
