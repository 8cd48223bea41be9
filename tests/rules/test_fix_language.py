"""`fix:` in rules: how it is read, what the schema accepts, and what lint reports."""

from __future__ import annotations

import jsonschema
import msgspec
import pytest
import yaml

from riveter.core.source import SourceFile
from riveter.linting.files import lint_source
from riveter.rules.model.fix import AddResource, SetArgument
from riveter.rules.model.rule import RuleSet
from riveter.rules.reading.reader import parse_rules
from riveter.rules.reading.schema import rules_schema

HEAD = """
- id: a
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: is_true}
  fix:
"""


def _summaries(fix: str) -> list[str]:
    return [each.summary for each in lint_source(SourceFile("rules.yml", HEAD + fix, "rules.yml"))]


def test_edits_are_read_and_survive_the_compiled_form() -> None:
    fix = """
    - {set: enable_key_rotation, value: true, in_place: true}
    - add_resource: aws_kms_alias
      body: {target_key_id: "${self.key_id}", name: "alias/{name}"}
"""
    rules = parse_rules(SourceFile("rules.yml", HEAD + fix, "rules.yml")).rules
    first, second = rules.rules[0].fix
    assert isinstance(first, SetArgument)
    assert (first.key, first.value, first.in_place) == ("enable_key_rotation", True, True)
    assert isinstance(second, AddResource)
    assert second.body["name"] == "alias/{name}"
    assert msgspec.json.decode(msgspec.json.encode(rules), type=RuleSet) == rules
    assert _summaries(fix) == []


def test_a_single_edit_needs_no_list() -> None:
    assert _summaries("    {set: enable_key_rotation, value: true}\n") == []


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ("{set: enable_key_rotation, valu: true}", "Unknown key `valu` in `set`"),
        ("{sett: enable_key_rotation, value: true}", "An edit needs one of"),
        ('{set: "**.x", value: 1}', "`set` can't use the key `**.x`"),
        ("{set: __name__, value: x}", "`__name__` is not written in the configuration"),
        ('{set: description, value: "{nme}"}', "Unknown placeholder `{nme}`"),
        ('{set: description, value: "${f({$.policy})}"}', "`{$.policy}` can't be inside of `${…}`"),
        ('{set: description, value: "{param.x}"}', "Unknown parameter `x`"),
        ("{set: description, value: yes}", "`yes` may mean text or a bool"),
        ("{add_resource: aws_kms_alias, body: {name: x}}", "Nothing connects `aws_kms_alias` with the resource"),
        ('{set: description, value: "${a +}"}', "The template can't be read"),
        ('{set: description, value: "${self.arn}"}', "Only the body of `add_resource` can name `self`"),
        ("{set: no_such, value: 1}", "`aws_kms_key` has no `no_such`"),
        ("{set: arn, value: x}", "`arn` is set by the provider"),
        ("{set: description.x, value: 1}", "`description` has no parts that a fix can set"),
        ("{set: rotation_period_in_days, value: x}", "`rotation_period_in_days` is number, but the value is text"),
        ("{add_block: description, body: {}}", "`description` is an argument, not a block"),
        ("{set: enable_key_rotation, value: false}", "With this value of `enable_key_rotation`, the rule fails still"),
        ("{set: description, value: x, resource_type: aws_s3_bucket}", "The rule is not about `aws_s3_bucket`"),
        ("{set: description, value: x, formerly: no_such}", "`aws_kms_key` has no `no_such`"),
        ("{set: description, value: x, formerly: '**.x'}", "`formerly` can't use the key"),
        ("{add_block: timeouts, body: {create: x}, by: name}", "`body` has no plain value for `name`"),
        ("{add_block: timeouts, body: {create: '{name}'}, by: create}", "`body` has no plain value for `create`"),
        ('{add_resource: aws_kms_alias, body: {name: "${self.id}"}}', "`aws_kms_alias` needs `target_key_id`"),
        ('{add_resource: aws_kms_alia, body: {name: "${self.id}"}}', "There is no resource type `aws_kms_alia`"),
    ],
)
def test_mistakes_are_reported(edit: str, expected: str) -> None:
    assert any(expected in summary for summary in _summaries(f"    - {edit}\n")), _summaries(f"    - {edit}\n")


def test_braces_of_expressions_and_documents_are_no_placeholders() -> None:
    assert _summaries("""    - {set: description, value: "${jsonencode({a = 1})} $${name} {\\"a\\": 1}"}\n""") == []


def test_rules_with_other_types_than_their_edit_are_checked_by_its_types() -> None:
    text = """
- id: a
  resource_type: [aws_ebs_volume, aws_efs_file_system]
  assertions: {key: encrypted, operator: is_true}
  fix:
    - {set: encrypted, value: true}
    - {set: size, value: 1, resource_type: aws_ebs_volume}
"""
    assert lint_source(SourceFile("rules.yml", text, "rules.yml")) == []


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    validator = jsonschema.Draft202012Validator(rules_schema())
    good = "    - {set: enable_key_rotation, value: true, formerly: rotation}\n    - {remove: policy}\n"
    good += "    - {add_block: grant, by: name, body: {name: x}}\n"
    assert validator.is_valid(yaml.safe_load(HEAD + good))
    assert not validator.is_valid(yaml.safe_load(HEAD + "    - {set: enable_key_rotation}\n"))
    assert not validator.is_valid(yaml.safe_load(HEAD + "    - {add_resource: aws_kms_alias}\n"))


def test_a_former_key_that_an_assertion_is_about_is_known() -> None:
    text = """
- id: a
  resource_type: azurerm_kubernetes_cluster
  assertions:
    any:
      - {key: azure_policy_enabled, operator: is_true}
      - {key: "**.addon_profile.azure_policy.enabled", operator: is_true}
  fix: {set: azure_policy_enabled, value: true, formerly: addon_profile.azure_policy.enabled}
"""
    assert lint_source(SourceFile("rules.yml", text, "rules.yml")) == []


def test_a_parameter_of_a_fix_is_used() -> None:
    text = """
parameters: {days: {type: number, default: 90}}
rules:
  - id: a
    resource_type: aws_kms_key
    assertions: {key: enable_key_rotation, operator: is_true}
    fix: {set: rotation_period_in_days, value: "{param.days}"}
"""
    assert lint_source(SourceFile("rules.yml", text, "rules.yml")) == []
