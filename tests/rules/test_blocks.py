"""Rules about blocks that are no resources: `locals`, `module`, `variable`, `output`, `provider`, `terraform`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riveter.core.source import SourceFile
from riveter.linting import lint_source
from tests.rules.scans import outcomes, scan

TWO_BLOCKS = """
variable "region" {
  default = "eu-west-1"
}
locals {
  environment = "test"
  tags        = { Owner = "me" }
}
locals {
  region = var.region
  count  = 2
}
"""


def rule(type: str, conditions: str, filters: str = "") -> str:
    """A file with one rule."""
    return f"- {{id: r, name: r, resource_type: {type}, filters: [{filters}], assertions: [{conditions}]}}\n"


def summaries(text: str) -> list[str]:
    """What lint says of the rule file."""
    return [item.summary for item in lint_source(SourceFile("rules.yml", text, "rules.yml"))]


@pytest.mark.parametrize(
    ("condition", "filters", "expected"),
    [
        ("{key: environment, operator: in, value: [dev, prod]}", "{key: environment, operator: exists}", ["fail"]),
        ("{key: tags.Owner, operator: equals, value: me}", "{key: tags, operator: exists}", ["pass"]),
        ("{key: region, operator: starts_with, value: eu-}", "{key: region, operator: exists}", ["pass"]),
        ("{key: count, operator: equals, value: 3}", "{key: count, operator: exists}", ["fail"]),
        ("{key: '*', operator: not_equals, value: test}", "", ["fail", "pass"]),
        ("{key: environment, operator: exists}", "", ["fail", "pass"]),
    ],
)
def test_each_block_of_local_values_is_checked(
    condition: str, filters: str, expected: list[str], tmp_path: Path
) -> None:
    found = scan(tmp_path, rule("locals", condition, filters), TWO_BLOCKS)["findings"]

    assert sorted(item["outcome"] for item in found) == expected


def test_a_finding_of_a_local_value_has_its_place_and_origin(tmp_path: Path) -> None:
    condition = rule("locals", "{key: region, operator: not_equals, value: eu-west-1}")

    (found,) = [item for item in scan(tmp_path, condition, TWO_BLOCKS)["findings"] if item["outcome"] == "fail"]

    (result,) = found["assertions"]
    assert (result["location"]["line"], result["location"]["column"]) == (10, 12)
    assert [step["what"] for step in result["provenance"]] == ["var.region"]


def test_a_local_value_counts_in_the_block_that_gives_it(tmp_path: Path) -> None:
    files = {"main.tf": TWO_BLOCKS, "main_override.tf": 'locals {\n  environment = "prod"\n}\n'}
    condition = rule(
        "locals", "{key: environment, operator: equals, value: prod}", "{key: environment, operator: exists}"
    )

    (found,) = scan(tmp_path, condition, files)["findings"]

    assert found["outcome"] == "pass"
    assert found["resource"]["file"].endswith("main_override.tf")


def test_a_comment_at_a_local_value_covers_it(tmp_path: Path) -> None:
    text = TWO_BLOCKS.replace('"test"', '"test" # riveter:ignore r')

    found = scan(tmp_path, rule("locals", "{key: '*', operator: not_equals, value: test}"), text)["findings"]

    assert sorted(item["outcome"] for item in found) == ["pass", "suppressed"]


@pytest.mark.parametrize("type", ["output", "module"])
def test_dependencies_are_texts(type: str, tmp_path: Path) -> None:
    files = {
        "m/main.tf": "",
        "main.tf": """
            resource "aws_kms_key" "k" {}
            output "o" {
              value      = 1
              depends_on = [aws_kms_key.k]
            }
            module "m" {
              source     = "./m"
              depends_on = [aws_kms_key.k]
            }
        """,
    }

    found = outcomes(tmp_path, rule(type, "{key: depends_on, operator: contains, value: aws_kms_key.k}"), files)

    assert list(found.values()) == ["pass"]


@pytest.mark.parametrize(
    ("type", "condition", "expected"),
    [
        ("variable", "{key: descripton, operator: exists}", ["A `variable` block has no `descripton`"]),
        ("variable", "{key: sensitive, operator: equals, value: perhaps}", ["`sensitive` of `variable` is a bool: it is never `perhaps`"]),
        ("variable", "{key: validation.0.errormessage, operator: exists}",
         ["`validation` of `variable` has no attribute or block `errormessage`"]),
        ("variable", "{key: lifecycle.prevent_destroy, operator: exists}", ["A `variable` block has no `lifecycle`"]),
        ("[variable, output]", "{key: ephemral, operator: exists}",
         ["A `variable` block has no `ephemral`", "An `output` block has no `ephemral`"]),
        ("output", "{key: default, operator: exists}", ["An `output` block has no `default`"]),
        ("terraform", "{key: required_versions, operator: exists}", ["A `terraform` block has no `required_versions`"]),
        ("terraform", "{key: backend.bucket, operator: exists}", []),
        ("terraform", "{key: backend.type, operator: equals, value: s3}", []),
        ("module", "{key: source, operator: is_true}", []),
        ("module", "{key: source.ref, operator: exists}", ["`source` of `module` is a string: there is no `ref` in it"]),
        ("module", "{key: vpc_id, operator: exists}", []),
        ("provider", "{key: regoin, operator: exists}", []),
        ("locals", "{key: whatever.it.is, operator: exists}", []),
        ("check", "{key: assert, operator: exists}", ["No rule reaches `check` blocks"]),
    ],
)  # fmt: skip
def test_lint_knows_the_keys_of_blocks(type: str, condition: str, expected: list[str]) -> None:
    assert summaries(rule(type, condition)) == expected


def test_lint_knows_the_arguments_of_one_provider() -> None:
    filters = "{key: __name__, operator: equals, value: aws}"

    assert summaries(rule("provider", "{key: regoin, operator: exists}", filters)) == [
        "`provider.aws` has no attribute or block `regoin`"
    ]
    assert summaries(rule("provider", "{key: default_tags.0.tags.Owner, operator: exists}", filters)) == []


@pytest.mark.parametrize("type", ["variable", "output", "terraform", "module", "provider", "locals"])
def test_editors_are_offered_the_keys(type: str) -> None:
    from riveter.rules.reading.schema import rules_schema

    schema = rules_schema()["$defs"]
    offered = schema[f"keys_of_{type}"]["properties"]["key"]["anyOf"][0]["enum"]

    assert ("description" in offered) is (type in ("variable", "output"))
    assert type in schema["rule"]["properties"]["resource_type"]["anyOf"][0]["examples"]
    assert json.dumps(schema["rule"]["allOf"]).count(f"keys_of_{type}") == 4
