"""Verdicts on values that are one of a few: what holds for each of them is known."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from riveter.core.values import PartialText
from riveter.terraform.project import load
from tests.rules.scans import findings, outcomes

VARIABLES = """
variable "on"    { type = bool }
variable "other" { type = bool }
variable "env"   { type = string }
variable "n"     { type = number }
variable "names" { type = list(string) }
locals { sizes = { dev = 7, prod = 30 } }
"""
VOLUME = 'resource "aws_ebs_volume" "v" {\n  availability_zone = "a"\n%s\n}\n'


def rule(assertion: str, kind: str = "aws_ebs_volume", filters: str = "") -> str:
    text = f"- name: r\n  resource_type: {kind}\n"
    if filters:
        text += f"  filters:\n    - {filters}\n"
    return f"{text}  assertions:\n{indent(assertion.strip(), '    ')}\n"


DECIDED: dict[str, tuple[str, str, str]] = {
    "all too low": ("size = var.on ? 1 : 2", "- {key: size, operator: gte, value: 7}", "fail"),
    "all high enough": ("size = var.on ? 10 : 20", "- {key: size, operator: gte, value: 7}", "pass"),
    "some too low": ("size = var.on ? 1 : 20", "- {key: size, operator: gte, value: 7}", "unknown"),
    "any of the allowed": ('type = var.on ? "gp2" : "gp3"', "- {key: type, operator: in, value: [gp2, gp3]}", "pass"),
    "none of the allowed": ('type = var.on ? "gp2" : "gp3"', "- {key: type, operator: in, value: [io1, io2]}", "fail"),
    "one of the allowed": ('type = var.on ? "gp2" : "gp3"', "- {key: type, operator: in, value: [gp3]}", "unknown"),
    "a text with alternatives in it": (
        'type = "${var.on ? "gp" : "io"}2"', "- {key: type, operator: matches, value: '^(gp|io)2$'}", "pass",
    ),
    "null either way": ("size = var.on ? null : null", "- {key: size, operator: not_exists}", "pass"),
    "null one way": ("size = var.on ? 1 : null", "- {key: size, operator: exists}", "unknown"),
    "a lookup": ("size = local.sizes[var.env]", "- {key: size, operator: gte, value: 7}", "pass"),
    "a lookup with a default": ("size = lookup(local.sizes, var.env, 1)", "- {key: size, operator: gte, value: 7}", "unknown"),
    "a lookup with a good default": ("size = lookup(local.sizes, var.env, 9)", "- {key: size, operator: gte, value: 7}", "pass"),
    "bounded, and equal to another number": ("size = min(7, floor(var.n))", "- {key: size, operator: equals, value: 9}", "fail"),
    "bounded, and not another number": ("size = min(7, floor(var.n))", "- {key: size, operator: not_in, value: [8, '9']}", "pass"),
    "bounded, and perhaps equal": ("size = min(7, floor(var.n))", "- {key: size, operator: in, value: [7, 9]}", "unknown"),
    "an element of a set in an order that is not known": (
        'names = toset(["x${var.env}", "m"])', "- {key: 'names[0]', operator: equals, value: m}", "unknown",
    ),
    "each element of such a set": (
        'names = toset(["x${var.env}", "m"])', "- {key: 'names.*', operator: not_contains, value: a, quantifier: any}", "pass",
    ),
    "an index of such a set in an expression": (
        'names = toset(["x${var.env}", "m"])', "- expression: resource.names[0] == 'm'", "unknown",
    ),
    "a list of any length": (
        'names = [for name in var.names : "${name}-x"]', "- {key: names, operator: exists}", "unknown",
    ),
    "matches in a text": (
        'names = regexall("[a-z]", var.env)', "- {key: names, operator: not_exists}", "unknown",
    ),
    "a length is not bounded by the number": (
        "size = max(1, var.n)", "- {key: size, operator: gte, value: 1, transform: length}", "unknown",
    ),
    "a changed text is not the same value": (
        "type = var.env\n  snapshot_id = var.env",
        "- {key: type, operator: equals, value_from: snapshot_id, transform: lower}", "unknown",
    ),
    "the same text": (
        "type = var.env\n  snapshot_id = var.env", "- {key: type, operator: equals, value_from: snapshot_id}", "pass",
    ),
    "bounded from above": ("size = min(7, floor(var.n))", "- {key: size, operator: gte, value: 30}", "fail"),
    "bounded from below": ("size = max(30, floor(var.n))", "- {key: size, operator: gte, value: 30}", "pass"),
    "bounded on the wrong side": ("size = max(7, floor(var.n))", "- {key: size, operator: gte, value: 30}", "unknown"),
    "within bounds": ("size = max(8, min(16, floor(var.n)))", "- {key: size, operator: between, value: [8, 16]}", "pass"),
    "outside of bounds": ("size = max(8, min(16, floor(var.n)))", "- {key: size, operator: less_than, value: 8}", "fail"),
    "divided": ("size = max(8, min(9, floor(var.n)))", "- {key: size, operator: mod, value: [1, 0]}", "unknown"),
    "an unknown bool": ("encrypted = var.on", "- {key: encrypted, operator: is_true}", "unknown"),
    "conditions that cancel": ("encrypted = var.on || !var.on", "- {key: encrypted, operator: is_true}", "pass"),
    "different conditions": ("encrypted = var.on || !var.other", "- {key: encrypted, operator: is_true}", "unknown"),
    "opposite attributes": (
        "encrypted = var.on\nmulti_attach_enabled = !var.on",
        "- any: [{key: encrypted, operator: is_true}, {key: multi_attach_enabled, operator: is_true}]",
        "pass",
    ),
    "attributes of different conditions": (
        "encrypted = var.on\nmulti_attach_enabled = !var.other",
        "- any: [{key: encrypted, operator: is_true}, {key: multi_attach_enabled, operator: is_true}]",
        "unknown",
    ),
    "a key only where it is needed": (
        'encrypted = var.on\nkms_key_id = var.on ? "k" : null',
        "- any: [{key: encrypted, operator: is_false}, {key: kms_key_id, operator: exists}]",
        "pass",  # with null, the conditional is an error
    ),
    "a key only where it is needed, by a condition": (
        'encrypted = var.env == "prod"\nkms_key_id = var.env == "prod" ? "k" : null',
        "- any: [{key: encrypted, operator: is_false}, {key: kms_key_id, operator: exists}]",
        "pass",
    ),
    "expressions": (
        'type = var.on ? "gp2" : "gp3"', "- expression: 'resource.type.startsWith(\"gp\")'", "pass",
    ),
    "expressions that differ": ('type = var.on ? "gp2" : "io1"', "- expression: 'resource.type.startsWith(\"gp\")'", "unknown"),
    "maps": (
        'tags = var.on ? { Owner = "a", Extra = "b" } : { Owner = "c" }', "- {key: tags.Owner, operator: exists}", "pass",
    ),
    "a key that one map lacks": (
        'tags = var.on ? { Owner = "a", Extra = "b" } : { Owner = "c" }', "- {key: tags.Extra, operator: exists}", "unknown",
    ),
    "transformed": ('type = var.on ? "GP2" : "GP3"', "- {key: type, operator: starts_with, value: gp, transform: lower}", "pass"),
    "a literal in every case": ('type = var.on ? "a" : "b"', "- {key: type, operator: is_literal}", "pass"),
    "a literal in one case": ('type = var.on ? "a" : null', "- {key: type, operator: is_not_literal}", "unknown"),
    "no literal in any case": ('type = var.on ? var.env : null', "- {key: type, operator: is_not_literal}", "pass"),
    "a text of literals": (
        'type = "%{ if var.on }gp2%{ else }gp3%{ endif }"', "- {key: type, operator: is_literal}", "pass",
    ),
    "a text with literals beside a computed part": (
        'type = "%{ if var.on }a%{ endif }-${var.env}"', "- {key: type, operator: is_not_literal}", "pass",
    ),
    "a text of literals in one case": (
        'type = "%{ if var.on }gp2%{ else }${var.env}%{ endif }"', "- {key: type, operator: is_not_literal}", "unknown",
    ),
    "a literal for an empty variable": ('type = coalesce(var.env, "gp2")', "- {key: type, operator: is_not_literal}", "unknown"),
    "a literal for an attribute that may lack": (
        'type = try(jsondecode(var.env).type, "gp2")', "- {key: type, operator: is_not_literal}", "unknown",
    ),
    "a default of a map": (
        'type = lookup(jsondecode(var.env), "type", "gp2")', "- {key: type, operator: is_not_literal}", "unknown",
    ),
    "two attributes that are the same": (
        'type = var.env\nsnapshot_id = var.env', "- {key: type, operator: equals, value_from: snapshot_id}", "pass",
    ),
    "two attributes that may differ": (
        'type = var.env\nsnapshot_id = "${var.env}-x"', "- {key: type, operator: equals, value_from: snapshot_id}", "unknown",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DECIDED)
def test_what_holds_for_every_alternative_is_known(case: str, tmp_path: Path) -> None:
    body, assertion, outcome = DECIDED[case]
    assert outcomes(tmp_path, rule(assertion), VARIABLES + VOLUME % body) == {"aws_ebs_volume.v": outcome}


BAD = 'jsonencode({ S = [{ E = "Allow", V = 1 }] })'
GOOD = 'jsonencode({ S = [{ E = "Deny", V = 1 }] })'
HOLE = 'jsonencode({ S = [{ E = "Allow", R = "a:${data.aws_caller_identity.c.account_id}:b" }] })'


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (f"var.on ? {BAD} : null", "unknown"),
        (f"var.on ? {HOLE} : null", "unknown"),
        (f"var.on ? null : {HOLE}", "unknown"),
        (f"var.on ? {BAD} : {HOLE}", "fail"),
        (f"var.on ? {BAD} : {GOOD}", "unknown"),
        (f"var.on ? {GOOD} : null", "pass"),
        (f"var.on ? {GOOD} : {GOOD}", "pass"),
        (f'var.on ? {BAD} : "text"', "unknown"),
        (f"try({BAD}, var.env)", "fail"),
        (f"try(var.on ? {BAD} : null, null)", "unknown"),
        (f"try(var.on ? {HOLE} : {BAD})", "fail"),
    ],
)
@pytest.mark.parametrize(
    "assertion",
    [
        "- {each: policy.S, where: [{key: E, operator: equals, value: Allow}], assertions: [{key: V, operator: equals, value: 2}]}",
        "- {each: policy.S, quantifier: none, assertions: [{key: E, operator: equals, value: Allow}]}",
        "- {key: policy.S.*.E, operator: not_equals, value: Allow}",
        "- {key: policy.S.0.E, operator: not_equals, value: Allow}",
        "- {key: policy.S.E, operator: not_equals, value: Allow}",
        "- not: [{key: policy.S.*.E, operator: equals, value: Allow, quantifier: any}]",
        "- {key: 'policy.**.E', operator: not_equals, value: Allow}",
    ],
)
def test_a_document_that_may_be_left_out(value: str, assertion: str, verdict: str, tmp_path: Path) -> None:
    """What is inside of one of several documents is not what they are."""
    main = f'{VARIABLES}data "aws_caller_identity" "c" {{}}\nresource "aws_iam_policy" "p" {{\n  policy = {value}\n}}\n'
    assert outcomes(tmp_path, rule(assertion, "aws_iam_policy"), main) == {"aws_iam_policy.p": verdict}


def test_a_rule_that_applies_in_some_cases_only(tmp_path: Path) -> None:
    body = 'encrypted = var.env == "prod"\nkms_key_id = var.env == "prod" ? "k" : null'
    text = rule("- {key: kms_key_id, operator: exists}", filters="{key: encrypted, operator: is_true}")
    assert outcomes(tmp_path, text, VARIABLES + VOLUME % body) == {"aws_ebs_volume.v": "pass"}
    never = rule("- {key: kms_key_id, operator: exists}", filters="{key: size, operator: exists}")
    assert outcomes(tmp_path, never, VARIABLES + VOLUME % "size = var.on ? null : null") == {}


def test_the_message_names_the_alternatives(tmp_path: Path) -> None:
    text = rule("- {key: size, operator: gte, value: 7}")
    found = findings(tmp_path, text, VARIABLES + VOLUME % "size = var.on ? 1 : 2")["aws_ebs_volume.v"]
    assert found["message"] == "size is either 1 or 2, must be at least 7"
    several = rule("- any: [{key: encrypted, operator: exists}, {key: size, operator: gte, value: 7}]")
    found = findings(tmp_path, several, VARIABLES + VOLUME % "size = var.on ? 1 : 2\nencrypted = var.on ? null : null")
    assert found["aws_ebs_volume.v"]["outcome"] == "fail"


def test_sensitive_alternatives_are_masked(tmp_path: Path) -> None:
    files = 'variable "s" {\n  type = bool\n  sensitive = true\n}\n' + VOLUME % 'type = var.s ? "hunter2" : "swordfish"'
    found = findings(tmp_path, rule("- {key: type, operator: equals, value: x}"), files)["aws_ebs_volume.v"]
    assert found["outcome"] == "fail"
    assert "hunter2" not in str(found)
    assert "swordfish" not in str(found)


# --- blocks --------------------------------------------------------------------------------------

GROUP = 'resource "aws_security_group" "g" {\n%s\n}\n'
OPEN = '- each: ingress\n  assertions:\n    - {key: cidr_blocks, operator: not_contains, value: "0.0.0.0/0"}'
NETWORKS: dict[str, tuple[str, str]] = {
    "both private": ('ingress {\n cidr_blocks = var.on ? ["10.0.0.0/8"] : ["172.16.0.0/12", "192.168.0.0/16"]\n}', "pass"),
    "both open": ('ingress {\n cidr_blocks = var.on ? ["0.0.0.0/0"] : ["10.0.0.0/8", "0.0.0.0/0"]\n}', "fail"),
    "one open": ('ingress {\n cidr_blocks = var.on ? ["0.0.0.0/0"] : ["10.0.0.0/8"]\n}', "unknown"),
    "dynamic over lists of one length": (
        'dynamic "ingress" {\n for_each = var.on ? ["10.0.0.0/8"] : ["172.16.0.0/12"]\n'
        " content {\n cidr_blocks = [ingress.value]\n}\n}",
        "pass",
    ),
    "dynamic, there or not": (
        'dynamic "ingress" {\n for_each = var.on ? ["0.0.0.0/0"] : []\n content {\n cidr_blocks = [ingress.value]\n}\n}', "unknown",
    ),
    "dynamic over what is not known": (
        'dynamic "ingress" {\n for_each = var.names\n'
        ' content {\n cidr_blocks = ingress.value == "a" ? ["0.0.0.0/0"] : ["10.0.0.0/8"]\n}\n}',
        "unknown",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NETWORKS)
def test_blocks(case: str, tmp_path: Path) -> None:
    body, outcome = NETWORKS[case]
    assert outcomes(tmp_path, rule(OPEN, "aws_security_group"), VARIABLES + GROUP % body) == {
        "aws_security_group.g": outcome
    }


def test_two_of_the_blocks_that_one_stands_for_may_differ(tmp_path: Path) -> None:
    """All blocks have port 1, or all have port 2? No: of several, one may have this port, and one that."""
    body = 'dynamic "ingress" {\n for_each = var.names\n content {\n from_port = ingress.value == "a" ? 1 : 2\n}\n}'
    text = rule(
        "- not:\n"
        "    - {key: 'ingress.*.from_port', operator: equals, value: 1, quantifier: any}\n"
        "    - {key: 'ingress.*.from_port', operator: equals, value: 2, quantifier: any}",
        "aws_security_group",
    )
    assert outcomes(tmp_path, text, VARIABLES + GROUP % body) == {"aws_security_group.g": "unknown"}


# --- policies ------------------------------------------------------------------------------------

PUBLIC = rule("- {key: policy, operator: policy_public}", "aws_sqs_queue_policy")
QUEUE = 'resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n'
POLICY = 'resource "aws_sqs_queue_policy" "p" {\n  queue_url = "u"\n  policy = <<-JSON\n%s\n  JSON\n}\n'
STATEMENT = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "%s"}]}'


def test_what_is_no_json_whatever_its_holes_are(tmp_path: Path) -> None:
    def said(text: str) -> str:
        return outcomes(tmp_path, PUBLIC, VARIABLES + QUEUE + POLICY % text)["aws_sqs_queue_policy.p"]

    assert said(STATEMENT % "${aws_sqs_queue.q.arn}") == "pass"
    assert said(STATEMENT.replace('"sqs:*"', '["sqs:*",]') % "${aws_sqs_queue.q.arn}") == "fail"  # a comma too many
    assert said(STATEMENT.replace("}]}", "}]") % "${aws_sqs_queue.q.arn}") == "fail"
    assert said(STATEMENT.replace("}]}", "}]") % "${var.env}") == "unknown"  # the variable may end the text
    assert said(STATEMENT.replace('"sqs:*"', '["sqs:*",]') % "${var.env}") == "fail"  # it stands after what is wrong


def test_an_undeclared_reference_hides_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(POLICY % (STATEMENT % "${aws_sqs_queue.nowhere.arn}"), encoding="utf-8")
    project = load([str(tmp_path)])
    (found,) = [item for item in project.resources if item.type == "aws_sqs_queue_policy"]
    assert isinstance(found.values["policy"], PartialText)
    assert [item.summary for item in project.diagnostics] == ["Reference to undeclared resource"]


ATTACHED = """
data "aws_iam_policy" "p" {
  %s
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = "r"
  policy_arn = data.aws_iam_policy.p.arn
}
"""
NAMES = {
    'name = "AWSLambdaBasicExecutionRole"': "pass",
    'name = "AdministratorAccess"': "fail",
    "name = var.env": "unknown",
    'path_prefix = "/"': "unknown",
}


@pytest.mark.parametrize("argument", NAMES)
def test_the_arn_of_a_policy_that_is_looked_up_by_name(argument: str, tmp_path: Path) -> None:
    text = rule(
        "- {key: policy_arn, operator: not_ends_with, value: ':policy/AdministratorAccess'}",
        "aws_iam_role_policy_attachment",
    )
    files = VARIABLES + ATTACHED % argument
    assert outcomes(tmp_path, text, files) == {"aws_iam_role_policy_attachment.a": NAMES[argument]}


# --- instances -----------------------------------------------------------------------------------

COUNTS: dict[str, tuple[str, dict[str, str]]] = {
    "one or none": ("count = var.on ? 1 : 0", {"aws_ebs_volume.v[*]": "unknown"}),
    "two or three": (
        "count = var.on ? 2 : 3",
        {"aws_ebs_volume.v[0]": "fail", "aws_ebs_volume.v[1]": "fail", "aws_ebs_volume.v[*]": "unknown"},
    ),
    "two either way": ("count = var.on ? 2 : 2", {"aws_ebs_volume.v[0]": "fail", "aws_ebs_volume.v[1]": "fail"}),
    "a slice": (
        "count = length(slice(var.names, 0, 2))",
        {"aws_ebs_volume.v[0]": "fail", "aws_ebs_volume.v[1]": "fail"},
    ),
    "sets with one key in common": (
        'for_each = toset(var.on ? ["a", "b"] : ["a"])',
        {'aws_ebs_volume.v["a"]': "fail", "aws_ebs_volume.v[*]": "unknown"},
    ),
    "maps of the same keys": ("for_each = var.on ? { a = 1 } : { a = 2 }", {'aws_ebs_volume.v["a"]': "fail"}),
}


@pytest.mark.parametrize("case", COUNTS)
def test_instances(case: str, tmp_path: Path) -> None:
    body, expected = COUNTS[case]
    assert (
        outcomes(
            tmp_path, rule("- {key: encrypted, operator: is_true}"), VARIABLES + VOLUME % f"{body}\nencrypted = false"
        )
        == expected
    )


RELATED = """
- name: versioned
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_versioning}
"""


def bucket(more: str, name: str = "b") -> str:
    return f'resource "aws_s3_bucket" "{name}" {{\n{more}\n}}\n'


def versioning(more: str) -> str:
    return f'resource "aws_s3_bucket_versioning" "v" {{\n{more}\n}}\n'


RELATIONS: dict[str, tuple[str, dict[str, str]]] = {
    "the same count": (
        bucket("count = var.on ? 1 : 0") + versioning("count = var.on ? 1 : 0\nbucket = aws_s3_bucket.b[0].id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "the opposite count": (
        bucket("count = var.on ? 1 : 0") + versioning("count = var.on ? 0 : 1\nbucket = one(aws_s3_bucket.b[*].id)"),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "another count": (
        bucket("count = var.on ? 1 : 0") + versioning("count = var.other ? 1 : 0\nbucket = one(aws_s3_bucket.b[*].id)"),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "a count by the other's": (
        bucket("count = var.on ? 1 : 0") + versioning("count = length(aws_s3_bucket.b)\nbucket = aws_s3_bucket.b[0].id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "the same for_each": (
        bucket("for_each = var.on ? { a = 1 } : {}")
        + versioning('for_each = var.on ? { a = 1 } : {}\nbucket = aws_s3_bucket.b["a"].id'),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "a for_each by the other's": (
        bucket('for_each = toset(var.on ? ["a"] : [])')
        + versioning("for_each = aws_s3_bucket.b\nbucket = each.value.id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "one more key of for_each": (
        bucket('for_each = toset(var.on ? ["a", "b"] : ["a"])')
        + versioning('for_each = toset(var.on ? ["b"] : [])\nbucket = aws_s3_bucket.b[each.key].id'),
        {'aws_s3_bucket.b["a"]': "fail", "aws_s3_bucket.b[*]": "pass"},
    ),
    "the opposite for_each": (
        bucket("for_each = var.on ? { a = 1 } : {}")
        + versioning('for_each = var.on ? {} : { a = 1 }\nbucket = one(values(aws_s3_bucket.b)[*].id)'),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "two more keys of for_each": (
        bucket('for_each = toset(var.on ? ["a", "b"] : [])')
        + versioning('for_each = toset(var.on ? ["a", "b"] : [])\nbucket = aws_s3_bucket.b["a"].id'),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "another value of the same variable": (
        bucket("for_each = toset(var.names)\nbucket = each.key")
        + versioning(
            'for_each = toset(var.names)\nbucket = length(each.key) > 9 ? var.names[0] : aws_s3_bucket.b[each.key].id'
        ),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "the instance with another key in some cases": (
        bucket("for_each = toset(var.names)\nbucket = each.key")
        + versioning(
            "for_each = toset(var.names)\n"
            'bucket = length(each.key) > 9 ? aws_s3_bucket.b["q"].id : aws_s3_bucket.b[each.key].id'
        ),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "a fallback of the same variable": (
        bucket("bucket = var.env")
        + versioning("bucket = coalesce(trimspace(var.env), aws_s3_bucket.b.bucket)"),
        {"aws_s3_bucket.b": "unknown"},
    ),
    "a text made of the name": (
        bucket("bucket = var.env") + versioning('bucket = replace(aws_s3_bucket.b.bucket, "a", "b")'),
        {"aws_s3_bucket.b": "unknown"},
    ),
    "a text made of the name of the same key": (
        bucket("for_each = toset(var.names)\nbucket = each.key")
        + versioning('for_each = aws_s3_bucket.b\nbucket = replace(each.value.id, "a", "b")'),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "the name that a variable gives": (
        bucket("bucket = var.env") + versioning("bucket = aws_s3_bucket.b.bucket"),
        {"aws_s3_bucket.b": "pass"},
    ),
    "the name of the same key": (
        bucket("for_each = toset(var.names)\nbucket = each.key")
        + versioning("for_each = toset(var.names)\nbucket = aws_s3_bucket.b[each.key].bucket"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "the same key of a data source": (
        'data "aws_regions" "r" {}\n'
        + bucket("for_each = data.aws_regions.r.names")
        + versioning("for_each = data.aws_regions.r.names\nbucket = aws_s3_bucket.b[each.key].id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "several instances": (
        bucket("count = length(var.names)") + versioning("count = length(var.names)\nbucket = aws_s3_bucket.b[0].id"),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "the same variable": (
        bucket("bucket = var.env") + versioning("bucket = var.env") + bucket('bucket = "fixed"', "other"),
        {"aws_s3_bucket.b": "pass", "aws_s3_bucket.other": "fail"},
    ),
    "the same text": (
        bucket('bucket = "${var.env}-data"') + versioning('bucket = "${var.env}-data"') + bucket('bucket = "${var.env}-logs"', "other"),
        {"aws_s3_bucket.b": "pass", "aws_s3_bucket.other": "fail"},
    ),
    "different variables": (
        'variable "x" {}\n' + bucket("bucket = var.env") + versioning("bucket = var.x"), {"aws_s3_bucket.b": "unknown"},
    ),
    "a literal name beside one that is not known": (
        bucket('bucket = "data"') + versioning('bucket = "data"') + bucket("bucket = var.env", "other"),
        {"aws_s3_bucket.b": "pass", "aws_s3_bucket.other": "fail"},
    ),
    "random names": (
        bucket("bucket = uuid()") + versioning("bucket = uuid()"), {"aws_s3_bucket.b": "unknown"},
    ),
    "elements of a collection that is not known": (
        bucket("for_each = toset(var.names)\nbucket = each.key") + versioning("for_each = toset(var.names)\nbucket = each.key"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "elements of two collections that are not known": (
        bucket("for_each = toset(var.names)\nbucket = each.key") + versioning("for_each = toset([var.env])\nbucket = each.key"),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "some elements of a collection that is not known": (
        bucket("for_each = toset(var.names)\nbucket = each.key")
        + versioning('for_each = toset([for name in var.names : name if name != "x"])\nbucket = each.key'),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "the instance with the same key": (
        bucket("for_each = toset(var.names)\nbucket = each.key")
        + versioning("for_each = toset(var.names)\nbucket = aws_s3_bucket.b[each.key].id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "the instance with the same number": (
        bucket('count = var.n\nbucket = "b-${count.index}"') + versioning("count = var.n\nbucket = aws_s3_bucket.b[count.index].id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "the instance with the next number": (
        bucket('count = var.n\nbucket = "b-${count.index}"')
        + versioning("count = var.n\nbucket = aws_s3_bucket.b[count.index + 1].id"),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "the instance with a key of another block": (
        bucket("for_each = toset(var.names)\nbucket = each.key")
        + versioning("for_each = toset([var.env])\nbucket = aws_s3_bucket.b[each.key].id"),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "one of the instances": (
        bucket("count = var.n") + versioning("count = var.n\nbucket = aws_s3_bucket.b[0].id"),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "the instances of the other block": (
        bucket("for_each = toset(var.names)\nbucket = each.key") + versioning("for_each = aws_s3_bucket.b\nbucket = each.value.id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "some instances of the other block": (
        bucket("for_each = toset(var.names)\nbucket = each.key")
        + versioning('for_each = { for key, b in aws_s3_bucket.b : key => b if key != "x" }\nbucket = each.value.id'),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "the instance with the same key, whose name the provider makes": (
        bucket("for_each = toset(var.names)") + versioning("for_each = toset(var.names)\nbucket = aws_s3_bucket.b[each.key].id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "the instance with the same value of a set": (
        bucket("for_each = toset(var.names)") + versioning("for_each = toset(var.names)\nbucket = aws_s3_bucket.b[each.value].id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "the instance with the same number, whose name the provider makes": (
        bucket("count = var.n") + versioning("count = var.n\nbucket = aws_s3_bucket.b[count.index].id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "the instances of the other block, whose names the provider makes": (
        bucket("for_each = toset(var.names)") + versioning("for_each = aws_s3_bucket.b\nbucket = each.value.id"),
        {"aws_s3_bucket.b[*]": "pass"},
    ),
    "the instance with the next number, whose name the provider makes": (
        bucket("count = var.n") + versioning("count = var.n\nbucket = aws_s3_bucket.b[count.index + 1].id"),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "the instance with a key of another block, whose name the provider makes": (
        bucket("for_each = toset(var.names)") + versioning("for_each = toset([var.env])\nbucket = aws_s3_bucket.b[each.key].id"),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "some instances of the other block, whose names the provider makes": (
        bucket("for_each = toset(var.names)")
        + versioning('for_each = { for key, b in aws_s3_bucket.b : key => b if key != "x" }\nbucket = each.value.id'),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
    "instances of a block that may be left out as well": (
        bucket("for_each = toset(var.names)\nbucket = each.key")
        + versioning("for_each = var.on ? toset(var.names) : toset([])\nbucket = aws_s3_bucket.b[each.key].id"),
        {"aws_s3_bucket.b[*]": "unknown"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", RELATIONS)
def test_relations(case: str, tmp_path: Path) -> None:
    files, expected = RELATIONS[case]
    assert outcomes(tmp_path, RELATED, VARIABLES + files) == expected


def test_the_key_of_a_module_is_not_that_of_a_resource_in_it(tmp_path: Path) -> None:
    call = 'module "m" {\n  source = "./m"\n  for_each = toset(var.names)\n  name = each.key\n  names = toset(var.names)\n}\n'
    variables = 'variable "name" { type = string }\nvariable "names" { type = set(string) }\n'
    same = bucket('for_each = var.names\nbucket = each.key == var.name ? "same" : "other"')
    judged = "- name: r\n  resource_type: aws_s3_bucket\n  assertions: [{key: bucket, operator: equals, value: same}]\n"
    found = outcomes(tmp_path, judged, {"main.tf": VARIABLES + call, "m/main.tf": variables + same})
    assert found == {"module.m[*].aws_s3_bucket.b[*]": "unknown"}


def test_relations_within_a_module_that_may_not_exist(tmp_path: Path) -> None:
    module = 'variable "name" {}\n' + bucket("bucket = var.name") + versioning("bucket = var.name")
    files = {
        "main.tf": VARIABLES + 'module "m" {\n  source = "./m"\n  for_each = toset(var.names)\n  name = each.key\n}\n',
        "m/main.tf": module,
    }
    assert outcomes(tmp_path, RELATED, files) == {"module.m[*].aws_s3_bucket.b": "pass"}
    twice = {  # for each name, in each module of these
        "main.tf": VARIABLES
        + bucket("for_each = toset(var.names)\nbucket = each.key")
        + 'module "m" {\n  source = "./m"\n  count = var.on ? 1 : 0\n  names = var.names\n}\n',
        "m/main.tf": 'variable "names" { type = list(string) }\n'
        + versioning("for_each = toset(var.names)\nbucket = each.key"),
    }
    assert outcomes(tmp_path, RELATED, twice) == {"aws_s3_bucket.b[*]": "unknown"}
    apart = {
        "main.tf": VARIABLES
        + bucket('bucket = "data"')
        + 'module "m" {\n  source = "./m"\n  count = var.on ? 1 : 0\n}\n',
        "m/main.tf": versioning('bucket = "data"'),
    }
    assert outcomes(tmp_path, RELATED, apart) == {"aws_s3_bucket.b": "unknown"}


ROLE = '"arn:aws:iam::123456789012:root"'
NOT_PUBLIC = "- name: r\n  resource_type: aws_sns_topic_policy\n  assertions:\n    - {key: policy, operator: not_policy_public}\n"
PRINCIPALS: dict[str, tuple[str, str]] = {
    "a service or an account": (f'var.on ? "Service" : "AWS"|var.on ? ["x.amazonaws.com"] : [{ROLE}]', "pass"),
    "a service or an account that is not known": (
        'var.on ? "Service" : "AWS"|var.on ? ["x.amazonaws.com"] : [data.aws_caller_identity.c.account_id]', "pass",
    ),
    "as many as the type says": (
        f'var.on ? "Service" : "AWS"|var.on ? ["x.amazonaws.com"] : [{ROLE}, "arn:aws:iam::210987654321:root"]', "pass",
    ),
    "everyone or a service": ('var.on ? "AWS" : "Service"|var.on ? ["*"] : ["x.amazonaws.com"]', "unknown"),
    "everyone either way": ('var.on ? "AWS" : "*"|["*"]', "fail"),
    "a type of another condition": ('var.on ? "AWS" : "Service"|var.other ? ["*"] : ["x.amazonaws.com"]', "unknown"),
    "any type": ('var.env|["x.amazonaws.com"]', "unknown"),
    "any names": ('var.on ? "AWS" : "Service"|var.names', "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("case", PRINCIPALS)
def test_principals_of_one_of_a_few_types(case: str, merged: bool, tmp_path: Path) -> None:
    written, expected = PRINCIPALS[case]
    kind, _, names = written.partition("|")
    document = "data.aws_iam_policy_document.d.json"
    if merged:
        document = "data.aws_iam_policy_document.all.json"
    text = (
        'data "aws_caller_identity" "c" {}\n'
        'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sns:Publish"]\n    resources = ["*"]\n'
        f"    principals {{\n      type = {kind}\n      identifiers = {names}\n    }}\n  }}\n}}\n"
        'data "aws_iam_policy_document" "all" {\n'
        "  source_policy_documents = [data.aws_iam_policy_document.d.json]\n}\n"
        f'resource "aws_sns_topic_policy" "p" {{\n  arn = "x"\n  policy = {document}\n}}\n'
    )
    assert outcomes(tmp_path, NOT_PUBLIC, VARIABLES + text) == {"aws_sns_topic_policy.p": expected}
