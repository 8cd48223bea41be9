"""Read the text of one rule file: YAML → `RuleSet`. A broken rule is reported with its location and left out; the others are loaded."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.patterns import late
from riveter.core.source import SourceFile, Span
from riveter.core.versions import parse_range
from riveter.core.yaml_fields import YamlFields, report_unclear
from riveter.core.yaml_nodes import YamlNode, plain_number, read_yaml
from riveter.findings import SEVERITIES
from riveter.rules.model.load_result import LoadResult
from riveter.rules.model.messages import check_template
from riveter.rules.model.rule import RELATIONS, Parameter, ProviderDemand, Rule, RuleSet, RuleSetInfo
from riveter.rules.reading.conditions_reader import read_conditions, resource_types
from riveter.rules.reading.equivalents_reader import id_list, read_equivalents
from riveter.rules.reading.fixes_reader import read_fix

FILE_KEYS = ("metadata", "parameters", "rules")
INFO_KEYS = ("name", "version", "description", "aliases")
RULE_KEYS = (
    "id", "name", "description", "resource_type", "severity", "filters", "assertions", "message", "remediation",
    "metadata", "enabled", "provider", "fix",
)  # fmt: skip
PARAMETER_KEYS = ("type", "default", "description")
MAX_PARAMETERS = 500
PARAMETER_TYPES = ("string", "number", "bool", "list", "map", "any")

_ID = late(r"[A-Za-z0-9][A-Za-z0-9._/:-]{0,199}\Z")
PROVIDER_KEYS = ("versions", "undetermined")
UNDETERMINED = ("unknown", "newest")
"""What a rule about some versions of a provider gives if the version is not determined."""

_PROVIDER = late(r"\s*([A-Za-z][A-Za-z0-9_-]*)\s+(\S.*)\Z")
_PARAMETER = late(r"[A-Za-z_][A-Za-z0-9_-]*\Z")


def parse_rules(source: SourceFile) -> LoadResult:
    """Load the rules in the text of a file."""
    diagnostics: list[Diagnostic] = []
    pieces = read_yaml(source, diagnostics)
    info = RuleSetInfo()
    parameters: tuple[Parameter, ...] = ()
    items: list[YamlNode] = []
    broken = any(d.severity == "error" for d in diagnostics)
    for piece in pieces:
        if piece.kind == "map" and len(pieces) == 1:
            info, parameters, items = read_file(piece, diagnostics)
        elif piece.kind == "list":
            items.extend(piece.items)
        elif not broken:
            diagnostics.append(_not_rules(piece))
    if not pieces and not broken:
        at = Span(source.name, 1, 1, 1, 1)
        diagnostics.append(Diagnostic("error", "The file contains no rules", "", at, "Begin with `rules:` and a list."))
    rules = read_rules(items, parameters, diagnostics)
    ordered = sorted(diagnostics, key=_place)
    return LoadResult(RuleSet(source.name, tuple(rules), info, parameters), tuple(ordered))


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    span = diagnostic.span
    return (span.start_line, span.start_col) if span is not None else (0, 0)


def _not_rules(node: YamlNode) -> Diagnostic:
    return Diagnostic(
        "error", "A rule file is a list of rules, or a map with `rules:`", f"This is {node.what()}.", node.span,
        "Begin with `rules:` and a list.",
    )  # fmt: skip


def read_file(
    node: YamlNode, diagnostics: list[Diagnostic]
) -> tuple[RuleSetInfo, tuple[Parameter, ...], list[YamlNode]]:
    """Return the parts of a file that is a map."""
    fields = YamlFields(node, "a rule file", diagnostics)
    if "rules" not in node.fields and {"resource_type", "assertions"} & node.fields.keys():
        fields.error(
            node.span, "The file has a single rule at the top, not a list", "", "Put it in a list: `- name: …`."
        )
        return RuleSetInfo(), (), []
    if "include" in node.fields:
        fields.error(
            node.key_spans["include"],
            "This is a rule pack, not a rule file",
            "",
            "Use it as a pack (`--rule-pack FILE`).",
        )
        return RuleSetInfo(), (), []
    fields.check_known(FILE_KEYS)
    parameters = read_parameters(node.fields.get("parameters"), diagnostics)
    rules = node.fields.get("rules")
    items: list[YamlNode] = []
    if rules is None:
        fields.missing("rules", "A rule file is a list of rules, or a map with `rules:`.", "Add `rules:` and a list.")
    elif rules.kind != "list":
        fields.error(rules.span, f"`rules` must be a list, not {rules.what()}", "", "Begin every rule with `- `.")
    else:
        items = rules.items
        if not items:
            fields.error(rules.span, "The file contains no rules", "", "Write rules in the list: `- name: …`.")
    return read_info(node.fields.get("metadata"), diagnostics), parameters, items


def read_info(node: YamlNode | None, diagnostics: list[Diagnostic]) -> RuleSetInfo:
    """Return the `metadata` of a file."""
    if node is None:
        return RuleSetInfo()
    if node.kind != "map":
        hint = "Write `metadata: {name: …, version: …}`."
        diagnostics.append(Diagnostic("error", f"`metadata` must be a map, not {node.what()}", "", node.span, hint))
        return RuleSetInfo()
    fields = YamlFields(node, "the metadata of a file", diagnostics)
    fields.check_known(INFO_KEYS)
    return RuleSetInfo(fields.text("name"), fields.text("version"), fields.text("description"))


def read_parameters(node: YamlNode | None, diagnostics: list[Diagnostic]) -> tuple[Parameter, ...]:
    """Return the parameters a file declares."""
    if node is None:
        return ()
    if node.kind != "map":
        hint = "Write `parameters: {days: {type: number, default: 90}}`."
        diagnostics.append(Diagnostic("error", f"`parameters` must be a map, not {node.what()}", "", node.span, hint))
        return ()
    if len(node.fields) > MAX_PARAMETERS:
        summary = f"There are more than {MAX_PARAMETERS} parameters"
        diagnostics.append(Diagnostic("error", summary, "", node.span, "Divide the rules among several files."))
        return ()
    result = []
    for name, value in node.fields.items():
        parameter = _parameter(name, node.key_spans[name], value, diagnostics)
        if parameter is not None:
            result.append(parameter)
    return tuple(result)


def _parameter(name: str, span: Span, node: YamlNode, diagnostics: list[Diagnostic]) -> Parameter | None:
    if not _PARAMETER.match(name):
        diagnostics.append(
            Diagnostic(
                "error", f"`{clip(name)}` is not a name for a parameter", "", span, "Use letters, digits and `_`."
            )
        )
        return None
    if node.kind != "map":
        hint = f"Write `{name}: {{type: {_type_name(node.value)}, default: {clip(node.text)}}}`." if node.text else ""
        diagnostics.append(
            Diagnostic("error", f"Parameter `{name}` must be a map, not {node.what()}", "", node.span, hint)
        )
        return None
    fields = YamlFields(node, f"parameter `{name}`", diagnostics)
    fields.check_known(PARAMETER_KEYS)
    kind = fields.choice("type", PARAMETER_TYPES, "any")
    default = fields.get("default")
    value = default.plain() if default is not None else None
    if default is not None and kind == "number" and isinstance(value, str) and not default.quoted:
        value = plain_number(value)
    # with a broken default it is still declared: what uses it is not wrong as well
    undefined = Parameter(name, kind, span, None, True)  # type: ignore[arg-type]
    if default is not None and kind != "string" and report_unclear(default, "default", diagnostics):
        return undefined
    if default is not None and not fits_type(value, kind):
        hint = f"Write a {kind}, or another `type`: {', '.join(PARAMETER_TYPES)}."
        fields.error(default.span, f"The default of `{name}` must be a {kind}, not {default.what()}", "", hint)
        return undefined
    return Parameter(name, kind, span, value, default is None, fields.text("description"))  # type: ignore[arg-type]


def _type_name(value: Any) -> str:
    return {bool: "bool", int: "number", float: "number"}.get(type(value), "string")


def fits_type(value: Any, kind: str) -> bool:
    """Return True if a value is of a parameter's type."""
    if kind == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    types: dict[str, type] = {"string": str, "bool": bool, "list": list, "map": dict}
    return kind == "any" or isinstance(value, types[kind])


