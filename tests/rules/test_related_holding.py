"""`related` where an attribute holds one of several resources, or a name from elsewhere: only a sure connection counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.rules.scans import outcomes

DECLARED = """
variable "on" { type = bool }
variable "name" { type = string }
variable "key" { type = string }
variable "more" { type = map(string) }
variable "list" { type = list(string) }
data "external" "x" { program = ["keys"] }
variable "default" {
  type    = string
  default = ""
}
resource "aws_kms_key" "a" {}
resource "aws_kms_key" "b" {}
resource "aws_kms_key" "many" { count = 2 }
locals {
  keys = { a = aws_kms_key.a.arn, b = aws_kms_key.b.arn }
}
"""
KEY = """
- name: volumes have a key that is managed here
  resource_type: aws_ebs_volume
  assertions:
    - related: {resource_type: aws_kms_key, via: kms_key_id}
"""
IS_USED = """
- name: a volume is encrypted with the key
  resource_type: aws_kms_key
  assertions:
    - related: {resource_type: aws_ebs_volume, via: kms_key_id}
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("aws_kms_key.a.arn", "pass"),
        ('"${aws_kms_key.a.arn}"', "pass"),
        ("var.on ? aws_kms_key.a.arn : aws_kms_key.b.arn", "pass"),  # one of the two in either case
        ("local.keys[var.key]", "pass"),
        ('var.default != "" ? var.default : aws_kms_key.a.arn', "pass"),
        ("coalesce(var.default, aws_kms_key.a.arn)", "pass"),
        ("coalesce(var.name, aws_kms_key.a.arn)", "unknown"),
        ('var.name != "" ? var.name : aws_kms_key.a.arn', "unknown"),
        ("var.on ? aws_kms_key.a.arn : null", "unknown"),
        ('var.on ? aws_kms_key.a.arn : "arn:aws:kms:eu-west-1:111122223333:key/x"', "unknown"),
        ('lookup({ x = aws_kms_key.a.arn }, var.key, "")', "unknown"),
        ('aws_kms_key.a.arn == var.name ? "k1" : "k2"', "unknown"),
    ],
)
def test_an_attribute_that_may_hold_another_value_is_no_sure_connection(
    written: str, expected: str, tmp_path: Path
) -> None:
    terraform = DECLARED + f'resource "aws_ebs_volume" "v" {{\n  kms_key_id = {written}\n}}\n'
    assert outcomes(tmp_path, KEY, {"main.tf": terraform}) == {"aws_ebs_volume.v": expected}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["aws_kms_key.a.arn"], {"a": "pass", "b": "fail"}),
        (["var.on ? aws_kms_key.a.arn : aws_kms_key.b.arn"], {"a": "unknown", "b": "unknown"}),
        (["var.on ? aws_kms_key.a.arn : aws_kms_key.b.arn", "var.on ? aws_kms_key.b.arn : aws_kms_key.a.arn"],
         {"a": "pass", "b": "pass"}),
        (["local.keys[var.key]"], {"a": "unknown", "b": "unknown"}),
        (['coalesce(data.external.x.result["key"], aws_kms_key.a.arn)'], {"a": "unknown", "b": "fail"}),
        (["merge({ k = aws_kms_key.a.arn }, var.more).k"], {"a": "unknown", "b": "fail"}),
        (["concat(var.list, [aws_kms_key.a.arn])[0]"], {"a": "unknown", "b": "fail"}),
        (["coalescelist(var.list, [aws_kms_key.a.arn])[0]"], {"a": "unknown", "b": "fail"}),
        (["sort([aws_kms_key.a.arn, aws_kms_key.b.arn])[0]"], {"a": "unknown", "b": "unknown"}),
        (["[for x in [aws_kms_key.a.arn, aws_kms_key.b.arn] : x if x != var.name][0]"], {"a": "unknown", "b": "unknown"}),
        (["reverse([aws_kms_key.a.arn, aws_kms_key.b.arn])[0]"], {"a": "fail", "b": "pass"}),
        (["trimspace(aws_kms_key.a.arn)"], {"a": "pass", "b": "fail"}),
        (["var.on ? aws_kms_key.many[0].arn : aws_kms_key.many[1].arn"], {"many[0]": "unknown", "many[1]": "unknown"}),
    ],
)  # fmt: skip
def test_each_of_several_targets_is_held_in_its_case_only(
    written: list[str], expected: dict[str, str], tmp_path: Path
) -> None:
    volumes = [f'resource "aws_ebs_volume" "v{i}" {{\n  kms_key_id = {text}\n}}\n' for i, text in enumerate(written)]
    found = outcomes(tmp_path, IS_USED, {"main.tf": DECLARED + "".join(volumes)})
    assert {name: found[f"aws_kms_key.{name}"] for name in expected} == expected


