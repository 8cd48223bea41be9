"""What is shown about a name, an argument or a block: values, where they come from, what rules see, and the provider's documentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from riveter import provider_schema
from riveter.findings import Finding, Outcome, Provenance
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse_expression
from riveter.lsp.links import documentation
from riveter.lsp.spots import Spot
from riveter.lsp.syntax import OF_PROVIDERS, Name
from riveter.lsp.values import MOST, Shown, key_of, of_argument, of_reference, resources_of
from riveter.provider_schema import AttributeSchema, BlockSchema
from riveter.reporters.describe import provenance_lines
from riveter.reporters.markdown_text import code, escape

LEAVES = 12
"""So many values below an argument are shown."""


def hover(spots: Iterable[Spot]) -> types.Hover | None:
    """Return what is shown about a position."""
    for spot in spots:
        parts = [part for part in _parts(spot) if part]
        if parts:
            return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(parts)), _range(spot))
    return None


def _range(spot: Spot) -> types.Range | None:
    name = spot.name()
    return None if name is None else spot.text.range_at(name.start, name.end)


def _parts(spot: Spot) -> Iterator[str]:
    name = spot.name()
    nodes = spot.chain()
    block = next((node for node in nodes if isinstance(node, n.Block)), None)
    if name is not None:
        yield from _of_name(spot, name)
    if block is not None and block.type in OF_PROVIDERS and len(block.labels) == 2:
        attribute = next((node for node in nodes if isinstance(node, n.Attribute)), None)
        inner = next((node for node in nodes if isinstance(node, n.Block) and node is not block), None)
        if attribute is not None or inner is not None:
            yield from _of_argument(spot, block, nodes[nodes.index(block) :], named=name is not None)
        elif spot.offset <= block.header_end:
            yield from _of_block(spot, block)


# -- names -------------------------------------------------------------------------------------------


def _of_name(spot: Spot, name: Name) -> Iterator[str]:
    if name.node is not None:
        written = spot.written(name.node)
        if written:
            yield from _values(" ".join(written.split()), of_reference(spot, written, name.node))
        return
    root = {"variable": "var", "value": "var", "local": "local"}.get(name.kind)
    if root is not None:
        text = f"{root}.{name.name}"
        yield from _values(text, of_reference(spot, text, parse_expression(text)[0]))


def _values(what: str, values: list[Shown]) -> Iterator[str]:
    for number, value in enumerate(values[:MOST]):
        where = f" ({escape(value.where)})" if len(values) > 1 and value.where else ""
        yield f"{code(what)} {_shown(value)}{where}"
        if number == 0:
            yield _steps(value.steps)
    if len(values) > MOST:
        yield "and other values"


def _shown(value: Shown) -> str:
    return f"= {code(value.text)}" if value.known else f"is {escape(value.text)}"


def _steps(steps: tuple[Provenance, ...]) -> str:
    return "\n".join(f"- {escape(line)}" for line in provenance_lines(steps))


# -- arguments and blocks ------------------------------------------------------------------------------


def _of_argument(spot: Spot, block: n.Block, nodes: list[n.Node], *, named: bool) -> Iterator[str]:
    path = key_of(nodes)
    if not path:
        return
    lines: list[str] = []
    for argument in of_argument(spot, block, path):
        address = spot.result.secrets.mask(argument.resource.address)
        for key, value in argument.values[:LEAVES]:
            lines.append(f"- {code(address)}: {code(key)} {_shown(value)}")
        if len(argument.values) > LEAVES:
            lines.append(f"- {code(address)}: and {len(argument.values) - LEAVES} more values")
        if not named and not lines[1:] and argument.values:
            lines += [f"  - {escape(line)}" for line in provenance_lines(argument.values[0][1].steps)]
    if lines:
        yield "Rules see:\n\n" + "\n".join(lines)
    names = [str(part) for part in path if not isinstance(part, int) and part != "*"]
    yield _schema(block, names)
    yield _link(spot, block)


def _of_block(spot: Spot, block: n.Block) -> Iterator[str]:
    found = [resource for _, resource in resources_of(spot, block)]
    lines: list[str] = []
    for resource in found[:MOST]:
        doubt = resource.existence
        exists = f", which may not exist: {escape(spot.result.secrets.mask(doubt.reason))}" if doubt is not None else ""
        lines.append(f"- {code(spot.result.secrets.mask(resource.address))}{exists}")
    if len(found) > MOST:
        lines.append(f"- and {len(found) - MOST} more")
    yield "\n".join(lines)
    yield _verdicts(spot, block)
    yield _link(spot, block)


def _verdicts(spot: Spot, block: n.Block) -> str:
    span = spot.source.span(block.start, block.end)
    failed: dict[str, Finding] = {}
    unknown: dict[str, Finding] = {}
    for finding in spot.result.findings:
        if finding.resource.span == span:
            if finding.outcome is Outcome.FAIL:
                failed.setdefault(finding.rule_id, finding)
            elif finding.outcome is Outcome.UNKNOWN:
                unknown.setdefault(finding.rule_id, finding)
    lines = [f"- fails {code(each.rule_id)}: {escape(each.rule_name)}" for each in failed.values()]
    lines += [f"- not known: {code(each.rule_id)}" for each in unknown.values() if each.rule_id not in failed]
    return "\n".join(lines[:20])


def _schema(block: n.Block, names: list[str]) -> str:
    prefix = "" if block.type == "resource" else f"{block.type}."
    schema = provider_schema.lookup(prefix + block.labels[0].value)
    member = None if schema is None else schema.member(names)
    if isinstance(member, AttributeSchema):
        flags = ["required" if member.required else "optional" if member.optional else "set by the provider"]
        flags += ["sensitive"] if member.sensitive else []
        flags += ["deprecated"] if member.deprecated else []
        return f"{code(names[-1])}: {escape(member.type)}, {', '.join(flags)}"
    if isinstance(member, BlockSchema):
        return f"{code(names[-1])}: a block" + (", deprecated" if member.deprecated else "")
    return ""


def _link(spot: Spot, block: n.Block) -> str:
    config = spot.index.configs.get(spot.home)
    if config is None:
        return ""
    kind = "" if block.type == "resource" else block.type
    type = block.labels[0].value
    provider = next(
        (reference for each in block.attributes if each.name == "provider" and (reference := _provider(each.expr))), ""
    )
    address = documentation(config, kind, type, provider)
    return f"[Documentation of {type}]({address})" if address else ""


def _provider(expr: n.Expr) -> str:
    if isinstance(expr, n.Variable):
        return expr.name
    if isinstance(expr, n.Traversal) and isinstance(expr.source, n.Variable):
        return expr.source.name
    return ""
