"""Arguments and nested blocks that blocks of the language must not have, must have, or have twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.core.suggestions import did_you_mean
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, constant_bool
from riveter.terraform.lang.expression_walk import walk
from riveter.terraform.validation.schemas import LABELS, BodySchema


def check_structure(declared: Declaration, schema: BodySchema) -> Iterator[Diagnostic]:
    """Find what is wrong with the arguments and nested blocks of a top-level block, override files included."""
    for attribute in declared.attributes.values():
        yield from _argument(attribute, schema, declared.source_of(attribute.name))
    yield from _required(declared.block, schema, declared.source)
    seen: dict[str, n.Block] = {}
    for block in declared.block.blocks:
        source = declared.source_of_block(block)
        if block.type in schema.once and source is declared.source:  # an override file adds to it
            yield from _once(block, seen, source)
        yield from _nested(block, schema, source)


def problem(source: SourceFile, node: n.Node, summary: str, detail: str, hint: str = "") -> Diagnostic:
    """Make the error for a node of a file."""
    return Diagnostic("error", summary, detail, source.span(node.start, node.end), hint)


def reference_list(expr: n.Expr, source: SourceFile, summary: str) -> tuple[n.Expr, ...] | Diagnostic:
    """Return the items of a list of references, or what is wrong with what stands there. A syntax error is reported elsewhere."""
    if isinstance(expr, n.TupleCons):
        return expr.items
    if isinstance(expr, n.Invalid):
        return ()
    return problem(source, expr, summary, "It must be a list of references, written out.")


def header(block: n.Block) -> n.Node:
    """Make a node of the type and the labels of a block."""
    return n.Label(block.start, block.header_end, "")


def _block(block: n.Block, schema: BodySchema, source: SourceFile) -> Iterator[Diagnostic]:
    for attribute in block.attributes:
        yield from _argument(attribute, schema, source)
    yield from _required(block, schema, source)
    seen: dict[str, n.Block] = {}
    for nested in block.blocks:
        if nested.type in schema.once:
            yield from _once(nested, seen, source)
        yield from _nested(nested, schema, source)


def _argument(attribute: n.Attribute, schema: BodySchema, source: SourceFile) -> Iterator[Diagnostic]:
    name = attribute.name
    if name in schema.flags:
        yield from _constant(attribute, source, "true or false", is_flag(attribute.expr))
    elif name in schema.dynamic_flags:
        suitable = is_flag(attribute.expr) or not _is_constant(attribute.expr)
        yield from _constant(attribute, source, "true or false", suitable)
    elif name in schema.texts:
        yield from _constant(attribute, source, "a string", is_text(attribute.expr))
    elif not schema.open and name not in schema.arguments:
        at = n.Label(attribute.start, attribute.name_end, "")
        detail = f'An argument named "{name}" is not expected here.'
        hint = f"Write {name} {{ ... }}." if name in schema.blocks else _close(name, schema.known)
        yield problem(source, at, "Unsupported argument", detail, hint)


def _constant(attribute: n.Attribute, source: SourceFile, what: str, suitable: bool) -> Iterator[Diagnostic]:
    if suitable:
        return
    detail = f'The argument "{attribute.name}" must be {what}, written out.'
    yield problem(source, attribute.expr, "Unsuitable value", detail)


def is_flag(expr: n.Expr) -> bool:
    """Tell whether an expression may be a constant that is true or false."""
    if isinstance(expr, n.StringLit):
        return constant_bool(expr) is not None
    return not isinstance(expr, (n.NumberLit, n.NullLit, n.TupleCons, n.ObjectCons)) and _is_constant(expr)


def is_text(expr: n.Expr) -> bool:
    """Tell whether an expression may be a constant string."""
    return not isinstance(expr, (n.NullLit, n.TupleCons, n.ObjectCons)) and _is_constant(expr)


def _is_constant(expr: n.Expr) -> bool:
    return not any(isinstance(node, (n.Variable, n.Traversal, n.Call)) for node, _ in walk(expr))


def _required(block: n.Block, schema: BodySchema, source: SourceFile) -> Iterator[Diagnostic]:
    if block.incomplete:
        return
    escaped = [inner for inner in block.blocks if inner.type == "_"]
    given = {attribute.name for each in (block, *escaped) for attribute in each.attributes}
    for name in schema.required:
        if name not in given:
            detail = f'The argument "{name}" is required.'
            yield problem(source, header(block), "Missing required argument", detail)


def _once(block: n.Block, seen: dict[str, n.Block], source: SourceFile) -> Iterator[Diagnostic]:
    first = seen.setdefault(block.type, block)
    if first is not block:
        detail = f"There is a {block.type} block already at {source.span(first.start, first.header_end)}."
        yield problem(source, header(block), f"Duplicate {block.type} block", detail, "Put them together.")


def _nested(block: n.Block, schema: BodySchema, source: SourceFile) -> Iterator[Diagnostic]:
    inner = schema.blocks.get(block.type)
    if inner is None:
        if block.type in schema.reserved:
            detail = f'Blocks of type "{block.type}" are reserved here.'
            yield problem(source, header(block), "Reserved block type name", detail)
        elif not schema.open_blocks:
            name = block.labels[0].value if block.type == "dynamic" and block.labels else block.type
            detail = f'Blocks of type "{name[:100]}" are not expected here.'
            hint = f"Write {name} = ... to set the argument." if name in schema.known else _close(name, schema.blocks)
            yield problem(source, header(block), "Unsupported block type", detail, hint)
        return
    wanted = LABELS.get(block.type, 0)
    if len(block.labels) != wanted:
        labels = "no labels" if not wanted else "1 label" if wanted == 1 else f"{wanted} labels"
        detail = f"A {block.type} block has {labels} here, not {len(block.labels)}."
        yield problem(source, header(block), f"Wrong number of labels for {block.type}", detail)
        return
    yield from _block(block, inner, source)


def _close(name: str, known: Iterable[str]) -> str:
    return did_you_mean(name, known, quotes='""')