def test_a_bucket_that_a_condition_chooses_by_name_is_not_surely_versioned(tmp_path: Path) -> None:
    terraform = """
variable "on" { type = bool }
resource "aws_s3_bucket" "a" { bucket = "aaa" }
resource "aws_s3_bucket" "b" { bucket = "bbb" }
resource "aws_s3_bucket_versioning" "v" {
  bucket = var.on ? aws_s3_bucket.a.id : aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}
"""
    rule = """
- name: buckets are versioned
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_versioning, via: bucket}
"""
    assert set(outcomes(tmp_path, rule, {"main.tf": terraform}).values()) == {"unknown"}


def test_an_unrelated_choice_beside_a_reference_leaves_it_sure(tmp_path: Path) -> None:
    terraform = """
variable "on" { type = bool }
variable "name" { type = string }
resource "aws_s3_bucket" "a" { bucket = var.name }
resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.a.id
  policy = jsonencode({ Statement = [
    { Action = var.on ? "s3:GetObject" : "s3:PutObject", Resource = "${aws_s3_bucket.a.arn}/*" },
  ] })
}
"""
    rule = """
- name: buckets have a policy that speaks of them
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_policy, via: policy}
"""
    assert outcomes(tmp_path, rule, {"main.tf": terraform}) == {"aws_s3_bucket.a": "pass"}


def test_what_all_cases_fail_fails(tmp_path: Path) -> None:
    terraform = """
variable "on" { type = bool }
resource "aws_kms_key" "a" {}
resource "aws_kms_key" "b" { enable_key_rotation = true }
resource "aws_ebs_volume" "bad" { kms_key_id = var.on ? aws_kms_key.a.arn : aws_kms_key.a.arn }
resource "aws_ebs_volume" "worse" { kms_key_id = var.on ? aws_kms_key.a.arn : aws_kms_key.c.arn }
resource "aws_ebs_volume" "open" { kms_key_id = var.on ? aws_kms_key.a.arn : aws_kms_key.b.arn }
resource "aws_kms_key" "c" { enable_key_rotation = false }
"""
    rule = """
- name: every key rotates
  resource_type: aws_ebs_volume
  assertions:
    - related: {resource_type: aws_kms_key, via: kms_key_id}
      quantifier: all
      assertions:
        - {key: enable_key_rotation, operator: is_true}
"""
    expected = {"aws_ebs_volume.bad": "fail", "aws_ebs_volume.worse": "fail", "aws_ebs_volume.open": "unknown"}
    assert outcomes(tmp_path, rule, {"main.tf": terraform}) == expected


