"""The `fix:` of a rule against the providers' schemas and against the rule's own assertions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from riveter import provider_schema
from riveter.core.diagnostics import Diagnostic
from riveter.core.globs import is_glob
from riveter.core.paths import NAME, compile_path
from riveter.core.source import SourceFile, Span
from riveter.core.suggestions import did_you_mean
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse_template
from riveter.linting.values import leaves
from riveter.provider_schema import AttributeSchema, SchemaNode
from riveter.rules.conditions.evaluation import judge
from riveter.rules.model import fix
from riveter.rules.model.fix import AddBlock, AddResource, FixEdit, RemovePart, SetArgument
from riveter.rules.model.parameters import MissingParameterError, defaults, substitute
from riveter.rules.model.resource_types import OTHER_BLOCKS
from riveter.rules.model.rule import Leaf, Rule
from riveter.rules.model.unusable import UnusableValueError
from riveter.rules.operators import OPERATORS

META = frozenset(("count", "for_each", "provider", "depends_on", "lifecycle", "timeouts"))


def check_rule_fix(rule: Rule) -> Iterator[Diagnostic]:
    """Yield what is wrong with the edits of a rule."""
    for edit in rule.fix:
        yield from _expressions(edit)
        types = edit.resource_types or rule.resource_types
        for name in edit.resource_types:
            if name not in rule.resource_types and not any(is_glob(each) for each in rule.resource_types):
                yield Diagnostic("error", f"The rule is not about `{name}`", "", edit.span, "Name a type of the rule.")
        for name in types:
            if name in OTHER_BLOCKS or name.startswith("data."):
                yield Diagnostic("error", f"A fix can't edit `{name}`", "Only resources can be edited.", edit.span)
            elif not is_glob(name):
                yield from _of_type(edit, name, rule)
                if isinstance(edit, SetArgument) and edit.formerly and not _is_asserted(edit.formerly, rule):
                    yield from _of_type(msgspec.structs.replace(edit, key=edit.formerly), name, rule)
    yield from _contradictions(rule)


def _is_asserted(key: str, rule: Rule) -> bool:
    """Return True if an assertion is about a key: then it is known, even if only versions older than the schemas have it."""
    return any(leaf.key == key or leaf.key.endswith(f".{key}") for leaf in leaves(rule.assertions))


def _of_type(edit: FixEdit, name: str, rule: Rule) -> Iterator[Diagnostic]:
    known = defaults(rule.parameters)
    if isinstance(edit, AddResource):
        added = provider_schema.lookup(edit.added)
        if added is None:
            if provider_schema.provider_of(edit.added) in provider_schema.PROVIDERS:
                yield _problem(f"There is no resource type `{edit.added}`", edit.added_span or edit.span)
            return
        yield from _body(added.root, edit.body, known, edit.body_span or edit.span, edit.added)
        return
    schema = provider_schema.lookup(name)
    if schema is None:
        return
    names = [str(value) for kind, value in compile_path(edit.key).segments if kind == NAME]
    span = edit.key_span or edit.span
    place: SchemaNode | None = schema.root
    for number, part in enumerate(names):
        if place is None or place.opaque or (number == 0 and part in META):
            return
        member = place.get(part)
        if member is None:
            summary = f"`{name}` has no `{'.'.join(names[: number + 1])}`"
            yield _problem(summary, span, did_you_mean(part, place.names()))
            return
        last = number == len(names) - 1
        if isinstance(member, AttributeSchema):
            yield from _attribute(member, edit, names, number, known, span)
            return
        if last and isinstance(edit, SetArgument):
            yield _problem(f"`{edit.key}` is a block of `{name}`", span, "Set an argument in it, or use `add_block`.")
        elif last and isinstance(edit, AddBlock):
            inner = place.enter(part)
            if inner is not None:
                yield from _body(inner, edit.body, known, edit.body_span or edit.span, f"{name}.{edit.key}")
        elif last and isinstance(edit, RemovePart) and member.min_items:
            yield _problem(f"`{name}` needs a block `{edit.key}`", span)
        place = place.enter(part)


def _attribute(
    member: AttributeSchema, edit: FixEdit, names: list[str], number: int, known: Mapping[str, Any], span: Span
) -> Iterator[Diagnostic]:
    shown = ".".join(names[: number + 1])
    inside = number < len(names) - 1
    if member.computed_only:
        yield _problem(f"`{shown}` is set by the provider: no configuration can set it", span)
    elif isinstance(edit, AddBlock) and not member.as_blocks:
        yield _problem(f"`{shown}` is an argument, not a block", span, "Use `set`.")
    elif isinstance(edit, RemovePart) and not inside and member.required:
        yield _problem(f"`{shown}` is required: it can't be removed", span)
    elif inside and not member.type.startswith(("map", "object", "list(", "set(")):
        yield _problem(f"`{shown}` has no parts that a fix can set", span, "Set the argument as a whole.")
    elif isinstance(edit, SetArgument) and not inside:
        yield from _value(member, edit.value, known, edit.value_span or edit.span, shown)


def _body(
    place: SchemaNode, body: Mapping[str, Any], known: Mapping[str, Any], span: Span, owner: str
) -> Iterator[Diagnostic]:
    """Check the arguments and blocks that an edit writes."""
    if place.opaque:
        return
    for name, value in body.items():
        member = place.get(name)
        if member is None:
            if name not in META:
                yield _problem(f"`{owner}` has no `{name}`", span, did_you_mean(name, place.names()))
        elif isinstance(member, AttributeSchema):
            if member.computed_only:
                yield _problem(f"`{owner}.{name}` is set by the provider: no configuration can set it", span)
            else:
                yield from _value(member, value, known, span, f"{owner}.{name}")
        else:
            inner = place.enter(name)
            for item in value if isinstance(value, list) else [value]:
                if not isinstance(item, dict):
                    yield _problem(f"`{owner}.{name}` is a block", span, f"Write `{name}: {{…}}`.")
                elif inner is not None:
                    yield from _body(inner, item, known, span, f"{owner}.{name}")
    for member in place.members():
        needed = member.required if isinstance(member, AttributeSchema) else bool(member.min_items)
        if needed and member.name not in body:
            yield _problem(f"`{owner}` needs `{member.name}`", span, "Add it to the body.")


def _value(
    member: AttributeSchema, value: Any, known: Mapping[str, Any], span: Span, shown: str
) -> Iterator[Diagnostic]:
    try:
        value = substitute(value, known)
    except (MissingParameterError, UnusableValueError):
        return
    if value is None and member.required:
        yield _problem(f"`{shown}` is required: it can't be null", span)
    elif not _fits(value, member.type):
        yield _problem(f"`{shown}` is {member.type}, but the value is {_kind(value)}", span)


def _fits(value: Any, type: str) -> bool:
    """Return True if a value may be of a type. The text of an expression may be of any."""
    if value is None or type in ("", "dynamic", "any"):
        return True
    if isinstance(value, str):
        if "${" in value or "{$." in value or type == "string":
            return True
        if type == "bool":
            return value in ("true", "false")
        return type == "number" and value.replace(".", "", 1).removeprefix("-").isdigit()
    if isinstance(value, bool):
        return type in ("bool", "string")
    if isinstance(value, (int, float)):
        return type in ("number", "string")
    outer, _, inner = type.partition("(")
    if isinstance(value, list):
        return outer in ("list", "set", "tuple") and all(_fits(item, inner[:-1]) for item in value if outer != "tuple")
    return outer in ("map", "object") and (outer == "object" or all(_fits(v, inner[:-1]) for v in value.values()))


def _kind(value: Any) -> str:
    kinds = {bool: "a bool", int: "a number", float: "a number", str: "text", list: "a list", dict: "a map"}
    return kinds.get(type(value), "null")


def _expressions(edit: FixEdit) -> Iterator[Diagnostic]:
    """Check that texts are templates that can be read, and that `self` is used in companions only."""
    span = getattr(edit, "value_span", None) or getattr(edit, "body_span", None) or edit.span
    for text in fix.texts(fix.content(edit)):
        made = fix.PLACEHOLDER.sub("placeholder", text)
        node, problems = parse_template(SourceFile("", made, ""))
        for problem in problems[:1]:
            yield Diagnostic(
                "error", f"The template can't be read: {problem.summary}", problem.detail, span, problem.hint
            )
        if not problems and not isinstance(edit, AddResource) and _names_self(node):
            hint = "Write `{$.key}` for the value of an attribute."
            yield Diagnostic("error", "Only the body of `add_resource` can name `self`", "", span, hint)


def _names_self(node: n.Node) -> bool:
    if isinstance(node, n.Variable) and node.name == "self":
        return True
    return any(_names_self(child) for child in n.children(node))


def _contradictions(rule: Rule) -> Iterator[Diagnostic]:
    """Report values with which an assertion of the rule itself fails."""
    known = defaults(rule.parameters)
    edits = {edit.key: edit for edit in rule.fix if isinstance(edit, SetArgument)}
    for leaf in rule.assertions:
        edit = edits.get(leaf.key) if isinstance(leaf, Leaf) else None
        if edit is None or not isinstance(leaf, Leaf) or leaf.transform or leaf.value_from or leaf.quantifier:
            continue
        operator = OPERATORS[leaf.operator]
        if operator.contextual or any("{" in text for text in fix.texts(edit.value)):
            continue
        try:
            expected = operator.value.prepare(substitute(leaf.value, known)) if leaf.has_value else None
            holds = judge(operator, edit.value, expected)
        except ValueError:
            continue
        if holds is False:
            summary = f"With this value of `{edit.key}`, the rule fails still"
            yield Diagnostic("error", summary, "Its own assertion does not hold.", edit.value_span or edit.span)


def _problem(summary: str, span: Span, hint: str = "") -> Diagnostic:
    """Return a warning: users may have other versions of providers."""
    return Diagnostic("warning", summary, "", span, hint)
