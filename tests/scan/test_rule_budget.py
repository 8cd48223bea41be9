"""What rules may cost grows with the source, and depends on nothing else. Beyond it, the rest is reported as not judged."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from riveter import api, diffing, engine
from riveter.cli.main import main
from riveter.core import effort
from riveter.core.effort import EffortSpentError, effort_for, limited, remaining, spend
from riveter.files.coverage import Omission
from riveter.findings import Outcome
from riveter.resource import Resource
from riveter.terraform.modules.instance import ResourceInstance
from riveter.terraform.values import budget
from tests.diffing.conftest import GitFolder

RULES = """
- {name: named, resource_type: aws_s3_bucket, assertions: [{key: bucket, operator: exists}]}
- name: blocked
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
- {name: closed, resource_type: aws_s3_bucket, assertions: [{key: acl, operator: not_equals, value: public-read}]}
"""
OPEN = 'resource "aws_s3_bucket" "a" {\n  bucket = "a"\n  acl    = "public-read"\n}\n'
MANY = 'resource "aws_s3_bucket" "b" {\n  count  = %d\n  bucket = "b-${count.index}"\n}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rules.yml").write_text(RULES)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "main.tf").write_text(OPEN + MANY % 300)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scan(*paths: str, jobs: int = 1, **options: Any) -> api.ScanResult:
    chosen = options or {"rules": ("rules.yml",)}
    targets = api.Targets(paths=paths or ("app",), cache=False)
    return api.scan(api.ScanOptions(targets=targets, jobs=jobs, **chosen))


def outcomes(result: api.ScanResult) -> dict[tuple[str, str, str], Outcome]:
    return {(f.resource.root, f.resource.address, f.rule_id): f.outcome for f in result.findings}


def errors(result: api.ScanResult) -> list[str]:
    return [item.summary for item in result.diagnostics if item.severity == "error"]


def test_what_takes_too_much_is_reported_with_what_was_judged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = scan()
    assert errors(full) == []
    assert len(full.findings) == 903
    monkeypatch.setattr(effort, "BASE", 5_000)
    cut = scan()
    found = outcomes(cut)
    assert errors(cut) == ["Rule budget exceeded"]
    assert 50 < len(found) < 500
    assert found.items() <= outcomes(full).items()
    assert found["app", "aws_s3_bucket.a", "closed"] is Outcome.FAIL
    (left,) = [item for item in cut.not_scanned if item.kind is Omission.RULE_BUDGET]
    assert left.name == "app"
    judged = {address for _, address, rule in found if rule == "closed"}
    assert left.detail == f"{301 - len(judged)} resources"
    assert main(("scan", "-r", "rules.yml", "--no-cache", "-f", "json", "app")) == 2
    report = json.loads(capsys.readouterr().out)
    assert report["not_scanned"]["items"] == [{"kind": "rule_budget", "name": "app", "detail": left.detail}]
    assert report["summary"]["findings"]["fail"] > 0


@pytest.mark.parametrize("base", [400, 5_000, 20_000, 400_000])
def test_several_processes_judge_what_one_does(folder: Path, monkeypatch: pytest.MonkeyPatch, base: int) -> None:
    monkeypatch.setattr(effort, "BASE", base)
    alone = scan()
    monkeypatch.setattr(engine, "WORTH_A_PROCESS", 100)
    monkeypatch.setattr(engine, "available", lambda: 4)
    together = scan(jobs=4)
    assert outcomes(together) == outcomes(alone)
    assert together.not_scanned == alone.not_scanned
    assert errors(together) == errors(alone)
    assert [rule.passed for rule in together.rules] == [rule.passed for rule in alone.rules]


def test_each_root_has_its_share_whatever_the_others_take(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "BASE", 20_000)
    for name, number in (("p", 2_000), ("q", 3), ("r", 1_000), ("s", 5)):
        (folder / name).mkdir()
        (folder / name / "main.tf").write_text(OPEN + MANY % number)
    found = [outcomes(scan(*order)) for order in ("pqrs", "srqp", "qspr")]
    assert found[0] == found[1] == found[2]
    for root, number in (("q", 4), ("s", 6)):
        assert sum(1 for where, _, _ in found[0] if where == root) == 3 * number
    assert 100 < sum(1 for where, _, _ in found[0] if where == "p") < 3_000


def test_the_steps_grow_with_the_source_and_many_roots_have_enough() -> None:
    assert effort_for(100_000) > effort_for(1_000) > effort_for(1_000, 10)
    assert effort_for(0, 2_000) >= effort_for(0) // 10
    # the hungriest of some hundred public root modules takes 12,000, for 200,000 characters
    assert effort_for(5_000, 2_000) > 50_000
    assert effort_for(10**9) == effort.MOST


def test_a_plan_has_steps_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resources = [
        {"address": f"aws_s3_bucket.b{i}", "mode": "managed", "type": "aws_s3_bucket", "name": f"b{i}", "values": {}}
        for i in range(200)
    ]
    plan = {"format_version": "1.2", "planned_values": {"root_module": {"resources": resources}}}
    (folder / "plan.json").write_text(json.dumps(plan))
    assert errors(scan("plan.json")) == []
    monkeypatch.setattr(effort, "BASE", 1_000)
    monkeypatch.setattr(effort, "PER_CHARACTER", 0)
    cut = scan("plan.json")
    assert errors(cut) == ["Rule budget exceeded"]
    assert 10 < len(cut.findings) < 300


def test_no_secret_is_told_that_a_rule_had_no_steps_to_find(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(f'  value{i} = "x{i}"\n' for i in range(40))
    secret = 'resource "aws_ssm_parameter" "z" {\n  count = 50\n' + lines + '  name = "AKIAIOSFODNN7EXAMQLE"\n}\n'
    (folder / "app" / "z.tf").write_text(secret)
    (folder / "rules.yml").write_text(
        RULES + '- {name: s, resource_type: "aws_ssm_*", assertions: [{key: "**", operator: not_looks_like_secret}]}\n'
        '- {name: t, resource_type: "aws_ssm_*", assertions: [{key: name, operator: equals, value: x}]}\n'
    )
    for base in (10, 100, 1_000, 10_000):
        monkeypatch.setattr(effort, "BASE", base)
        monkeypatch.setattr(effort, "PER_CHARACTER", 0)
        cut = scan()
        assert errors(cut) == ["Rule budget exceeded"]
        assert not any("AKIAIOSFODNN7EXAMQLE" in str(finding) for finding in cut.findings)


def test_nothing_is_called_fixed_that_was_not_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = GitFolder(tmp_path / "git", tmp_path)
    folder.commit({"rules.yml": RULES, "app/main.tf": MANY % 20 + OPEN})
    monkeypatch.chdir(folder.path)
    options = api.ScanOptions(targets=api.Targets(cache=False), rules=("rules.yml",))
    scanned = api.scan(options)
    folder.write({"app/main.tf": MANY % 3_000 + OPEN})
    monkeypatch.setattr(effort, "BASE", 2_000)
    result = diffing.scan(options, "HEAD")
    assert errors(result) == ["Rule budget exceeded"]
    assert result.diff is not None
    assert not result.diff.fixed
    assert len(scanned.findings) == 63


# --- what steps are ------------------------------------------------------------------------------


def test_steps_are_spent_only_where_they_are_counted() -> None:
    spend(10**9)
    with limited(10):
        spend(10)
        assert remaining() == 0
        for _ in range(2):
            with pytest.raises(EffortSpentError):
                spend(1)
        with limited(5):
            spend(5)
    spend(10**9)


def calls_and_steps(path: Path) -> tuple[int, float]:
    """How many functions the rules of a pack call for a root module, and how many steps are counted for them."""
    counted = [0, 0.0]
    judging = engine.Engine._judge_all

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        counted[0] += event == "call"

    def judge(self: engine.Engine, resources: list[Resource], *others: Any) -> Any:
        for resource in resources:
            _ = resource.references  # evaluating them has a budget of its own
        before = sys.getprofile()
        sys.setprofile(note)
        try:
            return judging(self, resources, *others)
        finally:
            sys.setprofile(before)
            counted[1] = effort.BASE - remaining()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine.Engine, "_judge_all", judge)
        scan(str(path), packs=("aws-security", "soc2-security"))
    return int(counted[0]), counted[1]


NUMBERS = "flatten([for a in range(20): [for b in range(1000): 1000 * a + b]])"
STATEMENTS = """jsonencode({ Statement = [for i in range(%d): {
    Effect = i %% 2 == 0 ? "Allow" : "Deny", Action = ["s3:Get*", "iam:Pass*", "*"], Principal = "*",
    Resource = ["arn:aws:s3:::b${i}/*", "*"], Condition = { StringEquals = { "aws:SourceAccount" = ["123456789012"] } }
  }] })"""
BUCKETS = 'resource "aws_s3_bucket" "b" {\n  count = %d\n  bucket = "b-${count.index}"\n}\n'
SHAPES = {
    "instances": BUCKETS % 2_000,
    "instances by key": f'resource "aws_s3_bucket" "b" {{\n  for_each = toset([for i in {NUMBERS}: "k${{i}}"])\n}}\n',
    "blocks": 'resource "aws_security_group" "g" {\n  dynamic "ingress" {\n    for_each = ' + NUMBERS + """
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}
""",
    "rules of a group": 'resource "aws_security_group" "g" {\n}\nresource "aws_security_group_rule" "r" {\n  count = 2000\n'
    '  type = "ingress"\n  security_group_id = aws_security_group.g.id\n  from_port = count.index\n  to_port = 22\n'
    '  protocol = "tcp"\n  cidr_blocks = ["0.0.0.0/0"]\n}\n',
    "a reference to any instance": 'variable "n" {}\n' + BUCKETS % 600 + 'resource "aws_s3_bucket_public_access_block" "p" {\n'
    "  count = 600\n  bucket = aws_s3_bucket.b[var.n].id\n}\n",
    "references to all instances": BUCKETS % 300 + 'resource "aws_s3_bucket_policy" "p" {\n  count = 300\n'
    '  bucket = join("-", aws_s3_bucket.b[*].id)\n  policy = jsonencode({ Resource = aws_s3_bucket.b[*].arn })\n}\n',
    "names that are not known": 'variable "n" {}\n' + (BUCKETS % 500).replace("b-", "${var.n}")
    + 'resource "aws_s3_bucket_public_access_block" "p" {\n  count = 500\n  bucket = "${count.index}${var.n}"\n}\n',
    "statements": 'resource "aws_s3_bucket_policy" "p" {\n  bucket = "b"\n  policy = ' + STATEMENTS % 400 + "\n}\n",
    "policies": 'resource "aws_iam_policy" "p" {\n  count = 200\n  policy = ' + STATEMENTS % 20 + "\n}\n",
    "policies of a role": 'resource "aws_iam_role" "r" {\n  count = 50\n}\nresource "aws_iam_role_policy" "p" {\n  count = 400\n'
    "  role = aws_iam_role.r[count.index % 50].id\n  policy = " + STATEMENTS % 10 + "\n}\n",
    "alternatives": "".join(f'variable "u{i}" {{}}\n' for i in range(6)) + 'resource "aws_security_group" "g" {\n  count = 40\n'
    + "".join(
        f"  ingress {{\n    from_port = var.u{i} == 1 ? 22 : 80\n    to_port = var.u{i} == 1 ? 22 : 3389\n"
        f'    protocol = "tcp"\n    cidr_blocks = [var.u{i} == 1 ? "0.0.0.0/0" : "10.0.0.0/8"]\n  }}\n' for i in range(6)
    ) + "}\n",
    "texts": 'locals {\n  t = join("\\n", [for i in range(1000): "export password=${i}abcdefgh"])\n}\n'
    'resource "aws_instance" "i" {\n  count = 60\n  user_data = "${count.index}${local.t}"\n}\n',
    "maps": 'resource "aws_lambda_function" "f" {\n  count = 100\n  environment {\n'
    '    variables = { for i in range(100): "PASSWORD_${i}" => "hunter${i}and${count.index}more" }\n  }\n}\n',
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_step_is_about_the_same_work_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str) -> None:
    """Else some small source would keep the rules busy for minutes before its steps are used up."""
    monkeypatch.setattr(effort, "BASE", 20_000)
    monkeypatch.setattr(effort, "PER_CHARACTER", 0)
    (tmp_path / "main.tf").write_text(SHAPES[shape])
    calls, steps = calls_and_steps(tmp_path)
    assert steps > 2_000
    assert calls < 40 * steps + 50_000
    assert os.path.getsize(tmp_path / "main.tf") < 3_000


REFERRING = """
variable "n" {}
resource "aws_kms_key" "k" {
  count = 50
}
locals {
  some = sort(aws_kms_key.k[*].arn)[0]
}
resource "aws_sqs_queue" "q" {
  count             = 400
  kms_master_key_id = local.some
}
resource "aws_sns_topic" "t" {
  kms_master_key_id = aws_kms_key.k[49].arn
}
"""
UNUSED = """
- name: unused
  resource_type: aws_kms_key
  assertions:
    - related: {resource_type: "aws_s*", via: kms_master_key_id}
      quantifier: none
