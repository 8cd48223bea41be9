"""The JSON Schema (2020-12) of rule files, made from the tables that the loader uses; for editors and other programs."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from riveter.core.paths import MAX_KEY_LENGTH
from riveter.findings import SEVERITIES
from riveter.provider_schema.language import BLOCK_TYPES, members
from riveter.rules.conditions.transforms import TRANSFORMS
from riveter.rules.model.rule import DIRECTIONS
from riveter.rules.operators import OPERATORS, Operator
from riveter.rules.operators.extents import READERS
from riveter.rules.reading.conditions_reader import PLACES
from riveter.rules.reading.equivalents_reader import KINDS
from riveter.rules.reading.reader import PARAMETER_TYPES, UNDETERMINED

SCHEMA_ID = "urn:riveter:schema:rules:1"
_TYPE = {"type": "string", "pattern": r"^(data\.)?[A-Za-z0-9_*?-]+$", "examples": list(BLOCK_TYPES)}
_PARAMETER = {"type": "string", "pattern": r"\{param\.[A-Za-z_][A-Za-z0-9_-]*\}"}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: dict[str, Any], required: list[str], description: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _one_or_many(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


@lru_cache(maxsize=1)
def rules_schema() -> dict[str, Any]:
    """Return the schema as plain JSON values. Shared: must not be changed."""
    rules = {"type": "array", "items": _ref("rule"), "minItems": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "riveter rules",
        "description": "A rule file: a list of rules, or a map with `rules`.",
        "anyOf": [rules, _ref("file")],
        "$defs": {**_file(rules), **_rule(), **_fix(), **_conditions(), **_leaf(), **_values()},
    }


def rules_schema_text() -> str:
    """Return the schema as JSON text."""
    return json.dumps(rules_schema(), indent=2, ensure_ascii=False) + "\n"


def _file(rules: dict[str, Any]) -> dict[str, Any]:
    text = {"type": ["string", "number"]}
    parameter = _object(
        {"type": {"enum": list(PARAMETER_TYPES)}, "default": {}, "description": text},
        [],
        "A parameter: its type, default and description.",
    )
    info = _object(
        {"name": text, "version": text, "description": text, "aliases": _one_or_many(text)},
        [],
        "Name, version and description of the file.",
    )
    return {
        "file": _object(
            {
                "metadata": info,
                "parameters": {
                    "type": "object",
                    "propertyNames": {"pattern": "^[A-Za-z_][A-Za-z0-9_-]*$"},
                    "additionalProperties": parameter,
                },
                "rules": rules,
            },
            ["rules"],
            "A rule file with parameters and metadata.",
        )
    }


def _rule() -> dict[str, Any]:
    text = {"type": ["string", "number", "boolean"]}
    ids = _one_or_many({"type": ["string", "number"]})
    lists = {"type": "object", "additionalProperties": ids}
    equivalent = _object(
        {
            "id": {"type": ["string", "number"]},
            "relation": {
                "enum": list(KINDS),
                "default": "exact",
                "description": "How the rule compares with the check. `stricter`: it finds more. `looser`: it finds less.",
            },
            "why": text,
        },
        ["id"],
        "A check of another tool that is not exactly the same.",
    )
    metadata = {
        "type": ["object", "null"],
        "description": "Any data. riveter uses these keys.",
        "properties": {
            "frameworks": {**lists, "description": "Controls by framework, such as `soc2: [CC6.1]`."},
            "equivalents": {
                "type": "object",
                "additionalProperties": _one_or_many({"anyOf": [{"type": ["string", "number"]}, equivalent]}),
                "description": "The same check in other tools, such as `checkov: [CKV_AWS_145]`.",
            },
            "references": {**ids, "description": "Links."},
        },
    }
    properties = {
        "id": {
            "type": ["string", "number"],
            "description": "Unique in a run. By default made from the name.",
        },
        "name": text,
        "description": text,
        "resource_type": {
            **_one_or_many(_TYPE),
            "description": "A type, a list, a glob (`aws_s3_*`), `*` (all managed resources), `data.<type>`, or one of "
            f"{', '.join(BLOCK_TYPES)}.",
        },
        "severity": {"enum": list(SEVERITIES), "default": "medium"},
        "filters": {
            "anyOf": [_ref("conditions"), {"type": "null"}, {"type": "array", "maxItems": 0}],
            "description": "All must hold for the rule to apply.",
        },
        "assertions": {**_ref("conditions"), "description": "All must hold for the rule to pass."},
        "message": {
            **text,
            "description": "The message of a finding. It may contain {address} {actual} {expected} {key} {file} {line} {param.x}.",
        },
        "remediation": {**text, "description": "How to fix it, in Markdown."},
        "metadata": metadata,
        "enabled": {"type": "boolean", "default": True},
        "provider": {
            "anyOf": [text, _provider()],
            "description": "The provider versions that the rule applies to: a name and a constraint, such as `aws < 6.0`.",
        },
        "fix": {
            **_one_or_many(_ref("edit")),
            "description": "Edits after which the rule passes. `riveter fix` offers them.",
        },
    }
    rule = _object(
        properties, ["resource_type", "assertions"], "If all filters hold for a resource, all assertions must hold."
    )
    rule["anyOf"] = [{"required": ["name"]}, {"required": ["id"]}]
    rule["allOf"] = [_keys_of_block(type) for type in BLOCK_TYPES]
    keys = {
        f"keys_of_{type}": {"properties": {"key": {"anyOf": [{"enum": members(type)}, {}]}}} for type in BLOCK_TYPES
    }
    return {"rule": rule, **keys}


def _provider() -> dict[str, Any]:
    undetermined = {
        "enum": list(UNDETERMINED),
        "default": UNDETERMINED[0],
        "description": "If neither a lock file nor a constraint determines the version: unknown, or the newest version that is allowed.",
    }
    properties = {"versions": {"type": "string"}, "undetermined": undetermined}
    return _object(properties, ["versions"], "Versions of a provider, and what holds if the version is not determined.")


def _keys_of_block(type: str) -> dict[str, Any]:
    """Return a schema with which editors offer the keys of a kind of block; other keys are also valid."""
    keys = _ref(f"keys_of_{type}")
    conditions = {**keys, "items": keys}  # one condition, or a list
    about = {"properties": {"resource_type": {"enum": [type, [type]]}}, "required": ["resource_type"]}
    return {"if": about, "then": {"properties": {"filters": conditions, "assertions": conditions}}}


def _fix() -> dict[str, Any]:
    some = {
        "resource_type": {
            **_one_or_many(_TYPE),
            "description": "The types that the edit is for. By default all of the rule.",
        },
    }
    here = {
        **some,
        "in_place": {
            "type": "boolean",
            "description": "The provider's documentation says that it changes the resource in place.",
        },
    }
    formerly = "The key in older versions of the provider. Where the configuration has it, it is changed instead."
    by = "The arguments that identify a block. One with the same values gets the other arguments instead of a further block."
    values = "As in Terraform's JSON syntax: texts are templates, and `${…}` alone is an expression."
    body = {"type": "object", "description": f"The arguments and blocks. {values}"}
    named = {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_-]*$"}
    forms = {
        "set": _object(
            {
                "set": _ref("key"),
                "value": {"description": values},
                "formerly": {**_ref("key"), "description": formerly},
                **here,
            },
            ["set", "value"],
            "Set an argument.",
        ),
        "remove": _object({"remove": _ref("key"), **here}, ["remove"], "Remove an argument or blocks."),
        "add_block": _object(
            {
                "add_block": _ref("key"),
                "body": body,
                "by": {**_one_or_many({"type": "string"}), "description": by},
                **here,
            },
            ["add_block", "body"],
            "Add a block.",
        ),
        "add_resource": _object(
            {"add_resource": named, "body": body, **some},
            ["add_resource", "body"],
            "Add a resource that refers to this one as `${self.…}`, or change the one that does.",
        ),
    }
    return {"edit": {"type": "object", "anyOf": list(forms.values())}}


def _conditions() -> dict[str, Any]:
    message = {"message": {"type": ["string", "number", "boolean"]}}
    inside = {
        "where": {**_ref("conditions"), "description": "Selects the elements for which these conditions hold."},
        "quantifier": _ref("quantifier"),
        "assertions": _ref("conditions"),
        **message,
    }
    relation = _object(
        {
            "resource_type": _one_or_many(_TYPE),
            "via": {
                **_one_or_many(_ref("key")),
                "description": "The attribute with the reference. A list is a path of several references.",
            },
            "direction": {"enum": list(DIRECTIONS), "default": "any"},
            "on": {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": {"type": ["string", "number", "boolean"]},
                "description": "Keys of the other resource with texts that they must equal. `{$.key}` is an attribute of the resource that "
                "the rule applies to.",
            },
            "in": {
                "enum": list(PLACES),
                "description": "All resources of the type there, connected or not. `installed`: like `root`, where modules that "
                "are not installed are empty.",
            },
        },
        ["resource_type"],
        "The type of the resources, or a map that selects them.",
    )
    bound = {"anyOf": [{"type": "number"}, _PARAMETER]}
    total = {
        **_object(
            {"key": _ref("key"), "at_least": bound, "at_most": bound},
            ["key"],
            "Bounds of the sum of the values at a key.",
        ),
        "anyOf": [{"required": ["at_least"]}, {"required": ["at_most"]}],
    }
    keys = _one_or_many(_ref("key"))
    texts = _one_or_many({"type": ["string", "number"]})
    covers = _one_or_many(
        {
            **_object(
                {
                    **dict.fromkeys(READERS, keys),
                    "of": {**keys, "description": "What must be covered. By default, these keys around the condition."},
                    "within": {**texts, "description": "Only this part of it must be covered."},
                    "default": {**texts, "description": "What a key means that is not set."},
                    "every": {**texts, "description": "Texts that mean everything, besides `*`."},
                },
                [],
                "A dimension of what must be covered.",
            ),
            "oneOf": [{"required": [kind]} for kind in READERS],
        }
    )
    forms = ("leaf", "any", "all", "not", "each", "related", "expression", "check")
    return {
        "conditions": {"anyOf": [{"type": "array", "items": _ref("condition"), "minItems": 1}, _ref("condition")]},
        "condition": {"type": "object", "anyOf": [_ref(form) for form in forms]},
        "any": _object({"any": _ref("conditions"), **message}, ["any"], "At least one holds."),
        "all": _object({"all": _ref("conditions"), **message}, ["all"], "All hold."),
        "not": _object({"not": _ref("conditions"), **message}, ["not"], "At least one does not hold."),
        "each": _object(
            {"each": _ref("key"), **inside, "covers": covers},
            ["each"],
            "Conditions on every element (a block or list item).",
        ),
        "related": _object(
            {"related": {"anyOf": [relation, _TYPE]}, **inside, "sum": total, "covers": covers},
            ["related"],
            "Conditions on connected resources.",
        ),
        "expression": _object(
            {"expression": {"type": "string", "minLength": 1}, **message},
            ["expression"],
            "Common Expression Language (extra `cel`).",
        ),
        "check": _object(
            {"check": {"type": "string"}, "options": {"type": ["object", "null"]}, **message},
            ["check"],
            "A check from an installed package.",
        ),
        "quantifier": {
            "description": "How many matches must satisfy the condition.",
            "anyOf": [
                {"enum": ["all", "any", "none"]},
                {
                    **_object(
                        {
                            key: {"anyOf": [{"type": "integer", "minimum": 0}, _PARAMETER]}
                            for key in ("at_least", "at_most")
                        },
                        [],
                        "Minimum and maximum number.",
                    ),
                    "anyOf": [
                        {"required": ["at_most"]},
                        {"required": ["at_least"], "properties": {"at_least": {"minimum": 1}}},
                    ],
                },
            ],
        },
        "key": {
            "description": 'A dotted key: rule.0.status, rule.*.days, tags["a.b"], **.kms_key_id, policy.Statement.*.Action',
            "type": ["string", "integer"],
            "minLength": 1,
            "maxLength": MAX_KEY_LENGTH,
        },
    }


def _leaf() -> dict[str, Any]:
    takes = sorted(name for name, row in OPERATORS.items() if row.takes_value)
    properties = {
        "key": _ref("key"),
        "operator": {"enum": _names(), "description": "docs/operators.md lists them with their meaning."},
        "value": {},
        "value_from": {**_ref("key"), "description": "Another attribute to compare with."},
        "transform": _one_or_many({"enum": list(TRANSFORMS)}),
        "quantifier": _ref("quantifier"),
        "message": {"type": ["string", "number", "boolean"]},
    }
    leaf = _object(properties, ["key", "operator"], "A key, an operator and a value.")
    leaf["allOf"] = [
        {
            "if": {"properties": {"operator": {"enum": takes}}, "required": ["operator"]},
            "then": {"oneOf": [{"required": ["value"]}, {"required": ["value_from"]}]},
            "else": {"not": {"anyOf": [{"required": ["value"]}, {"required": ["value_from"]}]}},
        },
        *_value_rules(),
    ]
    return {"leaf": leaf}


def _value_rules() -> list[dict[str, Any]]:
    """Return, for every kind of value, which operators take it and its schema."""
    by_kind: dict[str, list[str]] = {}
    for name, row in OPERATORS.items():
        if row.takes_value and row.value.schema:
            by_kind.setdefault(_kind(row), []).append(name)
    return [
        {
            "if": {"properties": {"operator": {"enum": sorted(names)}}, "required": ["operator"]},
            "then": {"properties": {"value": _ref(kind)}},
        }
        for kind, names in sorted(by_kind.items())
    ]


def _values() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for row in OPERATORS.values():
        if row.takes_value and row.value.schema:
            made[_kind(row)] = {"description": row.value.summary, "anyOf": [row.value.schema, _PARAMETER]}
    return made


def _kind(row: Operator) -> str:
    words = "".join(c if c.isalnum() else " " for c in row.value.summary.lower()).split()
    return f"value-{'-'.join(words)[:60]}"


def _names() -> list[str]:
    return sorted(OPERATORS)
