"""What is wrong with the resources in a text by the schemas of their providers. This stands in for a provider that is not at hand."""

from __future__ import annotations

from collections.abc import Iterator

from riveter import provider_schema
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse
from riveter.linting.fixes import META
from riveter.provider_schema import AttributeSchema, BlockSchema, SchemaNode

_LITERALS = {n.BoolLit: "bool", n.NumberLit: "number", n.StringLit: "string", n.Template: "string"}
Problem = tuple[str, str]
"""A resource, and what is wrong with it."""


def problems(text: str) -> set[Problem]:
    """Return the problems of all resources in a text."""
    body = parse(SourceFile("main.tf", text, "main.tf")).body
    found: set[Problem] = set()
    for block in body.blocks:
        if block.type == "resource":
            schema = provider_schema.lookup(block.labels[0].value)
            assert schema is not None, block.labels[0].value
            address = ".".join(label.value for label in block.labels)
            found |= {(address, words) for words in _of_body(block, schema.root, (), top=True)}
    return found


def _of_body(block: n.Block, place: SchemaNode, path: tuple[str, ...], *, top: bool) -> Iterator[str]:
    if place.opaque:
        return
    written = {attribute.name for attribute in block.attributes}
    counted: dict[str, int] = {}
    for attribute in block.attributes:
        shown = ".".join((*path, attribute.name))
        member = place.get(attribute.name)
        if member is None:
            if not (top and attribute.name in META):
                yield f"{shown} is not known"
        elif isinstance(member, BlockSchema):
            yield f"{shown} is a block"
        else:
            yield from _of_value(member, attribute.expr, shown)
    for inner in block.blocks:
        dynamic = inner.type == "dynamic"
        name = inner.labels[0].value if dynamic else inner.type
        if top and name in META:
            continue
        shown = ".".join((*path, name))
        body = next((each for each in inner.blocks if each.type == "content"), None) if dynamic else inner
        member, within = place.get(name), place.enter(name)
        written.add(name)
        counted[name] = counted.get(name, 0) + (0 if dynamic else 1)
        if member is None:
            yield f"{shown} is not known"
        elif isinstance(member, AttributeSchema) and not member.as_blocks:
            yield f"{shown} is an argument"
        elif within is not None and body is not None:
            yield from _of_body(body, within, (*path, name), top=False)
        if isinstance(member, BlockSchema) and member.max_items and counted[name] > member.max_items:
            yield f"{shown} is there too often"
    for member in place.members():
        required = member.required if isinstance(member, AttributeSchema) else member.min_items > 0
        if required and member.name not in written:
            yield f"{'.'.join((*path, member.name))} is missing"


def _of_value(member: AttributeSchema, value: n.Expr, shown: str) -> Iterator[str]:
    if member.computed_only:
        yield f"{shown} is set by the provider"
    kind, wanted = _LITERALS.get(type(value)), member.type
    if isinstance(value, n.TupleCons) and wanted.partition("(")[0] not in ("list", "set", "tuple", "dynamic", ""):
        yield f"{shown} is {wanted}, not a list"
    elif isinstance(value, n.ObjectCons) and wanted.partition("(")[0] not in ("map", "object", "dynamic", ""):
        yield f"{shown} is {wanted}, not a map"
    elif kind is not None and wanted not in (kind, "dynamic", "") and not _converts(value, wanted):
        yield f"{shown} is {wanted}, not {kind}"


def _converts(value: n.Expr, wanted: str) -> bool:
    if wanted == "string":
        return True
    text = value.value if isinstance(value, n.StringLit) else ""
    return text in ("true", "false") if wanted == "bool" else wanted == "number" and text.lstrip("-").isdigit()
