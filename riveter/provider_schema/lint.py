"""Check the keys of rules against provider schemas.

Users may pin other versions of providers, so nothing here is an error: a `SchemaProblem` is a warning, or a note if the key may be
intended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from riveter.core.clipping import clip
from riveter.core.effort import spend
from riveter.core.globs import is_glob
from riveter.provider_schema.problems import Code, SchemaProblem
from riveter.provider_schema.reader import PROVIDERS
from riveter.provider_schema.schema import BlockSchema, TypeSchema
from riveter.provider_schema.type_lint import check_type, expand, schema_of
from riveter.provider_schema.walk import SchemaWalk

__all__ = [
    "PROVIDERS",
    "Code",
    "SchemaProblem",
    "check_key",
    "check_scope",
    "check_type",
    "single_valued",
    "value_facts",
]

STEPS_OF_WALK = 10
MAX_TYPES = 300
"""The maximum number of types of a glob that are checked."""

Finish = Callable[[SchemaWalk], None]
"""The check at the end of a key."""


def check_key(
    resource_types: Sequence[str],
    scopes: Sequence[str],
    key: str,
    operator: str = "",
    value: Any = None,
    *,
    has_value: bool = False,
    lenient: bool = False,
) -> list[SchemaProblem]:
    """Return the problems of a rule's key for `resource_types` (names and globs).

    scopes: the keys of the `each` conditions around it, outermost first; `key` is relative to their elements.
    operator: the name in the operator table, without alias and ``not_`` where that only means the opposite. Empty: only whether the
    key leads anywhere is checked.
    value: compared with the type of the attribute when `has_value`. lenient: enough if one of several types has the key.

    Raises `riveter.core.paths.PathError` when a key can't be read.
    """
    return _check(resource_types, scopes, key, lenient, lambda walk: walk.finish(operator, value, has_value))


def check_scope(
    resource_types: Sequence[str], scopes: Sequence[str], key: str, *, lenient: bool = False
) -> list[SchemaProblem]:
    """Return what is wrong with the key of an `each` condition: as `check_key`, and it must lead to something with elements."""
    return _check(resource_types, scopes, key, lenient, lambda walk: walk.finish_scope())


def single_valued(resource_types: Sequence[str], scopes: Sequence[str], key: str) -> bool:
    """Return True if, according to the schemas, a key matches at most one value in each of the resource types."""
    for pattern in resource_types:
        schema = None if is_glob(pattern) else schema_of(pattern)
        if schema is None:
            return False
        walk = SchemaWalk(schema)
        for scope in scopes:
            walk.follow(scope)
            walk.enter_element()
        walk.several = False
        walk.follow(key)
        if walk.several or walk.free or walk.problems:
            return False
    return bool(resource_types)


class ValueFacts(msgspec.Struct, frozen=True):
    """The facts of a schema about the value at a key.

    type: ``string``, ``set(string)``, ``block`` … optional: it may be omitted. most: the maximum number of blocks, 0 for any number.
    """

    type: str
    optional: bool
    most: int


def value_facts(resource_type: str, scopes: Sequence[str], key: str) -> ValueFacts | None:
    """Return the facts of a type's schema about the value at a key; None if it has none."""
    schema = None if is_glob(resource_type) else schema_of(resource_type)
    if schema is None:
        return None
    walk = SchemaWalk(schema)
    for scope in scopes:
        walk.follow(scope)
        walk.enter_element()
    walk.follow(key)
    if walk.free or walk.problems or not walk.names:
        return None
    if walk.place is None:
        return ValueFacts(walk.type, walk.optional, 0)
    most = walk.member.max_items if isinstance(walk.member, BlockSchema) and walk.nesting == "list" else 0
    return ValueFacts("block", walk.optional, most)


def _check(
    resource_types: Sequence[str], scopes: Sequence[str], key: str, lenient: bool, finish: Finish
) -> list[SchemaProblem]:
    found: list[tuple[TypeSchema, list[SchemaProblem]]] = []
    named: list[list[SchemaProblem]] = []
    for pattern in resource_types:
        if pattern == "*" or (is_glob(pattern) and not expand(pattern)):
            return []
        glob = is_glob(pattern)
        for resource_type in expand(pattern)[:MAX_TYPES] if glob else (pattern,):
            schema = schema_of(resource_type)
            if schema is None:
                if lenient:
                    return []
                continue  # unknown types were reported as such, and may have any key
            problems = _check_one(schema, scopes, key, lenient, finish, hints=not (glob or lenient))
            if not problems and (glob or lenient):
                return []
            found.append((schema, problems))
            if not glob:
                named.append(problems)
    if not found:
        return []
    if lenient or not named:
        schema, _ = min(found, key=lambda one: (_worst(one[1]), len(one[1])))
        return _of_all(_check_one(schema, scopes, key, lenient, finish), resource_types)
    merged: dict[tuple[str, str], SchemaProblem] = {}
    for problems in named:
        for problem in problems:
            merged.setdefault((problem.code, problem.summary), problem)
    return list(merged.values())


def _of_all(problems: list[SchemaProblem], resource_types: Sequence[str]) -> list[SchemaProblem]:
    """Return the problems of one type, reported for all types that a single glob matches."""
    if len(resource_types) != 1 or not is_glob(resource_types[0]):
        return problems
    detail = f"No other type that `{clip(resource_types[0], 80)}` matches has it either."
    return [
        msgspec.structs.replace(problem, detail=detail) if problem.code == "unknown-key" else problem
        for problem in problems
    ]


def _check_one(
    schema: TypeSchema, scopes: Sequence[str], key: str, lenient: bool, finish: Finish, *, hints: bool = True
) -> list[SchemaProblem]:
    spend(STEPS_OF_WALK)
    walk = SchemaWalk(schema)
    walk.lenient = lenient
    walk.hints = hints
    for scope in scopes:
        walk.follow(scope)
        walk.enter_element()
    if walk.problems or walk.free:
        return []  # reported at the scope itself
    walk.notes.clear()
    walk.follow(key)
    if not walk.problems and not walk.free:
        finish(walk)
    return walk.problems + walk.notes


def _worst(problems: list[SchemaProblem]) -> int:
    return max((1 if problem.severity == "note" else 2 for problem in problems), default=0)
