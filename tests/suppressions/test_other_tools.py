"""Comments for checkov, tfsec and trivy are honoured through the equivalents that rules name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter
from tests.suppressions.conftest import ScanText, config

KEY = 'resource "aws_kms_key" "k" {\n  description         = "x"\n  enable_key_rotation = false\n}\n'
K = "kms-rotation aws_kms_key.k"
ONE_OF_EACH = "One date and one workspace are expected, so nothing is suppressed"
NOT_READ = "riveter can't read this condition, so nothing is suppressed"
INSIDE = KEY.replace("{\n", "{\n  %s\n", 1)
ABOVE = "%s\n" + KEY
BESIDE = KEY.replace("false", "false %s")
NESTED = KEY.replace("}\n", "  tags = {\n    %s\n    a = 1\n  }\n}\n")
LAST = KEY.replace("}\n", "  %s\n}\n")
CLOSING = KEY.replace("}\n", "} %s\n")
HEADER = KEY.replace("{\n", "{ %s\n", 1)


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        (INSIDE, "#checkov:skip=CKV_AWS_7:Not needed here"),
        (INSIDE, "# checkov:skip=CKV_AWS_7"),
        (INSIDE, "// checkov:skip=CKV2_AWS_1,CKV_AWS_7: both"),
        (INSIDE, "#bridgecrew:skip=CKV_AWS_7:old name"),
        (BESIDE, "# checkov:skip=CKV_AWS_7:reason"),
        (INSIDE, "/* checkov:skip=CKV_AWS_7:reason */"),
        (INSIDE, "/*\n  checkov:skip=CKV_AWS_7:reason\n  */"),
        (NESTED, "# checkov:skip=CKV_AWS_7:reason"),
        (LAST, "# checkov:skip=CKV_AWS_7:reason"),
        (ABOVE, "#tfsec:ignore:aws-kms-auto-rotate-keys"),
        (ABOVE, "# explained here\n#tfsec:ignore:aws-kms-auto-rotate-keys"),
        (ABOVE, "#tfsec:ignore:aws-kms-auto-rotate-keys\n# trivy:ignore:AVD-AWS-0001"),
        (ABOVE, "# tfsec:ignore:aws-other tfsec:ignore:aws-kms-auto-rotate-keys"),
        (ABOVE, "#tfsec:ignore:*"),
        (HEADER, "#tfsec:ignore:aws-kms-auto-rotate-keys"),
        (BESIDE, "#tfsec:ignore:aws-kms-auto-rotate-keys"),
        (ABOVE, "#tfsec:ignore:aws-kms-auto-rotate-keys:exp:2099-01-01"),
        (ABOVE, "#trivy:ignore:AVD-AWS-0065"),
        (ABOVE, "#trivy:ignore:avd-aws-0065"),
        (ABOVE, "# trivy:ignore:AWS-0065"),
        (ABOVE, "# trivy:ignore:aws-kms-auto-rotate-keys"),
        (ABOVE, "# trivy:ignore:AWS-KMS-auto-rotate-keys"),
        (ABOVE, "# trivy:ignore:aws-kms-*"),
        (ABOVE, "# trivy:ignore:*-rotate-keys"),
        (ABOVE, "# trivy:ignore:AWS-00*"),
        (ABOVE, "# tfsec:ignore:AVD-AWS-0065"),
        (ABOVE, "#trivy:ignore:AVD-AWS-0065:ws:default"),
        (ABOVE, "#trivy:ignore:AVD-AWS-0065:exp:2099-01-01:ws:def*"),
        (BESIDE, "#trivy:ignore:AVD-AWS-0065"),
        (ABOVE, "/* trivy:ignore:AVD-AWS-0065 */"),
        (ABOVE, "# tfsec:ignore:aws-other[name=x] tfsec:ignore:aws-kms-auto-rotate-keys"),
    ],
)
def test_a_comment_for_an_equivalent_rule_suppresses(scan: ScanText, text: str, comment: str) -> None:
    result = scan(text % comment)
    assert (result.code, result.outcomes[K]) == (0, "suppressed")
    assert result.findings[0]["suppression"]["kind"] == "inline"


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        (ABOVE, "#trivy:ignore:aws-s3-*"),
        (ABOVE, "#trivy:ignore:aws-s3-enable-logging"),
        (INSIDE, "#trivy:ignore:AVD-AWS-0065"),  # it stands above `description`
        (ABOVE, "#trivy:ignore:AVD-AWS-0065:ws:prod"),
    ],
)
def test_other_comments_for_other_tools_mean_nothing_here(scan: ScanText, text: str, comment: str) -> None:
    result = scan(text % comment)
    assert (result.code, result.outcomes[K]) == (1, "fail")
    assert result.diagnostics == []


@pytest.mark.parametrize(
    ("workspaces", "comment", "outcome"),
    [
        ('name = "prod"', "ws:prod", "suppressed"),
        ('name = "prod"', "ws:default", "fail"),
        ('tags = ["app"]', "ws:default", "fail"),
        ('tags = ["app"]', "ws:*", "suppressed"),
    ],
)
def test_the_workspace_of_a_comment_is_that_of_the_configuration(
    scan: ScanText, workspaces: str, comment: str, outcome: str
) -> None:
    cloud = f"terraform {{\n  cloud {{\n    workspaces {{\n      {workspaces}\n    }}\n  }}\n}}\n"
    result = scan(cloud + ABOVE % f"#trivy:ignore:AVD-AWS-0065:{comment}")
    assert result.outcomes[K] == outcome


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        (ABOVE, "# checkov:skip=CKV_AWS_7:above"),
        (HEADER, "# checkov:skip=CKV_AWS_7:on the first line"),
        (CLOSING, "# checkov:skip=CKV_AWS_7:on the last line"),
        (KEY + "%s\n", "# checkov:skip=CKV_AWS_7:below"),
        ('resource "aws_kms_key" "k" { description = "x" } %s\n', "# checkov:skip=CKV_AWS_7:on one line"),
        (ABOVE, "# tfsec:ignore:aws-kms-auto-rotate-keys\n"),
        (ABOVE, "# tfsec:ignore:aws-kms-auto-rotate-keys\n# and why"),
        (ABOVE, "/*\ntrivy:ignore:AVD-AWS-0065\n*/"),
        (CLOSING, "# trivy:ignore:AVD-AWS-0065"),
        (KEY + "%s\n", "# trivy:ignore:AVD-AWS-0065"),
    ],
)
def test_where_the_other_tool_ignores_a_comment_it_means_nothing_here(scan: ScanText, text: str, comment: str) -> None:
    result = scan(text % comment)
    assert (result.code, result.outcomes[K]) == (1, "fail")
    (note,) = result.diagnostics
    assert note["severity"] == "note"
    assert note["summary"].endswith(
        "so nothing is suppressed"
        if "checkov" not in comment
        else "reads this comment only inside of a block, so nothing is suppressed"
    )


def test_a_comment_beside_an_element_means_nothing(scan: ScanText) -> None:
    element = (
        'resource "aws_security_group" "g" {\n  ingress {\n    cidr_blocks = [\n      "0.0.0.0/0", %s\n    ]\n  }\n}\n'
    )
    assert scan(element % "# trivy:ignore:AVD-AWS-0107").outcomes == {"sg-open aws_security_group.g": "fail"}
    beside = element.replace("= [", "= [ # trivy:ignore:AVD-AWS-0107") % ""
    assert scan(beside).outcomes == {"sg-open aws_security_group.g": "suppressed"}


def test_a_skip_is_for_the_whole_block_it_stands_in(scan: ScanText) -> None:
    result = scan(
        'resource "aws_security_group" "g" {\n  ingress {\n    # checkov:skip=CKV_AWS_24:both are meant\n'
        '    cidr_blocks = ["0.0.0.0/0"]\n  }\n  ingress {\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n'
    )
    assert result.outcomes == {"sg-open aws_security_group.g": "suppressed"}


def test_an_ignore_beside_a_module_call_is_for_what_it_makes(scan: ScanText, repository: Path) -> None:
    (repository / "keys").mkdir()
    (repository / "keys" / "main.tf").write_text(KEY)
    call = 'module "%s" {\n  source = "./keys"\n}\n'
    result = scan(
        "#tfsec:ignore:aws-kms-auto-rotate-keys\n"
        + call % "a"
        + call.replace("{\n", "{\n  #checkov:skip=CKV_AWS_7:x\n") % "b"
        + call % "c"
    )
    assert result.outcomes == {
        "kms-rotation module.a.aws_kms_key.k": "suppressed",
        "kms-rotation module.b.aws_kms_key.k": "suppressed",
        "kms-rotation module.c.aws_kms_key.k": "fail",
    }


def test_the_reason_is_the_one_of_the_comment(scan: ScanText) -> None:
    reason = scan(INSIDE % "#checkov:skip=CKV_AWS_7:  rotated by hand ").findings[0]["suppression"]["reason"]
    assert reason == "rotated by hand"
    reason = scan(ABOVE % "# trivy:ignore:AVD-AWS-0065 - rotated by hand").findings[0]["suppression"]["reason"]
    assert reason == "rotated by hand"


def test_expired_ignores_bring_the_finding_back_with_a_note(scan: ScanText) -> None:
    result = scan(ABOVE % "#trivy:ignore:AVD-AWS-0065:exp:2020-01-01")
    assert (result.code, result.outcomes[K]) == (1, "fail")
    assert result.about("expired on 2020-01-01")[0].startswith("note main.tf:1:2 ")


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("#tfsec:ignore:aws-kms-auto-rotate-keys:exp:tomorrow", "`tomorrow` is not a date"),
        ("#tfsec:ignore:aws-kms-auto-rotate-keys:exp:", "`` is not a date"),
        ("#tfsec:ignore:aws-kms-auto-rotate-keys:exp: 2099-01-01", "`` is not a date"),
        ("#tfsec:ignore:aws-kms-auto-rotate-keys:exp:2099-01-01[name=x]", "`2099-01-01[name=x]` is not a date"),
        ("#tfsec:ignore:aws-kms-auto-rotate-keys:EXP:2020-01-01", "expired on 2020-01-01"),
        (f"#tfsec:ignore:aws-kms-auto-rotate-keys:exp:{50 * 'x'}", f"`{40 * 'x'}` is not a date"),
        ("#tfsec:ignore:aws-kms-auto-rotate-keys:exp:2020-01-01:exp:2099-01-01", ONE_OF_EACH),
        ("#trivy:ignore:AVD-AWS-0065:ws:default:ws:prod", ONE_OF_EACH),
        ("#trivy:ignore:AVD-AWS-0065:ws:", ONE_OF_EACH),
        ("#tfsec:ignore:aws-kms-auto-rotate-keys[name=x y]", NOT_READ),
        ("#trivy:ignore:aws-kms-auto-rotate-keys[name", NOT_READ),
        ("#trivy:ignore:aws-kms-auto-rotate-keys[]", NOT_READ),
        ('#trivy:ignore:aws-kms-auto-rotate-keys[description="x"]', NOT_READ),
        ("#trivy:ignore:aws-kms-auto-rotate-keys[description]", NOT_READ),
        ("#trivy:ignore:aws-kms-auto-rotate-keys[description=x,]", NOT_READ),
    ],
)
def test_what_is_not_understood_does_not_suppress_and_is_told(scan: ScanText, comment: str, words: str) -> None:
    result = scan(ABOVE % comment)
    assert result.outcomes[K] == "fail"
    assert result.about(words)[0].partition(" ")[2].startswith("main.tf:1:")


def test_unused_comments_are_the_other_tools_business(scan: ScanText) -> None:
    result = scan((INSIDE % "#checkov:skip=CKV_AWS_7:x\n  #trivy:ignore:AVD-AWS-0065").replace("false", "true"))
    assert result.outcomes[K] == "pass"
    assert result.diagnostics == []


def test_a_required_reason_is_required_of_them_too(scan: ScanText, repository: Path) -> None:
    config(repository, "suppressions: {require_reason: true}\n")
    result = scan(INSIDE % "#checkov:skip=CKV_AWS_7")
    assert result.outcomes[K] == "fail"
    assert result.about("gives no reason")
    assert scan(INSIDE % "#checkov:skip=CKV_AWS_7:known").outcomes[K] == "suppressed"


def test_they_can_be_switched_off(scan: ScanText, repository: Path) -> None:
    config(repository, "suppressions: {other_tools: false}\n")
    result = scan(INSIDE % "#checkov:skip=CKV_AWS_7:x")
    assert result.outcomes[K] == "fail"
    assert result.about("switches such comments off")
    assert scan("# riveter:ignore kms-rotation\n" + KEY).outcomes[K] == "suppressed"


# --- ids that nobody knows ---


@pytest.mark.parametrize(
    ("text", "comment", "tool", "id"),
    [
        (INSIDE, "#checkov:skip=CKV_AWS_77777:another rule", "checkov", "CKV_AWS_77777"),
        (INSIDE, "#checkov:skip=CKV_AWS_*:no glob there", "checkov", "CKV_AWS_*"),
        (INSIDE, "#checkov:skip=ckv_aws_7:another case", "checkov", "ckv_aws_7"),
        (ABOVE, "#tfsec:ignore:aws-kms-auto-rotate", "tfsec", "aws-kms-auto-rotate"),
        (ABOVE, "#trivy:ignore:AVD-AWS-00650", "trivy", "AVD-AWS-00650"),
        (ABOVE, "#trivy:ignore:CKV_AWS_7", "trivy", "CKV_AWS_7"),
        (ABOVE, "#trivy:ignore:aws-zzz-*", "trivy", "aws-zzz-*"),
    ],
)
def test_an_id_that_no_rule_knows_is_noted(scan: ScanText, text: str, comment: str, tool: str, id: str) -> None:
    result = scan(text % comment)
    assert (result.code, result.outcomes[K]) == (1, "fail")
    (note,) = result.diagnostics
    assert (note["severity"], note["summary"]) == (
        "note",
        f"No rule corresponds to `{id}` of {tool}: nothing is suppressed",
    )


def test_an_id_of_a_bundled_rule_is_known_without_its_pack(scan: ScanText) -> None:
    assert scan(INSIDE % "#checkov:skip=CKV_AWS_145:of a rule for buckets").diagnostics == []


def test_many_unknown_ids_are_named_together(scan: ScanText) -> None:
    comments = "".join(f"  #checkov:skip=CKV_X_{n}:x\n  #checkov:skip=CKV_X_{n}:again\n" for n in range(20))
    notes = [item["summary"] for item in scan(KEY.replace("{\n", "{\n" + comments, 1)).diagnostics]
    assert len(notes) == 5
    assert notes[-1] == "No rule corresponds to 16 more ids in comments for other tools"


# --- conditions on attributes ---

PORTS = """\
locals {
  rules = {
    first  = { port = 22, type = "ingress" }
    second = { port = 22, type = "egress" }
    third  = { port = 443, type = "ingress" }
  }
}
variable "name" {}
%s
resource "aws_security_group" "g" {
  for_each    = local.rules
  name        = each.value.type
  description = var.name
  ingress {
    from_port   = each.value.port
    cidr_blocks = ["0.0.0.0/0"]
  }
}
"""


@pytest.mark.parametrize(
    ("condition", "suppressed"),
    [
        ("ingress.from_port=22", {"first", "second"}),
        ("ingress.from_port=443", {"third"}),
        ("name=ingress", {"first", "third"}),
        ("ingress.from_port=22,name=egress", {"second"}),
        ("ingress.from_port=23", set()),
        ("description=ingress", set()),
        ("nothing=22", set()),
        ("name=Ingress", set()),
    ],
)
def test_conditions_choose_among_instances(scan: ScanText, condition: str, suppressed: set[str]) -> None:
    result = scan(PORTS % f"# trivy:ignore:AVD-AWS-0107[{condition}]")
    found = {key for key, outcome in result.outcomes.items() if outcome == "suppressed"}
    assert found == {f'sg-open aws_security_group.g["{key}"]' for key in suppressed}
    assert len(result.outcomes) == 3


def test_several_conditional_comments_add_up(scan: ScanText) -> None:
    comments = "# trivy:ignore:AWS-0107[ingress.from_port=443]\n# trivy:ignore:AWS-0107[name=egress]:exp:2099-01-01"
    outcomes = scan(PORTS % comments).outcomes
    assert [key[-7:-2] for key, outcome in outcomes.items() if outcome == "fail"] == ["first"]


def test_a_condition_at_a_module_call_is_about_its_arguments(scan: ScanText, repository: Path) -> None:
    (repository / "keys").mkdir()
    (repository / "keys" / "main.tf").write_text('variable "name" {}\n' + KEY)
    call = '# trivy:ignore:*[name=a]\nmodule "m" {\n  source = "./keys"\n  for_each = toset(["a", "b"])\n  name = each.key\n}\n'
    assert scan(call).outcomes == {
        'kms-rotation module.m["a"].aws_kms_key.k': "suppressed",
        'kms-rotation module.m["b"].aws_kms_key.k': "fail",
    }


@pytest.mark.parametrize(("value", "outcome"), [("dev", "suppressed"), ("prod", "fail")])
def test_a_condition_is_decided_in_each_environment(scan: ScanText, repository: Path, value: str, outcome: str) -> None:
    config(repository, "environments: {one: {var_files: [one.tfvars]}}\n")
    (repository / "one.tfvars").write_text(f'name = "{value}"\n')
    text = 'variable "name" {}\n# trivy:ignore:AWS-0065[description=dev]\n' + KEY.replace('"x"', "var.name")
    assert scan(text).outcomes[K] == outcome


# --- rules that are not exactly the same ---

RELATED = """\
rules:
  - id: kms-rotation
    name: KMS keys must have rotation enabled
    resource_type: aws_kms_key
    assertions:
      - {{key: enable_key_rotation, operator: equals, value: true}}
    metadata:
      equivalents:
        checkov: [{{id: CKV_AWS_7, {relation}}}]
