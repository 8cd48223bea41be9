"""Read a pack file: YAML → `PackDefinition`. Imported only for packs that are not in the cache."""

from __future__ import annotations

import os
from collections.abc import Iterator

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.core.yaml_fields import YamlFields
from riveter.core.yaml_nodes import YamlNode, read_yaml
from riveter.findings import SEVERITIES
from riveter.rules.model.rule import Parameter, Rule
from riveter.rules.packs.definition import Framework, Include, Pack, PackDefinition
from riveter.rules.reading.reader import INFO_KEYS, read_parameters, read_rules

PACK_KEYS = ("metadata", "framework", "include", "rules", "parameters")
HEADER_KEYS = (*INFO_KEYS, "default_for")
FRAMEWORK_KEYS = ("name", "from")
INCLUDE_KEYS = ("file", "pack", "rules", "exclude", "severity")


def read_definition(source: SourceFile, path: str, diagnostics: list[Diagnostic]) -> PackDefinition | None:
    """Return the content of a pack file; None if the file is not a pack."""
    nodes = read_yaml(source, diagnostics)
    root = nodes[0] if nodes and not diagnostics else None
    if root is not None and root.kind != "map":
        hint = "Begin with `metadata:` and `include:`."
        diagnostics.append(Diagnostic("error", f"A pack must be a map, not {root.what()}", "", root.span, hint))
        root = None
    return _definition(root, path, diagnostics) if root is not None else None


def _definition(root: YamlNode, path: str, diagnostics: list[Diagnostic]) -> PackDefinition:
    YamlFields(root, "a pack", diagnostics).check_known(PACK_KEYS)
    header = _header(root, path, diagnostics)
    parameters = read_parameters(root.fields.get("parameters"), diagnostics)
    includes = _includes(root, diagnostics)
    rules = tuple(_inline(root, parameters, diagnostics))
    framework = _framework(root, diagnostics)
    if framework is not None:
        header = msgspec.structs.replace(header, framework=framework.name)
    return PackDefinition(header, root.span, tuple(includes), rules, framework)


def _header(root: YamlNode, path: str, diagnostics: list[Diagnostic]) -> Pack:
    default = os.path.splitext(os.path.basename(path))[0]
    node = root.fields.get("metadata")
    if node is None or node.kind != "map":
        diagnostics.append(
            Diagnostic(
                "error", "`metadata` is missing in a pack", "", root.span, f"Add `metadata: {{name: {default}}}`."
            )
        )
        return Pack(default, path)
    fields = YamlFields(node, "the metadata of a pack", diagnostics)
    fields.check_known(HEADER_KEYS)
    aliases = tuple(text for text, _ in fields.texts("aliases"))
    return Pack(
        name=fields.text("name", default),
        path=path,
        version=fields.text("version"),
        description=fields.text("description"),
        aliases=aliases,
        default_for=tuple(text for text, _ in fields.texts("default_for")),
    )


def _framework(root: YamlNode, diagnostics: list[Diagnostic]) -> Framework | None:
    node = root.fields.get("framework")
    if node is None:
        return None
    if node.kind != "map":
        hint = "Write `framework: {name: soc2}`."
        diagnostics.append(Diagnostic("error", f"`framework` must be a map, not {node.what()}", "", node.span, hint))
        return None
    fields = YamlFields(node, "a framework", diagnostics)
    fields.check_known(FRAMEWORK_KEYS)
    name = fields.text("name", required=True)
    sources = node.fields.get("from")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    if sources is not None and sources.kind != "map":
        diagnostics.append(Diagnostic("error", f"`from` must be a map, not {sources.what()}", "", sources.span))
    elif sources is not None:
        inner = YamlFields(sources, "`from`", diagnostics)
        for other, table in sources.fields.items():
            if table.kind == "map":
                each = YamlFields(table, f"`from.{other}`", diagnostics)
                found[other] = {control: tuple(text for text, _ in each.texts(control)) for control in table.fields}
            else:  # a list: the controls have the same ids in both
                found[other] = {control: (control,) for control, _ in inner.texts(other)}
    return Framework(name, found) if name else None


def _inline(root: YamlNode, parameters: tuple[Parameter, ...], diagnostics: list[Diagnostic]) -> list[Rule]:
    node = root.fields.get("rules")
    if node is None:
        return []
    if node.kind != "list":
        diagnostics.append(Diagnostic("error", f"`rules` must be a list, not {node.what()}", "", node.span))
        return []
    return read_rules(node.items, parameters, diagnostics)


def _includes(root: YamlNode, diagnostics: list[Diagnostic]) -> Iterator[Include]:
    node = root.fields.get("include")
    if node is None:
        return
    if node.kind != "list":
        diagnostics.append(Diagnostic("error", f"`include` must be a list, not {node.what()}", "", node.span))
        return
    for item in node.items:
        if item.kind != "map":
            summary = f"An include must be a map, not {item.what()}"
            diagnostics.append(Diagnostic("error", summary, "", item.span, "Write `- file: aws/s3.yml`."))
            continue
        fields = YamlFields(item, "an include", diagnostics)
        fields.check_known(INCLUDE_KEYS)
        pack = fields.text("pack")
        name = fields.text("file", required=not pack)
        if name and pack:
            summary = "An include has either `file` or `pack`, not both"
            diagnostics.append(Diagnostic("error", summary, "", item.span, "Write two includes."))
            continue
        if name or pack:
            yield Include(
                file=name,
                pack=pack,
                span=item.fields["file" if name else "pack"].span,
                rules=tuple(fields.texts("rules")) if "rules" in item.fields else None,
                exclude=tuple(fields.texts("exclude")) if "exclude" in item.fields else None,
                severity=fields.choice("severity", SEVERITIES, ""),
            )
