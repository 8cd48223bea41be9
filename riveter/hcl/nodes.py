"""The syntax tree of HCL: immutable nodes with character offsets.

`start` and `end` are offsets into `SourceFile.text` (end exclusive); `SourceFile.span(node.start, node.end)` gives lines and
columns. Names follow HashiCorp's `hclsyntax` package. Nodes are msgspec structs so that a whole tree can be written to
and read from the cache at C speed.
"""

# Annotations are objects here, but for those that refer to what follows: decoding a tree from the cache would have to compile each.

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec


class Node(msgspec.Struct, frozen=True, gc=False, array_like=True, tag=True, tag_field="node"):
    """Base of all nodes: the start and the end in the text."""

    start: int
    end: int


N = TypeVar("N", bound=Node)


# --- expressions ---------------------------------------------------------------------------------


class StringLit(Node, frozen=True):
    """Text after escapes were processed; also a part of a `Template`, and a bare object key."""

    value: str


class NumberLit(Node, frozen=True):
    """A number as it was written (`1`, `2.50`, `1e9`)."""

    text: str


class BoolLit(Node, frozen=True):
    """`true` or `false`."""

    value: bool


class NullLit(Node, frozen=True):
    """`null`."""


class Variable(Node, frozen=True):
    """The root of a reference: `var`, `local`, `each`, a resource type, or the variable of a `for`."""

    name: str


class Attr(Node, frozen=True):
    """A traversal step `.name`."""

    name: str


class Index(Node, frozen=True):
    """A traversal step `[key]`, or `.0` (then `legacy`)."""

    key: "Expr"
    legacy: bool = False


class SplatStep(Node, frozen=True):
    """A further `[*]` (`full`) or `.*` among the steps of a splat: `a[*].b[*].c` is `Splat(a)` with steps `.b`, `[*]`(`.c`).

    Its steps are taken on every element of the value reached so far; a full one is always the last step.
    """

    steps: "tuple[Step, ...]"
    full: bool


class Traversal(Node, frozen=True):
    """Steps from an expression: `var.a["b"]` is `Variable("var")` with steps `Attr("a")`, `Index(StringLit("b"))`."""

    source: "Expr"
    steps: "tuple[Step, ...]"


class Splat(Node, frozen=True):
    """`source[*]` + steps (`full`), or `source.*` + attribute and legacy index steps: the steps are taken on every element."""

    source: "Expr"
    steps: "tuple[Step, ...]"
    full: bool


class Template(Node, frozen=True):
    """A quoted or heredoc template with at least one interpolation or directive; the result is always a string.

    A template without any is a `StringLit`; one that is only an interpolation is a `TemplateWrap`.
    """

    parts: "tuple[Expr, ...]"


class TemplateWrap(Node, frozen=True):
    """`"${expr}"`: the value of the expression itself, its type kept."""

    expr: "Expr"


class TemplateIf(Node, frozen=True):
    """`%{ if c }…%{ else }…%{ endif }`; only within the parts of a template."""

    condition: "Expr"
    then: "tuple[Expr, ...]"
    otherwise: "tuple[Expr, ...]"


class TemplateFor(Node, frozen=True):
    """`%{ for k, v in c }…%{ endfor }`; only within the parts of a template."""

    key_var: str
    value_var: str
    collection: "Expr"
    body: "tuple[Expr, ...]"


class Call(Node, frozen=True):
    """`name(args)`; `name` keeps its namespace (`provider::aws::arn_parse`); `expand` is a final `...`."""

    name: str
    args: "tuple[Expr, ...]"
    expand: bool = False


class Unary(Node, frozen=True):
    """`-x` or `!x`."""

    op: str
    operand: "Expr"


class Binary(Node, frozen=True):
    """`+ - * / % && || == != < > <= >=`."""

    op: str
    left: "Expr"
    right: "Expr"


class Conditional(Node, frozen=True):
    """`condition ? then : otherwise`."""

    condition: "Expr"
    then: "Expr"
    otherwise: "Expr"


