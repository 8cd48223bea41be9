"""Rules say of a plan and of a state what they say of the configuration behind it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from riveter.api import ScanOptions, Targets, scan
from tests.terraform.plans.conftest import FIXTURES

RULES = """
rules:
  - id: rotation
    name: Keys rotate
    resource_type: aws_kms_key
    assertions: [{key: enable_key_rotation, operator: equals, value: true}]
  - id: database-key
    name: Databases have a key
    resource_type: aws_db_instance
    assertions: [{key: kms_key_id, operator: exists}]
  - id: no-deletion-protection
    name: Databases are protected
    resource_type: aws_db_instance
    assertions: [{key: deletion_protection, operator: exists}]
  - id: closed
    name: Nothing is open to the world
    resource_type: aws_security_group
    assertions: [{each: ingress, assertions: [{key: cidr_blocks, operator: not_contains, value: 0.0.0.0/0}]}]
  - id: encrypted
    name: Buckets are encrypted with a key
    resource_type: aws_s3_bucket
    assertions:
      - related: {resource_type: aws_s3_bucket_server_side_encryption_configuration, via: bucket}
        assertions: [{key: "rule.*.apply_server_side_encryption_by_default.*.kms_master_key_id", operator: exists}]
  - id: tls
    name: Bucket policies deny
    resource_type: aws_s3_bucket_policy
    assertions: [{key: "policy.Statement.*.Effect", operator: equals, value: Deny}]
  - id: kept
    name: Databases are not destroyed by accident
    resource_type: aws_db_instance
    assertions: [{key: lifecycle.prevent_destroy, operator: equals, value: true}]
"""


def verdicts(target: str, rules: str = RULES, stdin: bytes | None = None) -> dict[str, list[str]]:
    """Outcomes by rule, in the order of the resources' addresses."""
    Path("rules.yml").write_text(rules, "utf-8")
    result = scan(ScanOptions(targets=Targets(paths=(target,), stdin=stdin, cache=False), rules=("rules.yml",)))
    assert [d for d in result.diagnostics if d.severity == "error"] == []
    found: dict[str, list[str]] = {}
    for finding in sorted(result.findings, key=lambda item: item.resource.address):
        found.setdefault(finding.rule_id, []).append(finding.outcome.value)
    return found


