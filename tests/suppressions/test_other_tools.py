"""Comments for checkov, tfsec and trivy are honoured through the equivalents that rules name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.suppressions.conftest import ScanText, config

KEY = 'resource "aws_kms_key" "k" {\n  description         = "x"\n  enable_key_rotation = false\n}\n'
K = "kms-rotation aws_kms_key.k"
ONE_OF_EACH = "One date and one workspace are expected, so nothing is suppressed"
INSIDE = KEY.replace("{\n", "{\n  %s\n", 1)
ABOVE = "%s\n" + KEY
BESIDE = KEY.replace("false", "false %s")
HEADER = KEY.replace("{\n", "{ %s\n", 1)


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        (INSIDE, "#checkov:skip=CKV_AWS_7:Not needed here"),
        (INSIDE, "# checkov:skip=CKV_AWS_7"),
        (INSIDE, "// checkov:skip=CKV2_AWS_1,CKV_AWS_7: both"),
        (INSIDE, "#bridgecrew:skip=CKV_AWS_7:old name"),
        (BESIDE, "# checkov:skip=CKV_AWS_7:reason"),
        (ABOVE, "# checkov:skip=CKV_AWS_7:reason"),
        (ABOVE, "#tfsec:ignore:aws-kms-auto-rotate-keys"),
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
        (INSIDE, "#checkov:skip=CKV_AWS_77:another rule"),
        (ABOVE, "#checkov:skip=CKV_AWS_7:too far away\n"),
        (ABOVE, "#tfsec:ignore:aws-kms-auto-rotate"),
        (ABOVE, "#trivy:ignore:AVD-AWS-00650"),
        (ABOVE, "#trivy:ignore:CKV_AWS_7"),
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
        ("#tfsec:ignore:aws-kms-auto-rotate-keys[name=x]", "riveter does not support conditions on attributes"),
        ("#tfsec:ignore:aws-kms-auto-rotate-keys[name=x y]", "riveter does not support conditions on attributes"),
        ("#tfsec:ignore:aws-kms-auto-rotate-keys[name", "riveter does not support conditions on attributes"),
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