# --- rules ---------------------------------------------------------------------------------------


def read_rules(items: list[YamlNode], parameters: tuple[Parameter, ...], diagnostics: list[Diagnostic]) -> list[Rule]:
    """Return the rules of a list; broken ones and repeated ids are reported and left out."""
    rules: list[Rule] = []
    seen: dict[str, Rule] = {}
    wrong = sorted(
        (d.span.start_line, d.span.start_col) for d in diagnostics if d.severity == "error" and d.span is not None
    )
    for item in items:
        rule = read_rule(item, parameters, diagnostics)
        if rule is None or _holds_one(item.span, wrong):
            continue
        first = seen.get(rule.id)
        if first is not None:
            diagnostics.append(duplicate_id(rule, first))
            continue
        seen[rule.id] = rule
        rules.append(rule)
    return rules


def _holds_one(span: Span, places: list[tuple[int, int]]) -> bool:
    """Return True if one of some places (in order) is in a rule: what is wrong with its YAML makes the rule unusable."""
    first = bisect_left(places, (span.start_line, span.start_col))
    return first < len(places) and places[first] <= (span.end_line, span.end_col)


def duplicate_id(rule: Rule, first: Rule) -> Diagnostic:
    """Return the error for two rules of one id."""
    pack = first.pack or rule.pack
    hint = "Give this rule another `id` (without one it is made from the name)."
    if pack:
        hint = f"Give yours another `id`; to have it instead of the one in `{pack}`, exclude that one with `--exclude {rule.id}`."
    return Diagnostic("error", f"Two rules have the id `{rule.id}`", f"The first is at {first.span}.", rule.span, hint)