@pytest.fixture
def create(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the configuration and its plan, as the working directory."""
    shutil.copytree(FIXTURES / "create", tmp_path / "create")
    monkeypatch.chdir(tmp_path / "create")
    return tmp_path / "create"


EXPECTED = {
    "rotation": ["fail"],
    "database-key": ["pass"],
    "no-deletion-protection": ["fail"],
    "closed": ["pass"],
    "encrypted": ["pass", "pass"],
    "tls": ["pass"],
    "kept": ["pass"],
}


def test_the_plan_beside_its_configuration_gets_the_verdicts_of_the_configuration(create: Path) -> None:
    assert verdicts(".") == EXPECTED
    assert verdicts("plan.json") == EXPECTED
    assert verdicts("-", stdin=(create / "plan.json").read_bytes()) == EXPECTED


def test_a_plan_alone_is_unknown_where_it_does_not_say(
    create: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(create / "plan.json", alone)
    monkeypatch.chdir(alone)
    assert verdicts("plan.json") == {**EXPECTED, "kept": ["unknown"], "tls": ["unknown"]}


def test_rules_can_ask_what_a_plan_is_about_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(FIXTURES / "change" / "plan.json", tmp_path)
    monkeypatch.chdir(tmp_path)
    rules = """
        rules:
          - id: stays
            name: Topics are not replaced
            resource_type: aws_sns_topic
            assertions: [{key: __change_actions__, operator: not_contains, value: delete}]
    """
    assert verdicts("plan.json", rules) == {"stays": ["pass", "fail", "pass"]}  # kept, replaced, updated


@pytest.mark.parametrize("target", ["terraform.tfstate", "state.json"])
def test_a_state_is_validated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    shutil.copy(FIXTURES / "applied" / target, tmp_path)
    monkeypatch.chdir(tmp_path)
    rules = """
        rules:
          - id: blocked
            name: Buckets block public access
            resource_type: aws_s3_bucket
            assertions:
              - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
                quantifier: any
                assertions: [{key: block_public_acls, operator: equals, value: true}]
          - id: logging
            name: Buckets log
            resource_type: aws_s3_bucket
            assertions: [{key: logging, operator: exists}]
    """
    assert verdicts(target, rules) == {"blocked": ["fail", "pass"], "logging": ["fail", "fail"]}


@pytest.mark.parametrize("name", ["create", "unset"])
def test_what_is_known_of_a_plan_and_of_its_configuration_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / name
    shutil.copytree(FIXTURES / name, folder)
    alone = tmp_path / "alone"
    alone.mkdir()
    (folder / "plan.json").rename(alone / "plan.json")

    def known(target: Path, file: str) -> dict[tuple[str, str], str]:
        monkeypatch.chdir(target)
        result = scan(ScanOptions(targets=Targets(paths=(file,), cache=False), packs=("aws-security",)))
        assert [d for d in result.diagnostics if d.severity == "error"] == []
        return {
            (finding.rule_id, finding.resource.address): finding.outcome.value
            for finding in result.findings
            if finding.outcome.value in ("pass", "fail")
        }

    source, plan = known(folder, "."), known(alone, "plan.json")
    both = source.keys() & plan.keys()
    assert both
    assert {key: plan[key] for key in both} == {key: source[key] for key in both}


@pytest.mark.parametrize(
    ("assertion", "expected"),
    [
        ("{key: visibility_timeout_seconds, operator: greater_than_or_equal, value: 30}", "pass"),
        ("{key: visibility_timeout_seconds, operator: greater_than, value: 30}", "fail"),
        ("{key: visibility_timeout_seconds, operator: exists}", "fail"),
        ("{key: visibility_timeout_seconds, operator: not_exists}", "pass"),
        ("{key: visibility_timeout_seconds, operator: equals, value: null}", "pass"),
        ("{key: visibility_timeout_seconds, operator: not_equals, value: 30}", "fail"),
        ("{key: fifo_queue, operator: is_false}", "pass"),
        ("{key: fifo_queue, operator: is_true}", "fail"),
        ("{key: kms_master_key_id, operator: exists}", "fail"),
        ("{key: visibility_timeout_seconds, operator: in, value: [30, 60]}", "pass"),
        ("{key: delay_seconds, operator: less_than, value_from: visibility_timeout_seconds}", "pass"),
        ("{key: tags.Owner, operator: exists}", "fail"),
    ],
)
def test_a_default_of_the_provider_is_compared_but_not_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, assertion: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    rules = f"- name: a\n  id: a\n  resource_type: aws_sqs_queue\n  assertions: [{assertion}]\n"
    (tmp_path / "main.tf").write_text('resource "aws_sqs_queue" "q" {}\n')
    assert verdicts("main.tf", rules) == {"a": [expected]}
    after = {"visibility_timeout_seconds": 30, "fifo_queue": False, "delay_seconds": 0, "tags": None}
    change = {"actions": ["create"], "after": after, "after_unknown": {"id": True, "policy": True}}
    named = {"address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q"}
    plan = {
        "format_version": "1.2",
        "resource_changes": [{**named, "provider_name": "registry.terraform.io/hashicorp/aws", "change": change}],
        "configuration": {"root_module": {"resources": [{**named, "expressions": {}}]}},
    }
    (tmp_path / "main.tf").unlink()
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    assert verdicts("plan.json", rules) == {"a": [expected]}


def test_a_finding_about_a_default_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text('resource "aws_sqs_queue" "q" {}\n')
    (tmp_path / "rules.yml").write_text(
        "- name: a\n  resource_type: aws_sqs_queue\n  assertions: [{key: delay_seconds, operator: greater_than, value: 5}]\n"
    )
    (finding,) = scan(ScanOptions(targets=Targets(paths=("main.tf",), cache=False), rules=("rules.yml",))).findings
    assert finding.message == ("delay_seconds is 0, must be greater than 5 (not set: the provider's default)")
