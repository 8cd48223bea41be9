"""What the newest Terraform and OpenTofu accept is no error, and means what it means there."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from riveter.files.coverage import Omission

Terraform = Callable[..., Any]

DATA = 'resource "terraform_data" "x" {\n  input = 1\n%s}\n'


def errors(loaded: Any) -> list[str]:
    return [item.summary for item in loaded.project.diagnostics if item.severity == "error"]


def trigger(arguments: str) -> str:
    return DATA % f"  lifecycle {{\n    action_trigger {{\n{arguments}    }}\n  }}\n"


ACTION = 'action "aws_lambda_invoke" "warm" {\n  count = 2\n  config {\n    payload = "p${count.index}"\n  }\n}\n'


class TestActions:
    def test_rules_can_address_them(self, terraform: Terraform) -> None:
        loaded = terraform(ACTION)
        assert loaded.addresses("action.aws_lambda_invoke") == [
            "action.aws_lambda_invoke.warm[0]",
            "action.aws_lambda_invoke.warm[1]",
        ]
        assert loaded.value("action.aws_lambda_invoke.warm[1]", "config.0.payload") == "p1"
        assert loaded.problems() == []

    def test_a_trigger_names_them(self, terraform: Terraform) -> None:
        text = trigger("events = [after_create, before_update]\nactions = [action.aws_lambda_invoke.warm[0]]\n")
        loaded = terraform(ACTION + text)
        (found,) = loaded["terraform_data.x"].values["lifecycle"]
        assert found["action_trigger"] == [
            {"events": ["after_create", "before_update"], "actions": ["action.aws_lambda_invoke.warm[0]"]}
        ]
        assert loaded.problems() == []

    def test_in_json(self, terraform: Terraform) -> None:
        triggers = {"events": ["after_create"], "actions": ["action.a_b.c"], "condition": "${1 == 1}"}
        document = {
            "action": {"a_b": {"c": {"config": {"x": "${1 + 1}"}}}},
            "resource": {"terraform_data": {"x": {"lifecycle": {"action_trigger": triggers}}}},
        }
        loaded = terraform({"main.tf.json": json.dumps(document)})
        (found,) = loaded["terraform_data.x"].values["lifecycle"]
        assert found["action_trigger"] == [{"events": ["after_create"], "actions": ["action.a_b.c"], "condition": True}]
        assert loaded.problems() == []

    @pytest.mark.parametrize(
        ("text", "summary"),
        [
            (trigger("events = [after_create]\nactions = [action.a_b.nope]\n"), "Reference to undeclared action"),
            (ACTION + 'output "o" {\n  value = action.aws_lambda_invoke.warm\n}\n', "Invalid reference"),
            (ACTION + ACTION, "Duplicate action configuration"),
        ],
    )
    def test_what_is_wrong_with_them(self, terraform: Terraform, text: str, summary: str) -> None:
        assert errors(terraform(text)) == [summary]


class TestTypesOfOutputs:
    @pytest.mark.parametrize(
        ("type", "value", "result"),
        [
            ("string", "443", "443"),
            ("number", '"443"', 443),
            ("set(string)", '["a", "a"]', ["a"]),
            ('object({ a = number, b = optional(string, "x") })', '{ a = "1" }', {"a": 1, "b": "x"}),
            ("list(object({ a = optional(bool) }))", "[{}]", [{"a": None}]),
            ("any", "1", 1),
        ],
    )
    def test_convert_the_value(self, terraform: Terraform, type: str, value: str, result: Any) -> None:
        files = {
            "main.tf": 'module "m" {\n  source = "./m"\n}\nresource "x_y" "z" {\n  v = module.m.o\n}\n',
            "m/main.tf": f'output "o" {{\n  type  = {type}\n  value = {value}\n}}\n',
        }
        loaded = terraform(files)
        assert loaded["x_y.z"].values["v"] == result
        assert loaded["module.m.output.o"].values["value"] == result
        assert loaded.problems() == []

    def test_a_type_that_is_none_is_an_error(self, terraform: Terraform) -> None:
        assert errors(terraform('output "o" {\n  type  = nope\n  value = 1\n}\n')) == ["Invalid type specification"]

    def test_in_json(self, terraform: Terraform) -> None:
        document = {"output": {"o": {"type": "set(string)", "value": ["a", "a"]}}}
        loaded = terraform({"main.tf.json": json.dumps(document)})
        assert loaded["output.o"].values == {"type": "set(string)", "value": ["a"]}


class TestProvidersForEach:
    BLOCKS = (
        'provider "aws" {\n  alias    = "by_region"\n  for_each = toset(["eu-west-1", "eu-north-1"])\n'
        "  region   = each.value\n}\n"
    )

    def test_every_instance_has_its_values(self, terraform: Terraform) -> None:
        loaded = terraform(self.BLOCKS)
        found = {item.address: item.values["region"] for item in loaded.project.resources}
        assert found == {'provider.aws["eu-north-1"]': "eu-north-1", 'provider.aws["eu-west-1"]': "eu-west-1"}
        assert loaded.problems() == []

    def test_resources_and_modules_choose_one(self, terraform: Terraform) -> None:
        use = (
            'resource "aws_kms_key" "k" {\n  for_each = toset(["eu-west-1"])\n  provider = aws.by_region[each.key]\n}\n'
            'module "m" {\n  source    = "./m"\n  for_each  = toset(["eu-north-1"])\n'
            "  providers = { aws = aws.by_region[each.key] }\n}\n"
        )
        loaded = terraform({"main.tofu": self.BLOCKS + use, "m/main.tf": 'resource "aws_kms_key" "k" {}\n'})
        assert loaded['aws_kms_key.k["eu-west-1"]'].provider == 'aws.by_region["eu-west-1"]'
        assert loaded['module.m["eu-north-1"].aws_kms_key.k'].provider == 'aws.by_region["eu-north-1"]'
        assert loaded.problems() == []

    def test_unknown_keys(self, terraform: Terraform) -> None:
        text = self.BLOCKS.replace('toset(["eu-west-1", "eu-north-1"])', "var.regions") + 'variable "regions" {}\n'
        loaded = terraform(text)
        assert [item.address for item in loaded.project.resources if item.type == "provider"] == ["provider.aws[*]"]


class TestNamesOfTheResourceItself:
    @pytest.mark.parametrize(
        "body",
        [
            '  provisioner "local-exec" {\n    command = terraform_data.x.id\n  }\n',
            '  provisioner "remote-exec" {\n    connection {\n      host = terraform_data.x.output\n    }\n'
            '    inline = ["true"]\n  }\n',
            "  connection {\n    host = terraform_data.x.output\n  }\n",
            "  depends_on = [terraform_data.x]\n",
            "  lifecycle {\n    replace_triggered_by = [terraform_data.x]\n  }\n",
        ],
    )
    def test_where_terraform_takes_them(self, terraform: Terraform, body: str) -> None:
        assert errors(terraform(DATA % body)) == []

    @pytest.mark.parametrize(
        ("body", "more"),
        [
            ("  triggers_replace = terraform_data.x.id\n", ""),
            ('  lifecycle {\n    precondition {\n      condition     = terraform_data.x.id != ""\n'
             '      error_message = "m"\n    }\n  }\n', ""),
        ],
    )  # fmt: skip
    def test_where_it_does_not(self, terraform: Terraform, body: str, more: str) -> None:
        assert errors(terraform(DATA % body + more)) == ["Self-reference"]

    def test_a_cycle_through_a_provisioner(self, terraform: Terraform) -> None:
        text = DATA % '  provisioner "local-exec" {\n    command = terraform_data.y.id\n  }\n'
        text += 'resource "terraform_data" "y" {\n  input = terraform_data.x.id\n}\n'
        assert errors(terraform(text)) == ["Cycle"]


class TestCyclesThroughValidations:
    RULE = 'variable "b" {\n  default = 5\n  validation {\n    condition     = %s\n    error_message = "m"\n  }\n}\n'

    @pytest.mark.parametrize(
        ("condition", "more"),
        [
            ("var.b > local.a", "locals {\n  a = var.b\n}\n"),
            ("var.b > terraform_data.x.input", 'resource "terraform_data" "x" {\n  input = var.b\n}\n'),
            (
                "var.b > var.c",
                'variable "c" {\n  default = 5\n  validation {\n    condition     = var.c < var.b\n'
                '    error_message = "m"\n  }\n}\n',
            ),
        ],
    )
    def test_are_errors(self, terraform: Terraform, condition: str, more: str) -> None:
        assert errors(terraform(self.RULE % condition + more)) == ["Cycle"]

    @pytest.mark.parametrize(
        ("condition", "more"),
        [
            ("var.b > 1 && var.b < 9", ""),
            ("var.b > local.a", "locals {\n  a = 1\n}\n"),
            ("var.b > var.c", 'variable "c" {\n  default = 1\n}\n'),
        ],
    )
    def test_other_references_are_none(self, terraform: Terraform, condition: str, more: str) -> None:
        assert terraform(self.RULE % condition + more).problems() == []


class TestDataSourcesInChecks:
    CHECK = (
        'check "c" {\n  data "aws_iam_policy_document" "d" {\n    statement {\n      actions   = ["*"]\n'
        '      resources = ["*"]\n    }\n  }\n  assert {\n    condition     = data.aws_iam_policy_document.d.json != ""\n'
        '    error_message = "m"\n  }\n}\n'
    )

    def test_are_seen(self, terraform: Terraform) -> None:
        loaded = terraform(self.CHECK)
        assert loaded.value("data.aws_iam_policy_document.d", "statement.0.actions.0") == "*"
        assert loaded.problems() == []

    def test_are_seen_in_json_and_modules(self, terraform: Terraform) -> None:
        inner = {"data": {"http": {"h": {"url": "https://example.com"}}}, "assert": {"condition": True}}
        files = {
            "main.tf": 'module "m" {\n  source = "./m"\n}\n',
            "m/main.tf.json": json.dumps({"check": {"c": inner}}),
        }
        assert terraform(files).addresses() == ["module.m.data.http.h"]

    @pytest.mark.parametrize(
        ("more", "summary"),
        [
            (
                'output "o" {\n  value = data.aws_iam_policy_document.d.json\n}\n',
                "Reference to scoped resource",
            ),
            ('data "aws_iam_policy_document" "d" {}\n', "Duplicate data configuration"),
        ],
    )
    def test_are_for_the_check_alone(self, terraform: Terraform, more: str, summary: str) -> None:
        assert errors(terraform(self.CHECK + more)) == [summary]


class TestBlockTypes:
    @pytest.mark.parametrize("name", ["policy", "component", "store", "list", "export"])
    def test_one_that_nobody_knows_is_a_note(self, terraform: Terraform, name: str) -> None:
        loaded = terraform(f'{name} "x" {{\n  a = nope.b.c\n}}\n')
        (found,) = loaded.project.diagnostics
        assert (found.severity, found.summary, str(found.span)) == ("note", "Block type not known", "main.tf:1:1")
        assert [(item.kind, item.name) for item in loaded.project.coverage.items()] == [
            (Omission.BLOCK, f"{name} (main.tf:1:1)")
        ]

    def test_one_that_nobody_knows_is_a_note_in_json_too(self, terraform: Terraform) -> None:
        loaded = terraform({"main.tf.json": '{"policy": {"x": {}}}'})
        assert [(item.severity, item.summary) for item in loaded.project.diagnostics] == [
            ("note", "Block type not known")
        ]

    @pytest.mark.parametrize("name", ["resourse", "varible", "modul", "outputs", "provder", "local", "move"])
    def test_a_misspelt_one_is_an_error(self, terraform: Terraform, name: str) -> None:
        assert errors(terraform(f'{name} "x" "y" {{\n}}\n')) == ["Unsupported block type"]

    def test_the_language_block_says_nothing_of_resources(self, terraform: Terraform) -> None:
        text = 'language {\n  compatible_with {\n    opentofu = ">= 1.12"\n  }\n}\n'
        assert terraform({"main.tf": text, "m.tf.json": '{"language": {}}'}).problems() == []


@pytest.mark.parametrize("text", ['variable "x" {\n  const      = true\n  deprecated = "m"\n  default    = 1\n}\n'])
def test_arguments_of_variables(terraform: Terraform, text: str) -> None:
    assert terraform(text).problems() == []