- name: used
  resource_type: aws_kms_key
  assertions:
    - related: {resource_type: "aws_s*", via: kms_master_key_id}
"""


@pytest.mark.parametrize("steps", [4_000, 8_000, 16_000])
def test_no_relation_is_decided_where_references_were_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    monkeypatch.setattr(budget, "BASE_STEPS", steps)
    monkeypatch.setattr(budget, "STEPS_PER_CHARACTER", 0)
    (folder / "app" / "main.tf").write_text(REFERRING)
    (folder / "rules.yml").write_text(UNUSED)
    result = scan()
    assert errors(result) == ["Evaluation budget exceeded"]
    found = outcomes(result)
    assert len(found) == 100
    assert {outcome for (_, address, _), outcome in found.items() if "49" not in address} == {Outcome.UNKNOWN}
    assert found["app", "aws_kms_key.k[49]", "unused"] is not Outcome.PASS
    assert found["app", "aws_kms_key.k[49]", "used"] is not Outcome.FAIL


def test_nothing_is_made_when_the_steps_are_used_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An expression with a splat over many instances costs what it makes, before it makes it."""
    monkeypatch.setattr(budget, "BASE_STEPS", 1_000)
    monkeypatch.setattr(budget, "STEPS_PER_CHARACTER", 0)
    read = 0
    original = ResourceInstance.read

    def reading(self: ResourceInstance, name: str) -> Any:
        nonlocal read
        read += 1
        return original(self, name)

    monkeypatch.setattr(ResourceInstance, "read", reading)
    text = (
        BUCKETS % 400 + 'resource "aws_sqs_queue" "q" {\n  count = 400\n  name = join("-", aws_s3_bucket.b[*].id)\n}\n'
    )
    (tmp_path / "main.tf").write_text(text)
    scan(str(tmp_path), packs=("aws-security",))
    assert read < 2_000


