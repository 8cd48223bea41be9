"""Rules about some versions of a provider: `provider: "aws < 6.0"`."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.api import ScanOptions, Targets, scan
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.linting import lint_source

RULE = """
- id: old
  name: The default of old versions
  resource_type: aws_redshift_cluster
  provider: {demand}
  assertions: [{{key: publicly_accessible, operator: {operator}}}]
"""
CLUSTER = 'resource "aws_redshift_cluster" "c" {}\n'
DEMAND = 'terraform {{\n  required_providers {{\n    aws = {{\n      version = "{}"\n    }}\n  }}\n}}\n'


def shown(demand: str) -> str:
    """A demand in YAML: a map as it is, a text in quotes."""
    return demand if demand.startswith("{") else f'"{demand}"'


def newest(versions: str) -> str:
    """A demand that is about the newest version that is allowed, where none is determined."""
    return f'{{versions: "{versions}", undetermined: newest}}'


def verdicts(folder: Path, demand: str, operator: str = "exists") -> list[str]:
    """The verdicts of the rule in a folder."""
    rules = folder / "rules.yml"
    rules.write_text(RULE.format(demand=shown(demand), operator=operator))
    result = scan(ScanOptions(targets=Targets(paths=(str(folder),), cache=False), rules=(str(rules),)))
    assert [item for item in result.diagnostics if item.severity == "error"] == []
    return [finding.outcome.value for finding in result.findings]


@pytest.mark.parametrize(
    ("constraint", "demand", "expected"),
    [
        ("~> 5.0", "aws < 6.0", ["fail"]),
        (">= 6.0", "aws < 6.0", []),
        (">= 6.0", "aws >= 6", ["fail"]),
        (">= 5.0", "aws < 6.0", ["unknown"]),
        ("5.100.0", "aws ~> 5.50", ["fail"]),
        ("5.100.0", "aws >= 5.0, < 5.50", []),
    ],
)
def test_the_constraints_decide(tmp_path: Path, constraint: str, demand: str, expected: list[str]) -> None:
    (tmp_path / "main.tf").write_text(DEMAND.format(constraint) + CLUSTER)
    assert verdicts(tmp_path, demand) == expected


@pytest.mark.parametrize(
    ("constraint", "versions", "expected"),
    [
        ("~> 5.0", "aws < 6.0", ["fail"]),
        (">= 5.0", "aws < 6.0", []),  # there is 6.0
        (">= 5.0", "aws >= 6.0", ["fail"]),
        (">= 4.0, < 6.0", "aws >= 5.0", ["fail"]),  # the newest before 6.0
        (">= 4.0, < 6.0", "aws < 5.0", []),
        (">= 4.0, <= 6.0", "aws < 6.0", []),
        (">= 4.0, <= 6.0", "aws >= 6.0", ["fail"]),
        (">= 4.0, < 6.0", "aws >= 6.0", []),
        (">= 4.0, < 6.1", "aws > 6.0.5", ["fail"]),
        ("", "aws < 6.0", []),
        ("", "aws >= 4.0", ["fail"]),
    ],
)
def test_of_versions_that_are_not_determined_it_may_be_the_newest(
    tmp_path: Path, constraint: str, versions: str, expected: list[str]
) -> None:
    (tmp_path / "main.tf").write_text((DEMAND.format(constraint) if constraint else "") + CLUSTER)
    assert verdicts(tmp_path, newest(versions)) == expected


def test_the_lock_file_decides_before_the_newest(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(DEMAND.format(">= 5.0") + CLUSTER)
    lock = 'provider "registry.terraform.io/hashicorp/aws" {\n  version     = "5.99.1"\n}\n'
    (tmp_path / ".terraform.lock.hcl").write_text(lock)
    assert verdicts(tmp_path, newest("aws < 6.0")) == ["fail"]


@pytest.mark.parametrize(
    ("demand", "summary"),
    [
        ('{versions: "aws latest"}', "`aws latest` names no versions of a provider"),
        ("{undetermined: newest}", "`versions` is missing in the provider of a rule"),
        ('{version: "aws < 6"}', "Unknown key `version` in the provider of a rule"),
        ('{versions: "aws < 6", undetermined: latest}', "`undetermined` can't be `latest`"),
        ('["aws < 6"]', "`provider` must be text, not a list"),
    ],
)
def test_what_is_written_wrong_is_an_error(demand: str, summary: str) -> None:
    found = [item for item in lint(RULE.format(demand=demand, operator="exists")) if item.severity == "error"]
    assert [item.summary for item in found] == [summary]
    assert found[0].span is not None
    assert found[0].span.start_line == 5


def test_what_passes_anyway_passes_whatever_the_version_is(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(CLUSTER)
    assert verdicts(tmp_path, "aws < 6.0", "not_exists") == ["pass"]
    assert verdicts(tmp_path, "aws < 6.0", "exists") == ["unknown"]


def test_the_lock_file_decides_before_the_constraints(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(DEMAND.format(">= 5.0") + CLUSTER)
    lock = 'provider "registry.terraform.io/hashicorp/aws" {{\n  version     = "{}"\n}}\n'
    (tmp_path / ".terraform.lock.hcl").write_text(lock.format("6.2.0"))
    assert verdicts(tmp_path, "aws < 6.0") == []
    (tmp_path / ".terraform.lock.hcl").write_text(lock.format("5.99.1"))
    assert verdicts(tmp_path, "aws < 6.0") == ["fail"]


def test_the_constraints_of_a_module_and_of_its_callers_count(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text(CLUSTER)
    (tmp_path / "main.tf").write_text(DEMAND.format("~> 5.0") + 'module "m" {\n  source = "./m"\n}\n')
    assert verdicts(tmp_path, "aws < 6.0") == ["fail"]


def lint(text: str) -> list[Diagnostic]:
    return lint_source(SourceFile("rules.yml", text, "rules.yml"))


@pytest.mark.parametrize("demand", ["aws", "< 6.0", "aws latest", "aws > 6, < 5"])
def test_what_names_no_versions_is_an_error(demand: str) -> None:
    (found,) = [item for item in lint(RULE.format(demand=shown(demand), operator="exists")) if item.severity == "error"]
    assert found.summary == f"`{demand}` names no versions of a provider"
    assert found.span is not None
    assert found.span.start_line == 5


def test_a_provider_that_the_types_are_not_of_is_told() -> None:
    (found,) = lint(RULE.format(demand=shown("google < 6.0"), operator="exists"))
    assert "none of its resource types is of that provider" in found.summary
    assert lint(RULE.format(demand=shown("aws < 6.0"), operator="exists")) == []


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("required_providers.*.version", "is a provider of the name `version`"),
        ("backend.s3.encrypt", "contains no `s3`: that is its label"),
        ("backend.*.azurerm", "contains no `azurerm`: that is its label"),
        ("backend.encrypt", ""),
        ("backend.type", ""),
        ("required_providers.version", "is a provider of the name `version`"),
        ("required_providers.0.source", "is a provider of the name `source`"),
        ("required_providers.*.*.versions", "has no `versions`"),
        ("required_provider.*.*.version", "has no `required_provider`"),
        ("required_providers.*.*.version", ""),
        ("required_providers.aws.version", ""),
        ("required_providers.*.aws.version", ""),
        ("required_providers.aws", ""),
        ("required_version", ""),
        ("backend.*.bucket", ""),
        ("**.version", ""),
        ("__file__", ""),
    ],
)
def test_keys_of_terraform_blocks_that_lead_nowhere_are_told(key: str, said: str) -> None:
    text = f'- name: a\n  resource_type: terraform\n  assertions: [{{key: "{key}", operator: exists}}]\n'
    found = [item.summary for item in lint(text)]
    assert (len(found) == 1 and said in found[0]) if said else found == []


@pytest.mark.parametrize(
    ("kind", "key", "said"),
    [
        ("variable", "descripton", "A `variable` block has no `descripton`"),
        ("variable", "validation.*.condition", ""),
        ("variable", "sensitive", ""),
        ("output", "sensitiv", "An `output` block has no `sensitiv`"),
        ("output", "description", ""),
        (
            "aws_instance",
            "provisioner.local-exec.command",
            "A `provisioner` block contains no `local-exec`: that is its label",
        ),
        ("aws_instance", "provisioner.command", ""),
    ],
)
def test_keys_of_variables_and_outputs_that_lead_nowhere_are_reported(kind: str, key: str, said: str) -> None:
    text = f'- name: a\n  resource_type: {kind}\n  assertions: [{{key: "{key}", operator: exists}}]\n'
    assert [item.summary for item in lint(text)] == ([said] if said else [])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("aws_s3_buckt", "has no resource type `aws_s3_buckt`"),
        ("[aws_s3_bucket, data.aws_callr_identity]", "has no data source `aws_callr_identity`"),
        ("[aws_s3_bucket, data.aws_caller_identity]", ""),
        ("aws_*", ""),
        ("aws_s3_bucket.logs", ""),
        ("var.name_of_it", ""),
    ],
)
def test_types_that_references_names_are_checked(value: str, said: str) -> None:
    text = f"- name: a\n  resource_type: aws_s3_bucket\n  assertions: [{{key: bucket, operator: references, value: {value}}}]\n"
    found = [item.summary for item in lint(text)]
    assert (len(found) == 1 and said in found[0]) if said else found == []
