"""Values of a rule's `fix` as text of a configuration."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from riveter.core.patterns import late
from riveter.core.source import SourceFile
from riveter.fixing.text_edits import NotEditableError
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse_template
from riveter.rules.model import fix
from riveter.rules.model.parameters import substitute
from riveter.rules.reading.fixes_reader import interpolated

_NAME = late(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
UNIT = "  "


class Context(msgspec.Struct, frozen=True):
    """What the placeholders in a fix are filled with.

    names: `address`, `name` and `type`. attribute: gives the text at a key of the resource; raises `NotEditableError`. self: the address
    that stands for `self` in expressions.
    """

    names: Mapping[str, str]
    attribute: Callable[[str], str]
    parameters: Mapping[str, Any]
    self: str = ""


def filled(value: Any, context: Context) -> Any:
    """Return a value with its placeholders filled. Texts in it are templates."""
    try:
        value = substitute(value, context.parameters)
    except ValueError:
        raise NotEditableError("a parameter of the rule has no value") from None
    return _filled(value, context)


def _filled(value: Any, context: Context) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, context) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, context) for item in value]
    return _filled_text(value, context) if isinstance(value, str) else value


def _filled_text(text: str, context: Context) -> str:
    made: list[str] = []
    at = 0
    for found in fix.PLACEHOLDER.finditer(text):
        name = found[1]
        if name.startswith("$."):
            filling = _literal_part(context.attribute(name[2:]))
        else:
            filling = context.names[name] if name in fix.IN_EXPRESSIONS else literal(context.names[name])
        made += [text[at : found.start()], filling]
        at = found.end()
    made.append(text[at:])
    text = "".join(made)
    if context.self and "self" in text:
        node = _template(text)
        for start, end in sorted(_selves(node), reverse=True):
            text = text[:start] + context.self + text[end:]
    return text


def _literal_part(text: str) -> str:
    """Return a text as a part of a template. Raises `NotEditableError` if it could form an expression with what is beside it."""
    if text.endswith(("$", "%")):
        raise NotEditableError("a value would change the meaning of the text around it")
    return literal(text)


def literal(text: str) -> str:
    """Return the template whose result is a text."""
    return text.replace("${", "$${").replace("%{", "%%{")


def _template(text: str) -> n.Expr:
    node, problems = parse_template(SourceFile("", text, ""))
    if problems:
        raise NotEditableError("an expression of the fix can't be read")
    return node


def _selves(node: n.Node) -> list[tuple[int, int]]:
    if isinstance(node, n.Variable) and node.name == "self":
        return [(node.start, node.end)]
    return [place for child in n.children(node) for place in _selves(child)]


def expression_of(text: str) -> str | None:
    """Return the expression of a text that is only `${…}`."""
    if not text.startswith("${"):
        return None
    node = _template(text)
    if isinstance(node, n.TemplateWrap):
        return text[node.expr.start : node.expr.end]
    return None


def hcl(value: Any, indent: str = "") -> str:
    """Return a value in native syntax. indent: of the line that it begins in."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return json.dumps(value)
    if isinstance(value, str):
        expression = expression_of(value)
        return quoted(value) if expression is None else expression
    if isinstance(value, list):
        if any(isinstance(item, (dict, list)) for item in value):
            inner = indent + UNIT
            lines = [f"{inner}{hcl(item, inner)},\n" for item in value]
            return "[\n" + "".join(lines) + indent + "]"
        return "[" + ", ".join(hcl(item) for item in value) + "]"
    if not value:
        return "{}"
    inner = indent + UNIT
    pairs = [(key if _NAME.match(key) else quoted(literal(key)), hcl(item, inner)) for key, item in value.items()]
    return "{\n" + "".join(f"{line}\n" for line in aligned(pairs, inner)) + indent + "}"


def json_keys(value: Any) -> Any:
    """Return a value for JSON syntax: there, the keys of maps are templates as well."""
    if isinstance(value, dict):
        return {literal(key): json_keys(item) for key, item in value.items()}
    return [json_keys(item) for item in value] if isinstance(value, list) else value


def aligned(pairs: list[tuple[str, str]], indent: str) -> list[str]:
    """Return lines of arguments with their equals signs as `terraform fmt` places them."""
    lines: list[str] = []
    chain: list[tuple[str, str]] = []

    def end() -> None:
        width = max((len(name) for name, _ in chain), default=0)
        lines.extend(f"{indent}{name.ljust(width)} = {text}" for name, text in chain)
        chain.clear()

    for name, text in pairs:
        if "\n" in text:
            end()
            lines.append(f"{indent}{name} = {text}")
        else:
            chain.append((name, text))
    end()
    return lines


def quoted(template: str) -> str:
    """Return a template in quotes."""
    inside = interpolated(template)
    return '"' + "".join(
        char if within else _ESCAPES.get(char, char) for char, within in zip(template, inside, strict=True)
    ) + '"'  # fmt: skip
