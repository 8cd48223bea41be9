"""References that are written as texts: the only way in JSON syntax, and deprecated in native syntax."""

from __future__ import annotations

from riveter.hcl import nodes as n
from riveter.hcl import parse_expression
from riveter.terraform.lang.expression_walk import root_of

MAX_LENGTH = 1_000


def unquoted(expr: n.Expr) -> n.Expr:
    """Return the reference that a text is; any other expression, and any other text, as it is."""
    if not isinstance(expr, n.StringLit) or len(expr.value) > MAX_LENGTH:
        return expr
    parsed, problems = parse_expression(expr.value)
    if problems or root_of(parsed) is None:
        return expr
    return n.moved(parsed, lambda offset: min(expr.start + 1 + offset, expr.end))
