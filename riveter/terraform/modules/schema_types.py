"""Values as the provider's schema has them: Terraform converts an argument before the provider sees it.

``engine_version = 8.0`` is the text ``8``, ``monitoring_interval = "60"`` is a number, and a set has no element twice. What does not
convert stays as it is written. Some texts the provider itself rewrites before it plans them (`riveter.provider_schema.rewriting`).
"""

from __future__ import annotations

from typing import TypeGuard

from riveter.core.alternatives import Alternatives
from riveter.core.values import PartialText, Unknown
from riveter.terraform.lang.body import EvaluatedBody
from riveter.terraform.modules.schemas import Schemas, TextRewriting
from riveter.terraform.values.alternatives import NO_RESULT, mapped
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.types import BOOL, DYNAMIC, NUMBER, STRING
from riveter.terraform.values.value import SetValue, TValue, is_null, make_set, mark, unmark

_PRIMITIVES = {"string": STRING, "number": NUMBER, "bool": BOOL}
_COLLECTIONS = ("list", "set", "map")


def conform_body(body: EvaluatedBody, schemas: Schemas, type: str, path: tuple[str, ...] = ()) -> None:
    """Convert the arguments of a block, and of those nested in it."""
    for name, field in body.fields.items():
        field.value = conform_argument(field.value, schemas, type, (*path, name))
    for name, blocks in body.blocks.items():
        for item in blocks.items:
            conform_body(item, schemas, type, (*path, name))


MAX_DEPTH = 40


def conform_argument(value: TValue, schemas: Schemas, type: str, path: tuple[str, ...]) -> TValue:
    """Return the value of an argument converted to its type in the schema; unchanged if that is not known."""
    facts = schemas.attribute_at(type, path)
    if facts is not None and "object" not in facts.type:
        return conform(value, facts.type, schemas.rewriting(type, path))
    if facts is not None or schemas.block_nesting(type, path) is not None:
        return _conform_objects(value, schemas, type, path)
    return value


def _conform_objects(value: TValue, schemas: Schemas, type: str, path: tuple[str, ...]) -> TValue:
    """Convert the members of objects, and of blocks in JSON syntax, which are objects and lists of objects."""
    plain, marks = unmark(value)
    if len(path) > MAX_DEPTH:
        return value
    if isinstance(plain, Alternatives):
        found = mapped(plain, lambda option: _conform_objects(option, schemas, type, path), ConversionError)
        return value if found is NO_RESULT else mark(found, marks)
    if isinstance(plain, tuple):
        items = [_conform_objects(item, schemas, type, path) for item in plain]
        if all(new is old for new, old in zip(items, plain, strict=True)):
            return value
        return mark(make_set(items, DYNAMIC) if isinstance(plain, SetValue) else tuple(items), marks)
    if not isinstance(plain, dict):
        return value
    members = {name: conform_argument(item, schemas, type, (*path, name)) for name, item in plain.items()}
    if all(new is plain[name] for name, new in members.items()):
        return value
    return mark(members, marks)


def _is_untyped(value: TValue) -> TypeGuard[Unknown]:
    """Return True for a value of which nothing is known, not even its type."""
    return value.__class__ is Unknown and value.type in (None, DYNAMIC)


def conform(value: TValue, type: str, rewriting: TextRewriting | None = None) -> TValue:
    """Return the known parts of a value converted to a type of a schema, with its text as the provider rewrites it."""
    plain, marks = unmark(value)
    if isinstance(plain, Alternatives):
        found = mapped(plain, lambda option: conform(option, type, rewriting), ConversionError)
        return value if found is NO_RESULT else mark(found, marks)
    if rewriting is not None:
        converted, _ = unmark(conform(plain, type))
        return mark(_rewritten(converted, rewriting), marks)
    primitive = _PRIMITIVES.get(type)
    if _is_untyped(plain) and primitive is not None:  # so that nobody expects anything below it
        typed = Unknown(plain.cause, plain.references, type=primitive, not_null=plain.not_null, symbol=plain.symbol)
        return mark(typed, marks)
    if is_null(plain) or isinstance(plain, Unknown):
        return value
    if primitive is not None:
        if isinstance(plain, (tuple, dict)) or (isinstance(plain, str) and primitive is STRING):
            return value
        try:
            return mark(convert(plain, primitive), marks)
        except ConversionError:
            return value
    kind, _, rest = type.partition("(")
    if kind not in _COLLECTIONS or "object" in rest:
        return value
    element = rest[:-1]
    if kind == "map":
        return mark({name: conform(item, element) for name, item in plain.items()}, marks) if _is_map(plain) else value
    if not isinstance(plain, tuple) or isinstance(plain, SetValue):
        return value
    items = [conform(item, element) for item in plain]
    if kind == "set":
        items = _distinct(items)
    if len(items) == len(plain) and all(new is old for new, old in zip(items, plain, strict=True)):
        return value
    return mark(tuple(items), marks)


def _rewritten(value: TValue, rewriting: TextRewriting) -> TValue:
    if isinstance(value, str):
        return rewriting.text(value)
    if isinstance(value, PartialText):
        known = [part for part in value.parts if isinstance(part, str)]
        if not rewriting.by_part or any(rewriting.text(part) != part for part in known):
            return Unknown(value.cause, value.references, type=STRING, not_null=True)
    return value


def _is_map(value: TValue) -> bool:
    return isinstance(value, dict)


def _distinct(items: list[TValue]) -> list[TValue]:
    """Return the elements of a set in the order they are written, each once."""
    if not all(isinstance(item, str) for item in items):
        return items
    return list(dict.fromkeys(items))
