"""Trees as short text, for tests to compare: nodes without their offsets."""

from __future__ import annotations

from typing import Any

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.hcl import parse, parse_expression, parse_template
from riveter.hcl.nodes import (
    Attr,
    Binary,
    Block,
    Body,
    BoolLit,
    Conditional,
    Index,
    Node,
    NullLit,
    NumberLit,
    StringLit,
    Traversal,
    TupleCons,
    Unary,
    Variable,
)


def outline(value: Any) -> str:
    """A tree in one line: literals and operators as in HCL with every bracket written, other nodes as `Name(fields)`."""
    match value:
        case StringLit():
            return repr(value.value)
        case NumberLit():
            return value.text
        case BoolLit():
            return "true" if value.value else "false"
        case NullLit():
            return "null"
        case Variable():
            return value.name
        case Unary():
            return f"({value.op}{outline(value.operand)})"
        case Binary():
            return f"({outline(value.left)} {value.op} {outline(value.right)})"
        case Conditional():
            return f"({outline(value.condition)} ? {outline(value.then)} : {outline(value.otherwise)})"
        case Attr():
            return f".{value.name}"
        case Index():
            return f".{outline(value.key)}" if value.legacy else f"[{outline(value.key)}]"
        case Traversal():
            return outline(value.source) + "".join(map(outline, value.steps))
        case TupleCons():
            return f"[{', '.join(map(outline, value.items))}]"
        case Node():
            fields = [outline(getattr(value, name)) for name in value.__struct_fields__[2:]]
            return f"{type(value).__name__}({', '.join(fields)})"
        case tuple():
            return f"<{' '.join(map(outline, value))}>"
        case str():
            return value
    return str(value)


def read(text: str) -> str:
    """The outline of an expression that has no errors."""
    node, diagnostics = parse_expression(text)
    assert not diagnostics, diagnostics
    return outline(node)


def read_template(text: str) -> str:
    """The outline of a whole text as a template that has no errors."""
    node, diagnostics = parse_template(SourceFile("a.tftpl", text, "a.tftpl"))
    assert not diagnostics, diagnostics
    return outline(node)


def refuse(text: str) -> Diagnostic:
    """The only error of an expression."""
    _, diagnostics = parse_expression(text)
    assert len(diagnostics) == 1, diagnostics
    return diagnostics[0]


def source(text: str, name: str = "main.tf") -> SourceFile:
    """A file with this text."""
    return SourceFile(name, text, name)


def tree(body: Body | Block) -> Any:
    """The structure of a body: a dict of attributes (outlines), and of block headers to lists of such dicts."""
    result: dict[str, Any] = {attribute.name: outline(attribute.expr) for attribute in body.attributes}
    for block in body.blocks:
        header = " ".join([block.type, *(label.value for label in block.labels)])
        result.setdefault(f"{header} {{}}", []).append(tree(block))
    return result


def read_body(text: str, name: str = "main.tf") -> Any:
    """The structure of a file that has no errors."""
    result = parse(source(text, name))
    assert not result.diagnostics, result.diagnostics
    return tree(result.body)


def read_broken(text: str, name: str = "main.tf") -> tuple[Any, list[str]]:
    """The structure of a file with errors, and these as `line:column summary`."""
    result = parse(source(text, name))
    told = []
    for diagnostic in result.diagnostics:
        assert diagnostic.span is not None
        told.append(f"{diagnostic.span.start_line}:{diagnostic.span.start_col} {diagnostic.summary}")
    return tree(result.body), told