def test_an_explanation_has_the_steps_of_a_scan(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("explain", "blocked", "aws_s3_bucket.a", "-r", "rules.yml", "-t", "app", "--no-cache")
    assert main(arguments) == 0
    monkeypatch.setattr(effort, "BASE", 10)
    monkeypatch.setattr(effort, "PER_CHARACTER", 0)
    capsys.readouterr()
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert "the rule takes more than 10 steps on aws_s3_bucket.a" in said.err.replace("\n", " ")
    assert said.out == ""


def test_a_case_of_a_rule_has_the_steps_of_a_scan(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rules.cases.yml").write_text("cases:\n  - {rule: blocked, name: many, path: app, expect: fail}\n")
    arguments = ("test", "rules.cases.yml")
    assert main(arguments) == 0, capsys.readouterr().out
    monkeypatch.setattr(effort, "BASE", 0)
    monkeypatch.setattr(effort, "PER_CHARACTER", 1)
    assert main(arguments) != 0
    assert "Rule budget exceeded" in capsys.readouterr().out


def test_a_check_that_goes_on_without_steps_judges_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def carefree(*_: Any) -> None:
        with contextlib.suppress(EffortSpentError):
            spend(10**9)

    monkeypatch.setattr(engine, "_evaluate", carefree)
    assert errors(scan()) == ["Rule budget exceeded"]