class TupleCons(Node, frozen=True):
    """`[a, b]`."""

    items: "tuple[Expr, ...]"


class ObjectItem(Node, frozen=True):
    """One `key = value` of an object; a bare name as key is a `StringLit`, `(name)` is an expression.

    The item starts at the parenthesis, so `start < key.start` exactly when the key is in parentheses. A `Traversal` as key
    without them (`a.b = 1`) is what Terraform calls ambiguous: an error as a value, a provider reference in `providers`.
    """

    key: "Expr"
    value: "Expr"


class ObjectCons(Node, frozen=True):
    """`{ k = v, … }`."""

    items: tuple[ObjectItem, ...]


class ForTuple(Node, frozen=True):
    """`[for k, v in collection : value if condition]`; `key_var` is empty when there is one variable."""

    key_var: str
    value_var: str
    collection: "Expr"
    value: "Expr"
    condition: "Expr | None"


class ForObject(Node, frozen=True):
    """`{for k, v in collection : key => value... if condition}`; `grouping` is the `...`."""

    key_var: str
    value_var: str
    collection: "Expr"
    key: "Expr"
    value: "Expr"
    condition: "Expr | None"
    grouping: bool


class Invalid(Node, frozen=True):
    """A place where a syntax error was reported; its value is unknown."""


Step = Attr | Index | SplatStep
Expr = (
    StringLit
    | NumberLit
    | BoolLit
    | NullLit
    | Variable
    | Traversal
    | Splat
    | Template
    | TemplateWrap
    | TemplateIf
    | TemplateFor
    | Call
    | Unary
    | Binary
    | Conditional
    | TupleCons
    | ObjectCons
    | ForTuple
    | ForObject
    | Invalid
)

# --- structure -----------------------------------------------------------------------------------


class Label(Node, frozen=True):
    """A block label, quoted or bare; the offsets include the quotes."""

    value: str


class Attribute(Node, frozen=True):
    """`name = expr`; the offsets cover all of it, `name_end` ends the name."""

    name: str
    expr: "Expr"
    name_end: int


class Block(Node, frozen=True):
    """`type "label" { … }`; the offsets cover all of it, `header_end` ends the last label (or the type).

    `from_json` marks a block from JSON syntax, in which an attribute may represent nested blocks. `incomplete` marks a block with a syntax
    error: parts of it may be missing.
    """

    type: str
    labels: tuple[Label, ...]
    attributes: tuple[Attribute, ...]
    blocks: "tuple[Block, ...]"
    header_end: int
    from_json: bool = False
    incomplete: bool = False


class Comment(Node, frozen=True):
    """A comment with its marks (`#`, `//`, `/* */`), without the line end."""

    text: str


class Body(Node, frozen=True):
    """The top level of a file: its attributes and blocks in source order, and every comment of the file.

    `incomplete` is set when a syntax error made something at the top level get lost.
    """

    attributes: tuple[Attribute, ...]
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]
    incomplete: bool = False


# --- what every walk needs -----------------------------------------------------------------------


def children(node: Node) -> list[Node]:
    """Return the nodes directly below a node, in the order of its fields."""
    found: list[Node] = []
    for name in node.__struct_fields__[2:]:
        value = getattr(node, name)
        if type(value) is tuple:
            found += [item for item in value if isinstance(item, Node)]
        elif isinstance(value, Node):
            found.append(value)
    return found


def moved(node: N, offset: Callable[[int], int]) -> N:
    """Return a copy of a node and of all below it, with each offset replaced by that of another text."""
    fields = [_moved_field(getattr(node, name), offset) for name in node.__struct_fields__[2:]]
    return type(node)(offset(node.start), offset(node.end), *fields)


def _moved_field(value: Any, offset: Callable[[int], int]) -> Any:
    if isinstance(value, Node):
        return moved(value, offset)
    return tuple([_moved_field(item, offset) for item in value]) if type(value) is tuple else value