def planned(arguments: dict[str, dict[str, list[str]]]) -> str:
    """Return a plan that creates two keys and what refers to them, each argument by what it refers to."""
    types: dict[str, dict[str, list[str]]] = {"aws_kms_key.a": {}, "aws_kms_key.b": {}} | arguments
    changes, resources = [], []
    for address, references in types.items():
        type, _, name = address.partition(".")
        here = {"address": address, "mode": "managed", "type": type, "name": name}
        unknown = {"id": True, "arn": True} | dict.fromkeys(references, True)
        change = {"actions": ["create"], "before": None, "after": {}, "after_unknown": unknown}
        changes.append(here | {"provider_name": "registry.terraform.io/hashicorp/aws", "change": change})
        expressions = {key: {"references": names} for key, names in references.items()}
        resources.append(here | {"expressions": expressions})
    return json.dumps(
        {
            "format_version": "1.2",
            "terraform_version": "1.11.4",
            "planned_values": {"root_module": {}},
            "resource_changes": changes,
            "configuration": {"root_module": {"resources": resources}},
        }
    )


A, B = ["aws_kms_key.a.arn", "aws_kms_key.a"], ["aws_kms_key.b.arn", "aws_kms_key.b"]


@pytest.mark.parametrize(
    ("references", "expected"),
    [(A, {"a": "pass", "b": "fail"}), (["var.on", *A, *B], {"a": "unknown", "b": "unknown"})],
)
def test_a_plan_alone_does_not_tell_which_of_two_resources_a_text_names(
    references: list[str], expected: dict[str, str], tmp_path: Path
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(planned({"aws_ebs_volume.v": {"kms_key_id": references}}))
    found = outcomes(tmp_path, IS_USED, "locals {}", str(plan))
    assert {name: found[f"aws_kms_key.{name}"] for name in expected} == expected


BLOCKED = """
- name: buckets block public access
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("aws_s3_bucket.a.id", "pass"),
        ('"${aws_s3_bucket.a.id}"', "pass"),
        ('"${aws_s3_bucket.a.arn}/*"', "pass"),
        ('"arn:aws:s3:::${aws_s3_bucket.a.id}"', "pass"),
        ('"${aws_s3_bucket.a.id}-logs"', "fail"),
        ('"old-${aws_s3_bucket.a.id}"', "fail"),
        ('"${aws_s3_bucket.a.id}-logs,${aws_s3_bucket.a.id}"', "pass"),
        ('"${aws_s3_bucket.a.id}${var.name}"', "unknown"),
        ('"${var.name}${aws_s3_bucket.a.id}"', "unknown"),
        ('"${var.name}/${aws_s3_bucket.a.id}"', "pass"),
    ],
)
def test_a_name_that_is_not_known_is_no_other_name_that_contains_it(
    written: str, expected: str, tmp_path: Path
) -> None:
    terraform = f"""
variable "name" {{}}
resource "aws_s3_bucket" "a" {{ bucket_prefix = "a" }}
resource "aws_s3_bucket_public_access_block" "p" {{ bucket = {written} }}
"""
    assert outcomes(tmp_path, BLOCKED, {"main.tf": terraform}) == {"aws_s3_bucket.a": expected}


BUCKET = ["aws_s3_bucket.a.id", "aws_s3_bucket.a"]


@pytest.mark.parametrize(
    ("named_after", "expected", "other"),
    [
        ({"bucket_prefix": []}, "pass", "fail"),
        ({"tags": BUCKET}, "pass", "fail"),
        ({"bucket": BUCKET}, "unknown", "unknown"),
    ],
)
def test_a_plan_alone_does_not_tell_a_name_from_one_that_is_made_of_it(
    named_after: dict[str, list[str]], expected: str, other: str, tmp_path: Path
) -> None:
    """`"${aws_s3_bucket.a.id}-logs"` looks there like `aws_s3_bucket.a.id`: it may name either bucket."""
    made = {"aws_s3_bucket.a": {}, "aws_s3_bucket.b": named_after}
    plan = tmp_path / "plan.json"
    plan.write_text(planned({**made, "aws_s3_bucket_public_access_block.p": {"bucket": BUCKET}}))
    found = outcomes(tmp_path, BLOCKED, "locals {}", str(plan))
    assert (found["aws_s3_bucket.a"], found["aws_s3_bucket.b"]) == (expected, other)


def test_a_plan_alone_does_not_show_what_a_local_names(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    made = {"aws_s3_bucket.a": {}, "aws_kms_key.a": {}, "aws_s3_bucket_public_access_block.p": {"bucket": ["local.id"]}}
    plan.write_text(planned(made))
    assert outcomes(tmp_path, BLOCKED, "locals {}", str(plan)) == {"aws_s3_bucket.a": "unknown"}


@pytest.mark.parametrize(
    ("named", "blocked"),
    [
        ('"${aws_s3_bucket.a.id}-logs"', '"${aws_s3_bucket.a.id}-logs"'),
        ("local.logs", '"${aws_s3_bucket.a.id}-logs"'),
        ('"${aws_s3_bucket.a.id}-logs"', "local.logs"),
    ],
)
def test_a_bucket_that_is_called_after_another_is_found_by_its_name(named: str, blocked: str, tmp_path: Path) -> None:
    terraform = f"""
locals {{ logs = "${{aws_s3_bucket.a.id}}-logs" }}
resource "aws_s3_bucket" "a" {{ bucket_prefix = "a" }}
resource "aws_s3_bucket" "logs" {{ bucket = {named} }}
resource "aws_s3_bucket_public_access_block" "p" {{ bucket = {blocked} }}
"""
    expected = {"aws_s3_bucket.a": "fail", "aws_s3_bucket.logs": "pass"}
    assert outcomes(tmp_path, BLOCKED, {"main.tf": terraform}) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("true ? aws_kms_key.a.arn : null", "pass"),
        ("false ? aws_kms_key.a.arn : null", "fail"),
        ('false ? aws_kms_key.a.arn : ""', "fail"),
        ('false ? aws_kms_key.a.arn : "alias/aws/ebs"', "fail"),
        ('local.own ? local.keys.a : "alias/aws/ebs"', "fail"),
        ('coalesce("alias/aws/ebs", aws_kms_key.a.arn)', "fail"),
        ('["alias/aws/ebs", aws_kms_key.a.arn][0]', "fail"),
        ('aws_kms_key.a.arn == "" ? aws_kms_key.a.arn : "alias/aws/ebs"', "fail"),
        ('["alias/aws/ebs", aws_kms_key.a.arn][1]', "pass"),
    ],
)
@pytest.mark.parametrize(
    "rule",
    [
        KEY,
        KEY.replace(
            "related: {resource_type: aws_kms_key, via: kms_key_id}",
            "{key: kms_key_id, operator: references, value: aws_kms_key}",
        ),
    ],
)
def test_what_is_not_chosen_is_not_referred_to(rule: str, written: str, expected: str, tmp_path: Path) -> None:
    terraform = f'{DECLARED}\nlocals {{ own = false }}\nresource "aws_ebs_volume" "v" {{ kms_key_id = {written} }}\n'
    assert outcomes(tmp_path, rule, {"main.tf": terraform})["aws_ebs_volume.v"] == expected


CHOSEN = ["var.own", *A]


@pytest.mark.parametrize(
    ("type", "argument", "after", "references", "expected"),
    [
        ("aws_ebs_volume", "kms_key_id", None, A, "pass"),
        ("aws_ebs_volume", "kms_key_id", None, CHOSEN, "unknown"),  # the provider may compute it: null is unknown, too
        ("aws_sns_topic", "kms_master_key_id", None, CHOSEN, "pass"),  # or it would be known
        ("aws_sns_topic", "kms_master_key_id", None, ["local.own", *A], "unknown"),
        ("aws_sns_topic", "kms_master_key_id", "alias/aws/sns", CHOSEN, "fail"),
        ("aws_sns_topic", "kms_master_key_id", "", CHOSEN, "fail"),
        ("aws_sns_topic", "kms_master_key_id", "", ["aws_kms_key.none"], "fail"),  # it has no instance
        ("aws_ebs_volume", "kms_key_id", "alias/aws/ebs", CHOSEN, "fail"),
        ("aws_ebs_volume", "kms_key_id", None, [*A, "terraform_data.t.output"], "unknown"),
    ],
)
@pytest.mark.parametrize("relation", [True, False])
def test_a_plan_alone_does_not_tell_which_side_of_a_condition_is_chosen(
    type: str, argument: str, after: str | None, references: list[str], expected: str, relation: bool, tmp_path: Path
) -> None:
    plan = json.loads(planned({f"{type}.v": {argument: references}, "terraform_data.t": {"output": []}}))
    none = {"address": "aws_kms_key.none", "mode": "managed", "type": "aws_kms_key", "name": "none"}
    plan["configuration"]["root_module"]["resources"].append(none | {"count_expression": {"references": ["var.own"]}})
    (change,) = [item["change"] for item in plan["resource_changes"] if item["type"] == type]
    if after is not None:
        change.update(after={argument: after}, after_unknown={"id": True})
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    said = (
        f"related: {{resource_type: aws_kms_key, via: {argument}}}"
        if relation
        else f"{{key: {argument}, operator: references, value: aws_kms_key}}"
    )
    rule = f"- name: has a key\n  resource_type: {type}\n  assertions:\n    - {said}\n"
    assert outcomes(tmp_path, rule, "locals {}", str(tmp_path / "plan.json"))[f"{type}.v"] == expected


ATTACHED = """
- name: only policies that are managed here
  resource_type: aws_iam_role
  assertions:
    - each: managed_policy_arns
      assertions: [{key: ., operator: references, value: aws_iam_policy}]
"""
POLICY = ["aws_iam_policy.p.arn", "aws_iam_policy.p"]


@pytest.mark.parametrize(
    ("references", "after", "unknown", "expected"),
    [
        (POLICY, None, True, "unknown"),  # a constant may stand beside it
        (POLICY, [None], [True], "pass"),
        ([*POLICY, *A], [None], [True], "unknown"),
    ],
)
def test_a_plan_alone_does_not_tell_which_element_of_a_list_refers_to_something(
    references: list[str], after: list[None] | None, unknown: object, expected: str, tmp_path: Path
) -> None:
    plan = json.loads(planned({"aws_iam_policy.p": {}, "aws_iam_role.r": {"managed_policy_arns": references}}))
    (change,) = [item["change"] for item in plan["resource_changes"] if item["type"] == "aws_iam_role"]
    change.update(after={"managed_policy_arns": after} if after else {}, after_unknown={"managed_policy_arns": unknown})
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    assert outcomes(tmp_path, ATTACHED, "locals {}", str(tmp_path / "plan.json"))["aws_iam_role.r"] == expected


NAMED_OR_REFERENCED = """
variable "on" { type = bool }
variable "name" { type = string }
variable "more" { type = map(string) }
resource "aws_s3_bucket" "a" { bucket = "aaa" }
resource "aws_s3_bucket" "b" { bucket = "bbb" }
resource "aws_s3_bucket" "c" { bucket = try(var.more["c"], "ccc") }
resource "aws_s3_bucket" "d" { bucket = "x-${random_id.r.hex}" }
resource "aws_s3_bucket" "e" { bucket = var.on ? "eee" : null }
resource "aws_s3_bucket" "f" { bucket = "${var.name}-f" }
resource "random_id" "r" {}
locals { chosen = var.on ? aws_s3_bucket.d.bucket : aws_s3_bucket.b.id }
"""
HAS_POLICY = """
- name: buckets have a policy
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_policy, via: bucket}
"""
OF_A_BUCKET = """
- name: policies belong to a bucket here
  resource_type: aws_s3_bucket_policy
  assertions:
    - related: {resource_type: aws_s3_bucket, via: bucket}
      assertions: [{key: bucket, operator: equals, value: bbb}]
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (['var.on ? aws_s3_bucket.a.id : "bbb"'], "unknown"),
        (['var.on ? aws_s3_bucket.a.id : "other"'], "fail"),
        (["var.on ? aws_s3_bucket.a.id : var.name"], "unknown"),
        (["coalesce(var.name, aws_s3_bucket.a.id)"], "unknown"),
        (['var.on ? aws_s3_bucket.a.id : "bbb"', 'var.on ? "bbb" : aws_s3_bucket.a.id'], "pass"),
        (['var.on ? aws_s3_bucket.a.id : "bbb"', 'var.on ? aws_s3_bucket.b.id : "other"'], "pass"),
        (['var.on ? "bbb" : "b${"bb"}"'], "pass"),
        (["local.chosen"], "unknown"),
        (['var.on ? "other" : null'], "fail"),
    ],
)
def test_a_name_beside_a_reference_connects_in_its_case(written: list[str], expected: str, tmp_path: Path) -> None:
    policies = [
        f'resource "aws_s3_bucket_policy" "p{i}" {{\n  bucket = {text}\n  policy = "{{}}"\n}}\n'
        for i, text in enumerate(written)
    ]
    found = outcomes(tmp_path, HAS_POLICY, {"main.tf": NAMED_OR_REFERENCED + "".join(policies)})

    assert found["aws_s3_bucket.b"] == expected


