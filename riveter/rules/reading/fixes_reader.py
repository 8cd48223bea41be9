"""Read the `fix:` of a rule: a list of edits, or a single one."""

from __future__ import annotations

from typing import Any

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.paths import DEEP, PathError, compile_path
from riveter.core.patterns import late
from riveter.core.suggestions import meant, perhaps_meant
from riveter.core.yaml_fields import YamlFields, nearest, report_unclear
from riveter.core.yaml_nodes import YamlNode
from riveter.resource import SPECIAL_KEYS
from riveter.rules.model import fix
from riveter.rules.model.fix import AddBlock, AddResource, FixEdit, RemovePart, SetArgument
from riveter.rules.model.parameters import check_places, misspelt_placeholder, unknown_parameters
from riveter.rules.model.rule import Parameter
from riveter.rules.model.unusable import UnusableValueError

EDIT_KEYS = {
    "set": ("set", "value", "formerly", "resource_type", "in_place"),
    "remove": ("remove", "resource_type", "in_place"),
    "add_block": ("add_block", "body", "by", "resource_type", "in_place"),
    "add_resource": ("add_resource", "body", "resource_type"),
}
FORMS = tuple(EDIT_KEYS)
MAX_EDITS = 50
_TYPE = late(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_HINT = "Write `- {set: encrypted, value: true}`."


def read_fix(fields: YamlFields, parameters: tuple[Parameter, ...]) -> tuple[FixEdit, ...]:
    """Return the edits in the field `fix` of a rule."""
    node = fields.get("fix")
    if node is None:
        return ()
    if node.kind == "scalar":
        fields.error(node.span, f"`fix` must be a list of edits, not {node.what()}", "", _HINT)
        return ()
    items = [node] if node.kind == "map" else node.items
    if not items or len(items) > MAX_EDITS:
        summary = f"`fix` has more than {MAX_EDITS} edits" if items else "`fix` is empty"
        fields.error(node.span, summary, "", _HINT)
        return ()
    reader = _FixReader(parameters, fields.diagnostics)
    edits = [reader.edit(item) for item in items]
    fields.failed = fields.failed or reader.failed
    return tuple(edit for edit in edits if edit is not None)


class _FixReader:
    def __init__(self, parameters: tuple[Parameter, ...], diagnostics: list[Diagnostic]) -> None:
        self.parameters = parameters
        self.diagnostics = diagnostics
        self.failed = False

    def edit(self, node: YamlNode) -> FixEdit | None:
        """Return one edit; None if it is broken, which is reported."""
        if node.kind != "map":
            self.failed = True
            summary = f"An edit must be a map, not {node.what()}"
            self.diagnostics.append(Diagnostic("error", summary, "", node.span, _HINT))
            return None
        fields = YamlFields(node, "an edit", self.diagnostics)
        form = next((name for name in FORMS if name in node.fields), None)
        if form is None:
            known = next((meant(found) for key in node.fields if (found := perhaps_meant(key, FORMS))), "")
            fields.error(
                node.span, f"An edit needs one of {', '.join(f'`{name}`' for name in FORMS)}", "", known or _HINT
            )
            self.failed = True
            return None
        fields = YamlFields(node, f"`{form}`", self.diagnostics)
        fields.check_known(EDIT_KEYS[form])
        made = self._made(form, fields)
        self.failed = self.failed or fields.failed
        return None if fields.failed else made

    def _made(self, form: str, fields: YamlFields) -> FixEdit:
        node = fields.node
        types = tuple(name for name, _ in fields.texts("resource_type"))
        in_place = fields.flag("in_place", False)
        span, key_span = node.span, node.fields[form].span
        if form == "add_resource":
            type = fields.text(form, required=True)
            if type and not _TYPE.match(type):
                fields.error(
                    key_span, f"`{clip(type)}` is no type of a resource", "", "Write `aws_s3_bucket_versioning`."
                )
            body = self._body(fields)
            if not fields.failed and not fix.ties(body):
                detail = "No argument of `body` refers to the resource that the rule applies to."
                hint = 'Name the resource `self`: `bucket: "${self.id}"`.'
                fields.error(key_span, f"Nothing connects `{clip(type)}` with the resource", detail, hint)
            return AddResource(
                span=span,
                resource_types=types,
                added=type,
                body=body,
                added_span=key_span,
                body_span=_span(fields, "body"),
            )
        key = self._key(form, fields)
        if form == "set":
            value = self._value("value", fields)
            formerly = self._key("formerly", fields) if "formerly" in node.fields else ""
            return SetArgument(
                span=span, resource_types=types, in_place=in_place, key=key, value=value, formerly=formerly,
                key_span=key_span, value_span=_span(fields, "value"),
            )  # fmt: skip
        if form == "remove":
            return RemovePart(span=span, resource_types=types, in_place=in_place, key=key, key_span=key_span)
        body = self._body(fields)
        return AddBlock(
            span=span, resource_types=types, in_place=in_place, key=key, body=body, by=self._by(body, fields),
            key_span=key_span, body_span=_span(fields, "body"),
        )  # fmt: skip

    def _by(self, body: dict[str, Any], fields: YamlFields) -> tuple[str, ...]:
        """Return the arguments that identify a block. Their values must be known without the configuration."""
        names = fields.texts("by")
        for name, span in names:
            value = body.get(name)
            if not isinstance(value, (str, bool, int, float)) or (isinstance(value, str) and "{" in value):
                detail = "A block is found by the plain value of an argument."
                fields.error(span, f"`body` has no plain value for `{clip(name)}`", detail, "Write `by: name`.")
        return tuple(name for name, _ in names)

    def _key(self, form: str, fields: YamlFields) -> str:
        key = fields.text(form, required=True)
        span = fields.node.fields[form].span
        try:
            path = compile_path(key) if key else None
        except PathError as problem:
            fields.error(span, f"The key `{clip(key)}` can't be read: {problem}")
            return key
        if path is None:
            return key
        if any(kind == DEEP for kind, _ in path.segments) or path.first == "$" or not path.segments:
            fields.error(span, f"`{form}` can't use the key `{clip(key)}`", "", "Write the names: `rule.*.status`.")
        elif path.first in SPECIAL_KEYS:
            fields.error(span, f"`{clip(key)}` is not written in the configuration", "", "Name an argument or a block.")
        elif path.first is None:
            fields.error(span, f"`{clip(key)}` does not begin with a name", "", "Name an argument or a block.")
        return key

    def _body(self, fields: YamlFields) -> dict[str, Any]:
        node = fields.get("body")
        if node is None:
            fields.missing("body", "", "Add `body: {…}` with the arguments. `body: {}` is an empty block.")
            return {}
        if node.kind != "map":
            fields.error(node.span, f"`body` must be a map, not {node.what()}", "", "Write `body: {enabled: true}`.")
            return {}
        value = self._value("body", fields)
        return value if isinstance(value, dict) else {}

    def _value(self, key: str, fields: YamlFields) -> Any:
        node = fields.get(key)
        if node is None:
            fields.missing(key, "", f"Add `{key}: …`.")
            return None
        if report_unclear(node, key, self.diagnostics):
            fields.failed = True
            return None
        value = node.plain()
        for text in fix.texts(value):
            self._text(text, node, fields)
        if fields.failed:
            return None
        try:
            check_places(value, self.parameters)
        except UnusableValueError as problem:
            fields.error(node.span, f"`{key}` {problem}", "", problem.hint)
        return value

    def _text(self, text: str, node: YamlNode, fields: YamlFields) -> None:
        """Report what is wrong with the placeholders in a text."""
        names = [parameter.name for parameter in self.parameters]
        misspelt = misspelt_placeholder(text)
        if misspelt is not None:
            fields.error(node.span, f"`{clip(misspelt[0])}` is no placeholder", "", f"Write `{{param.{misspelt[1]}}}`.")
            return
        for name in unknown_parameters(text, names):
            fields.error(node.span, f"Unknown parameter `{name}`", "", nearest(name, names) if names else "")
        known = ["$.key", "param.x", *fix.NAMES]
        inside = interpolated(text)
        for found in fix.NEARLY.finditer(text):
            name = found[1]
            if not fix.PLACEHOLDER.fullmatch(found[0]):
                words = ", ".join(f"`{{{each}}}`" for each in known)
                fields.error(node.span, f"Unknown placeholder `{clip(found[0])}`", f"There are {words}.")
            elif inside[found.start()] and name not in fix.IN_EXPRESSIONS:
                hint = "Use `self` in a companion: `${self.bucket}`."
                fields.error(node.span, f"`{clip(found[0])}` can't be inside of `${{…}}`", "", hint)
        for found in fix.PLACEHOLDER.finditer(text):
            if not found[1].startswith("$."):
                continue
            try:
                compile_path(found[1][2:])
            except PathError as problem:
                fields.error(node.span, f"A key in `{clip(text)}` can't be read: {problem}")


def interpolated(text: str) -> list[bool]:
    """Return for each character whether it is within an interpolation or a directive of Terraform."""
    depth = 0
    inside = []
    for at, char in enumerate(text):
        begins = char == "{" and at > 0 and text[at - 1] in "$%" and not (at > 1 and text[at - 2] == text[at - 1])
        if begins or (depth and char == "{"):
            depth += 1
        inside.append(depth > 0)
        if depth and char == "}":
            depth -= 1
    return inside


def _span(fields: YamlFields, key: str) -> Any:
    node = fields.get(key)
    return None if node is None else node.span