"""


@pytest.mark.parametrize("relation", ["relation: exact", "relation: looser", "relation: looser, why: fewer keys"])
def test_a_comment_covers_a_rule_that_finds_no_more(scan: ScanText, repository: Path, relation: str) -> None:
    (repository / "rules.yml").write_text(RELATED.format(relation=relation))
    result = scan(INSIDE % "#checkov:skip=CKV_AWS_7:known")
    assert (result.outcomes[K], result.diagnostics) == ("suppressed", [])


@pytest.mark.parametrize(
    ("relation", "detail"),
    [
        ("relation: stricter", "The rule also finds what this check allows."),
        ("relation: stricter, why: it also wants a short period", "it also wants a short period"),
        ("relation: part, why: symmetric keys only", "symmetric keys only"),
    ],
)
def test_a_comment_does_not_cover_a_rule_that_finds_more(
    scan: ScanText, repository: Path, relation: str, detail: str
) -> None:
    (repository / "rules.yml").write_text(RELATED.format(relation=relation))
    result = scan(INSIDE % '#checkov:skip=CKV_AWS_7:known to "us"')
    assert result.outcomes[K] == "fail"
    (note,) = result.diagnostics
    assert (note["severity"], note["line"]) == ("note", 2)
    assert note["summary"] == "`CKV_AWS_7` does not suppress `kms-rotation` here"
    assert note["detail"] == detail

    written = note["hint"].partition("`")[2].rpartition("`")[0]

    again = scan(f"{written}\n{INSIDE}" % "#checkov:skip=CKV_AWS_7:known")
    assert (again.outcomes[K], again.diagnostics) == ("suppressed", [])


def test_where_nothing_fails_nothing_is_noted(scan: ScanText, repository: Path) -> None:
    (repository / "rules.yml").write_text(RELATED.format(relation="relation: stricter"))
    result = scan((INSIDE % "#checkov:skip=CKV_AWS_7:known").replace("false", "true"))
    assert (result.outcomes[K], result.diagnostics) == ("pass", [])


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("{id: CKV_AWS_7, relation: stronger}", "`relation` can't be"),
        ("{relation: exact}", "`id` is missing in an equivalent"),
        ("{id: CKV_AWS_7, relation: part}", "`why` is missing"),
        ("{id: CKV_AWS_7, reason: x}", "Unknown key `reason`"),
        ("[CKV_AWS_7]", "must be a list of text"),
    ],
)
def test_equivalents_that_are_wrong_are_errors(scan: ScanText, repository: Path, item: str, said: str) -> None:
    rules = RELATED.format(relation="").replace("{id: CKV_AWS_7, }", item)
    (repository / "rules.yml").write_text(rules)
    result = scan(KEY)
    assert result.code == 2
    assert said in result.diagnostics[0]["summary"]


def test_reports_have_plain_ids(scan: ScanText, repository: Path, riveter: Riveter) -> None:
    (repository / "rules.yml").write_text(RELATED.format(relation="relation: stricter"))
    (repository / "main.tf").write_text(KEY)
    (rule,) = json.loads(riveter("scan", "-r", "rules.yml", "-f", "json").out)["rules"]
    assert rule["metadata"] == {
        "equivalents": {"checkov": ["CKV_AWS_7"]},
        "equivalent_relations": {"checkov": {"CKV_AWS_7": {"relation": "stricter"}}},
    }


@pytest.mark.parametrize(
    ("rule", "resource", "number"),
    [
        ("rds-deletion-protection", 'resource "aws_rds_cluster" "x" {\n  engine = "aurora-postgresql"\n}', "AWS-0343"),
        ("rds-deletion-protection", 'resource "aws_db_instance" "x" {\n  engine = "postgres"\n}', "AWS-0177"),
        ("ec2-instance-volume-encryption", 'resource "aws_instance" "x" {\n  ami = "ami-1"\n}', "AWS-0131"),
        (
            "ec2-instance-volume-encryption",
            'resource "aws_launch_configuration" "x" {\n  image_id = "ami-1"\n}',
            "AWS-0008",
        ),
    ],
)
def test_a_rule_for_several_types_has_the_numbers_of_each(
    rule: str, resource: str, number: str, tmp_path: Path, riveter: Riveter
) -> None:
    for comment, outcome in ((f"#trivy:ignore:{number}", "suppressed"), ("#trivy:ignore:AWS-0077", "fail")):
        (tmp_path / "main.tf").write_text(f"{comment}\n{resource}\n")
        found = json.loads(riveter("scan", "-p", "aws-security", "--include", rule, "-f", "json").out)["findings"]
        assert [one["outcome"] for one in found] == [outcome]