@pytest.mark.parametrize(
    ("bucket", "written", "expected"),
    [
        ("d", "local.chosen", "unknown"),
        ("d", 'var.on ? aws_s3_bucket.d.bucket : "logs"', "unknown"),
        ("e", "var.on ? null : null", "fail"),
        ("f", "aws_s3_bucket.f.bucket", "pass"),
        ("f", '"${aws_s3_bucket.f.bucket}"', "pass"),
        ("f", '"${aws_s3_bucket.f.bucket}-x"', "fail"),
        ("e", 'var.on ? "other" : null', "fail"),
    ],
)
def test_a_made_name_or_none_connects_in_its_case(bucket: str, written: str, expected: str, tmp_path: Path) -> None:
    policy = f'resource "aws_s3_bucket_policy" "p" {{\n  bucket = {written}\n  policy = "{{}}"\n}}\n'
    found = outcomes(tmp_path, HAS_POLICY, {"main.tf": NAMED_OR_REFERENCED + policy})

    assert found[f"aws_s3_bucket.{bucket}"] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('var.on ? aws_s3_bucket.b.id : "bbb"', "pass"),
        ('var.on ? aws_s3_bucket.a.id : "bbb"', "unknown"),
        ('var.on ? aws_s3_bucket.a.id : "aaa"', "fail"),
        ("var.on ? aws_s3_bucket.a.id : var.name", "unknown"),
        ('var.on ? "aaa" : "ccc"', "unknown"),
        ('"${aws_s3_bucket.c.bucket}-logs"', "fail"),
    ],
)
def test_what_is_named_in_one_case_is_found_in_that_case(written: str, expected: str, tmp_path: Path) -> None:
    policy = f'resource "aws_s3_bucket_policy" "p" {{\n  bucket = {written}\n  policy = "{{}}"\n}}\n'

    assert outcomes(tmp_path, OF_A_BUCKET, {"main.tf": NAMED_OR_REFERENCED + policy}) == {
        "aws_s3_bucket_policy.p": expected
    }