def read_rule(node: YamlNode, parameters: tuple[Parameter, ...], diagnostics: list[Diagnostic]) -> Rule | None:
    """Return one rule; None if it has an error (which was reported)."""
    if node.kind != "map":
        diagnostics.append(
            Diagnostic("error", f"A rule must be a map, not {node.what()}", "", node.span, "Write `- name: …`.")
        )
        return None
    before = len(diagnostics)
    fields = YamlFields(node, "a rule", diagnostics)
    fields.check_known(RULE_KEYS)
    name = fields.text("name")
    rule_id = fields.text("id")
    if "name" not in node.fields and not rule_id:
        fields.missing("name", "", "Add `name: …`.")
    id_node = node.fields.get("id")
    if id_node is not None and rule_id and not _ID.match(rule_id):
        fields.error(
            id_node.span,
            f"`{clip(rule_id)}` can't be an id",
            "",
            "Use letters, digits, `-`, `_` and `.`, without spaces.",
        )
    types = _resource_types(fields)
    filters = read_conditions(fields, "filters", parameters)
    assertions = read_conditions(fields, "assertions", parameters)
    if "assertions" not in node.fields:
        fields.missing("assertions", "A rule without assertions checks nothing.", "Add `assertions:` and a list.")
    elif not assertions and not fields.failed:
        fields.error(
            node.fields["assertions"].span, "`assertions` is empty", "A rule without assertions checks nothing."
        )
    rule = Rule(
        id=rule_id or slug(name),
        name=name or rule_id,
        span=node.span,
        resource_types=types,
        assertions=assertions,
        filters=filters,
        severity=fields.choice("severity", SEVERITIES, "medium"),
        message=_message(fields, parameters),
        remediation=fields.text("remediation"),
        description=fields.text("description"),
        metadata=_metadata(fields),
        enabled=fields.flag("enabled", True),
        parameters=parameters,
        provider=_provider(fields),
        fix=read_fix(fields, parameters),
    )
    if not rule.id and not fields.failed:
        fields.error(node.span, "The rule's name contains no letters for an id", "", "Add `id: …`.")
    if any(d.severity == "error" for d in diagnostics[before:]):
        return None
    return rule


def _provider(fields: YamlFields) -> ProviderDemand | None:
    node = fields.get("provider")
    undetermined = UNDETERMINED[0]
    if node is not None and node.kind == "map":
        fields = YamlFields(node, "the provider of a rule", fields.diagnostics)
        fields.check_known(PROVIDER_KEYS)
        undetermined = fields.choice("undetermined", UNDETERMINED, undetermined)
        node, text = fields.get("versions"), fields.text("versions", required=True)
    else:
        text = fields.text("provider")
    if node is None or not text:
        return None
    match = _PROVIDER.match(text)
    parsed = parse_range(match[2]) if match is not None else None
    if match is None or parsed is None or parsed.empty:
        hint = 'Write its name and a version constraint: `provider: "aws < 6.0"`.'
        fields.error(node.span, f"`{clip(text)}` names no versions of a provider", "", hint)
        return None
    return ProviderDemand(match[1], match[2].strip(), node.span, undetermined == "newest")


def _message(fields: YamlFields, parameters: tuple[Parameter, ...]) -> str:
    message = fields.text("message")
    node = fields.get("message")
    if node is not None and message:
        for problem, hint in check_template(message, parameters):
            fields.error(node.span, problem, "", hint)
    return message


def slug(name: str) -> str:
    """Return the id made from a rule's name: ``S3 buckets must use KMS`` → ``s3-buckets-must-use-kms``."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:120].rstrip("-")


def _resource_types(fields: YamlFields) -> tuple[str, ...]:
    if fields.get("resource_type") is None:
        fields.missing("resource_type", "", 'Add `resource_type: aws_s3_bucket`, or `"*"` for all.')
        return ()
    return resource_types(fields)


def _metadata(fields: YamlFields) -> dict[str, Any]:
    node = fields.get("metadata")
    metadata = fields.mapping("metadata")
    if node is None or node.kind != "map":
        return metadata
    for key in ("frameworks", "equivalents"):
        part = node.fields.get(key)
        if part is None:
            continue
        if part.kind != "map":
            fields.error(
                part.span, f"`{key}` must be a map, not {part.what()}", "", f"Write `{key}: {{name: [id, …]}}`."
            )
            continue
        for name, value in part.fields.items():
            if key == "equivalents":
                ids, relations = read_equivalents(fields, f"{key}.{name}", value)
                metadata[key][name] = ids
                if relations:
                    metadata.setdefault(RELATIONS, {})[name] = relations
            else:
                metadata[key][name] = id_list(fields, f"{key}.{name}", value)
    references = node.fields.get("references")
    if references is not None:
        metadata["references"] = id_list(fields, "references", references)
    return metadata
