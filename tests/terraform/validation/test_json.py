"""JSON syntax is held to the same rules; what is valid there is no error."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Terraform = Callable[..., Any]

VALID: dict[str, Any] = {
    "terraform": {
        "required_version": ">= 1.5.0",
        "backend": {"local": {"path": "x"}},
        "required_providers": {"aws": {"source": "hashicorp/aws", "version": "~> 5.0"}},
    },
    "provider": {"aws": [{"region": "eu-west-1"}, {"alias": "west", "region": "us-west-1"}]},
    "variable": {
        "n": {
            "type": "number",
            "default": 5,
            "description": "${not} a template",
            "nullable": False,
            "validation": [{"condition": "${var.n > 1}", "error_message": "m"}],
        }
    },
    "locals": {"a": "${var.n}", "b": {"c": ["x"]}},
    "resource": {
        "terraform_data": {
            "x": {
                "//": "a comment",
                "count": 2,
                "input": "${count.index}",
                "provisioner": [{"local-exec": {"command": "true", "when": "destroy", "on_failure": "continue"}}],
                "connection": {"host": "h"},
                "lifecycle": {
                    "create_before_destroy": True,
                    "ignore_changes": ["input"],
                    "precondition": [{"condition": "${var.n > 1}", "error_message": "m"}],
                },
                "depends_on": ["terraform_data.y"],
            },
            "y": {"for_each": {"a": 1}, "input": "${each.value}", "lifecycle": {"ignore_changes": "all"}},
        },
        "aws_kms_key": {"k": {"provider": "aws.west", "tags": {"a": "b"}}},
    },
    "data": {"terraform_remote_state": {"s": {"backend": "local"}}},
    "output": {"o": {"value": "${terraform_data.x[0].id}", "sensitive": True, "depends_on": ["terraform_data.y"]}},
    "module": {"m": {"source": "./m", "providers": {"aws": "aws.west"}, "for_each": {"a": 1}, "v": "${each.key}"}},
    "moved": [{"from": "terraform_data.old", "to": "terraform_data.y"}],
    "removed": [{"from": "terraform_data.gone", "lifecycle": {"destroy": False}}],
    "import": [{"to": "aws_kms_key.k", "id": "x"}],
    "check": {"c": {"assert": [{"condition": "${var.n > 1}", "error_message": "m"}]}},
}
CALLED = {"variable": {"v": {"type": "string"}}}


def errors(loaded: Any) -> list[str]:
    return [f"{item.summary}: {item.detail}" for item in loaded.project.diagnostics if item.severity == "error"]


def test_a_valid_file_is_no_error(terraform: Terraform) -> None:
    assert errors(terraform({"main.tf.json": json.dumps(VALID), "m/main.tf.json": json.dumps(CALLED)})) == []


@pytest.mark.parametrize(
    ("document", "summary"),
    [
        ({"resource": {"terraform_data": {"1x": {}}}}, "Invalid resource name"),
        ({"variable": {"v": {"type": "number", "default": "x"}}}, "Invalid default value for variable"),
        ({"variable": {"v": {"kind": "x"}}}, "Unsupported argument"),
        ({"variable": {"v": {"default": None, "nullable": False}}}, "Invalid default value for variable"),
        ({"resource": {"terraform_data": {"x": {"count": 1, "for_each": {}}}}}, "Invalid combination of"),
        ({"resource": {"terraform_data": {"x": {"lifecycle": [{}, {}]}}}}, "Duplicate lifecycle block"),
        ({"terraform": {"minimum_version": "1"}}, "Unsupported argument"),
        ({"provider": {"aws": [{}, {}]}}, "Duplicate provider configuration"),
        ({"check": {"c": {}}}, "Zero assert blocks"),
        ({"import": {"to": "a_b.c"}}, "Missing required argument"),
        ({"removed": {"lifecycle": {}}}, "Missing required argument"),
        ({"moved": {"from": "a_b.c", "to": "module.m"}}, 'Invalid "moved" addresses'),
        (
            {"resource": {"terraform_data": {"x": {"provisioner": {"local-exec": {}}}}}},
            "Missing required argument",
        ),
        ({"resource": {"terraform_data": {"x": {"inptu": 1}}}}, "Unsupported argument"),
        ({"locals": {"a b": 1}}, "Invalid local value name"),
        ({"check": {"c": [None]}}, "Zero assert blocks"),
        ({"terraform": {"required_providers": {"aws": None}}}, "Invalid required_providers object"),
        ({"terraform": {"required_providers": {"aws": {"source": ["hashicorp/aws"]}}}}, "Invalid provider source"),
        ({"data": {"terraform_remote_state": {"x": {"config": {}}}}}, "Missing required argument"),
        (
            {"variable": {"s": {"sensitive": True, "default": 1}}, "output": {"o": {"value": "${var.s}"}}},
            "Output refers to sensitive values",
        ),
        (
            {"resource": {"terraform_data": {"x": {}}}, "output": {"o": {"value": "${terraform_data.x[0].id}"}}},
            "Unexpected resource instance key",
        ),
    ],
)
def test_what_is_wrong_is_an_error(terraform: Terraform, document: dict[str, Any], summary: str) -> None:
    (found, *_) = errors(terraform({"main.tf.json": json.dumps(document)}))
    assert found.startswith(summary)


@pytest.mark.parametrize(
    ("document", "summary"),
    [
        ({"lifecycle": {}}, 'An argument named "lifecycle"'),
        ({"variable": {"v": {"type": "object({a = string, a = string})"}}}, "Invalid type specification"),
        (
            {
                "import": {"to": "terraform_data.x", "id": "${each.key}"},
                "resource": {"terraform_data": {"x": {}}},
            },
            'Invalid use of "each"',
        ),
    ],
)
def test_the_same_in_json(terraform: Terraform, document: dict[str, Any], summary: str) -> None:
    (found,) = errors(terraform({"main.tf.json": json.dumps(document)}))
    assert found.startswith(summary)


def test_types_with_escapes_in_json(terraform: Terraform) -> None:
    text = (
        r'{"variable": {"v": {"type": "object({\n  a = string,\n\tb = \u006eumber\n  d = optional(string, \"x\")})"}}}'
    )
    assert errors(terraform({"main.tf.json": text})) == []