HAS_MANAGED_POLICY = """
- name: roles have a policy
  resource_type: aws_iam_role
  assertions:
    - {related: {resource_type: aws_iam_policy, via: [role, policy_arn]}, quantifier: %s}
"""


@pytest.mark.parametrize(
    ("count", "role", "policy", "expected"),
    [
        ("1", "aws_iam_role.r.name", "aws_iam_policy.p.arn", "pass"),
        ("var.on ? 1 : 0", "aws_iam_role.r.name", "aws_iam_policy.p.arn", "unknown"),
        ("var.number", "aws_iam_role.r.name", "aws_iam_policy.p.arn", "unknown"),
        ("1", 'var.on ? aws_iam_role.r.name : "x"', 'var.on ? aws_iam_policy.p.arn : "y"', "unknown"),
        ("1", 'var.on ? aws_iam_role.r.name : "x"', 'var.on ? "y" : aws_iam_policy.p.arn', "fail"),
        ("1", 'var.on ? aws_iam_role.r.name : "r"', "aws_iam_policy.p.arn", "pass"),
    ],
)
@pytest.mark.parametrize("quantifier", ["any", "none"])
def test_every_step_of_a_path_must_be_there(
    quantifier: str, count: str, role: str, policy: str, expected: str, tmp_path: Path
) -> None:
    terraform = f"""
variable "on" {{ type = bool }}
variable "number" {{ type = number }}
resource "aws_iam_role" "r" {{ name = "r" }}
resource "aws_iam_policy" "p" {{ name = "p" }}
resource "aws_iam_role_policy_attachment" "a" {{
  count      = {count}
  role       = {role}
  policy_arn = {policy}
}}
"""
    opposite = {"pass": "fail", "fail": "pass", "unknown": "unknown"}
    wanted = expected if quantifier == "any" else opposite[expected]

    assert outcomes(tmp_path, HAS_MANAGED_POLICY % quantifier, {"main.tf": terraform}) == {"aws_iam_role.r": wanted}


