"""Constants in the configuration part of a plan that are none: the templates of a configuration in JSON.

Terraform records the text of a JSON string as it stands in the file, such as `"${var.x}"`, as a constant. It also lists its references.
`"${null}"` and calls of functions with constants have no references. In native syntax, a text with the same letters was escaped
(`"$${var.x}"`): it is its own value.
"""

from __future__ import annotations

from typing import Any

import msgspec

from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse_template
from riveter.terraform.documents.envelope import decode

MAX_DEPTH = 100


def decode_expressions(raw: msgspec.Raw) -> Any:
    """Return the decoded expressions of a block, or one expression, without the constants that may be templates."""
    decoded = decode(raw)
    if _has_template_start(raw):
        _clean(decoded, 0)
    return decoded


def constant_of(raw: msgspec.Raw, *, references: bool) -> Any:
    """Return the decoded constant of an expression; None if it has none, or it may be a template."""
    if not _has_template_start(raw):
        return decode(raw)
    constant = decode(raw)
    return None if references or _may_be_template(constant, 0) else constant


def _has_template_start(raw: msgspec.Raw) -> bool:
    text = bytes(memoryview(raw))
    return b"{" in text and (b"${" in text or b"%{" in text or b"\\u00" in text)


def _clean(expressions: Any, depth: int) -> None:
    """Remove the constants that may be templates."""
    if depth > MAX_DEPTH:
        return
    if isinstance(expressions, list):
        for item in expressions:
            _clean(item, depth + 1)
    elif isinstance(expressions, dict):
        if "constant_value" not in expressions:
            for item in expressions.values():
                _clean(item, depth + 1)
        elif expressions.get("references") or _may_be_template(expressions["constant_value"], 0):
            del expressions["constant_value"]


def _may_be_template(constant: Any, depth: int) -> bool:
    """Return True if a text in a constant is one that JSON syntax evaluates to something else without any reference."""
    if depth > MAX_DEPTH:
        return True
    if isinstance(constant, list):
        return any(_may_be_template(item, depth + 1) for item in constant)
    if isinstance(constant, dict):
        return any(_may_be_template(key, depth + 1) or _may_be_template(constant[key], depth + 1) for key in constant)
    if not isinstance(constant, str) or ("${" not in constant and "%{" not in constant):
        return False
    node, _ = parse_template(SourceFile("", constant, ""))
    if isinstance(node, n.StringLit):
        return True  # only escapes
    return not isinstance(node, n.Invalid) and not _refers(node)


def _refers(template: n.Node) -> bool:
    """Return True if a template refers to something: in JSON syntax, Terraform would have listed the reference."""
    stack, refers = [template], False
    while stack:
        node = stack.pop()
        if isinstance(node, n.ForTuple | n.ForObject | n.TemplateFor):
            return False  # it has names of its own
        refers = refers or isinstance(node, n.Variable)
        stack.extend(n.children(node))
    return refers