@pytest.mark.parametrize("name", ["", "a[0", "b]", "*", "a*b", "c.d", 'x\\"y'])
def test_references_below_a_name_with_characters_of_keys(tmp_path: Path, name: str) -> None:
    files = {
        "main.tf": (
            'resource "aws_kms_key" "a" {}\n'
            f'module "m" {{\n  source = "./m"\n  volumes = {{ "{name}" = {{ key = aws_kms_key.a.arn }} }}\n}}\n'
        ),
        "m/main.tf": (
            'variable "volumes" {}\n'
            'resource "aws_ebs_volume" "v" {\n  for_each = var.volumes\n  kms_key_id = each.value.key\n}\n'
        ),
    }
    assert outcomes(tmp_path, IS_USED, files) == {"aws_kms_key.a": "pass"}
    assert outcomes(tmp_path, IS_USED.replace("via: kms_key_id", "via: snapshot_id"), files) == {
        "aws_kms_key.a": "fail"
    }


@pytest.mark.parametrize(
    ("bucket", "quantifier", "expected"),
    [
        ('var.on ? "aaa" : null', "{at_least: 2}", "unknown"),
        ('var.on ? "aaa" : null', "{at_least: 1}", "pass"),
        ('var.on ? "bbb" : "ccc"', "any", "unknown"),
        ("var.name", "any", "unknown"),
        ('"aaa"', "any", "pass"),
    ],
)
def test_a_name_that_two_sides_share_comes_from_the_reference_in_its_case(
    bucket: str, quantifier: str, expected: str, tmp_path: Path
) -> None:
    text = f"""
resource "aws_s3_bucket" "a" {{
  bucket = {bucket}
}}
resource "aws_s3_bucket" "other" {{
  bucket = {'"aaa"' if "null" in bucket else '"ddd"'}
}}
resource "aws_s3_bucket_policy" "p" {{
  bucket = var.on ? aws_s3_bucket.a.bucket : "aaa"
  policy = "{{}}"
}}
"""
    rule = f"""
- name: policies have a bucket
  resource_type: aws_s3_bucket_policy
  assertions:
    - {{related: {{resource_type: aws_s3_bucket, via: bucket}}, quantifier: {quantifier}}}
"""
    found = outcomes(tmp_path, rule, {"main.tf": DECLARED + text})

    assert found["aws_s3_bucket_policy.p"] == expected
