"""`riveter:ignore` in Terraform: what each place of a comment covers, and what is said of comments that are of no use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.suppressions.conftest import ScanText, config

KEY = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n'
K = "kms-rotation aws_kms_key.k"
GROUP = """\
resource "aws_security_group" "g" {
  %s
  ingress {
    from_port   = 22
    cidr_blocks = ["0.0.0.0/0"] %s
  }
  ingress {
    from_port   = 3389
    cidr_blocks = [
      "10.0.0.0/8",
      "0.0.0.0/0", %s
    ]
  }
}
"""


# --- where a comment stands -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "# riveter:ignore kms-rotation\n" + KEY,
        "// riveter:ignore kms-rotation\n" + KEY,
        "/* riveter:ignore kms-rotation */\n" + KEY,
        "/*\n * riveter:ignore kms-rotation\n */\n" + KEY,
        "#riveter:ignore kms-rotation\n" + KEY,
        "## riveter: ignore kms-rotation\n" + KEY,
        "# riveter:ignore kms-rotation\n# and why\n\t// at length\n" + KEY,
        KEY.replace("{\n", "{ # riveter:ignore kms-rotation\n", 1),
        KEY.replace("{\n", "{ /* riveter:ignore kms-rotation */\n", 1),
        KEY.replace("\n}", "\n} # riveter:ignore kms-rotation"),
        KEY.replace("false", "false # riveter:ignore kms-rotation"),
        KEY.replace("  enable", "  # riveter:ignore kms-rotation\n  enable"),
        KEY.replace("enable", "/* riveter:ignore kms-rotation */ enable"),
        "# riveter:ignore kms-rotation\r\n" + KEY.replace("\n", "\r\n"),
        'resource "aws_kms_key" "k" { enable_key_rotation = false } # riveter:ignore kms-rotation\n',
        "# riveter:ignore other, kms-rotation\n" + KEY,
        "# riveter:ignore kms-*\n" + KEY,
        "# riveter:ignore *\n" + KEY,
        "# riveter:ignore-file kms-rotation\n\n" + KEY,
        KEY + "\n# riveter:ignore-file kms-rotation\n",
    ],
)
def test_a_comment_suppresses_what_it_stands_beside(scan: ScanText, text: str) -> None:
    result = scan(text)
    assert result.outcomes[K] == "suppressed"
    assert result.code == 0


@pytest.mark.parametrize(
    "text",
    [
        "# riveter:ignore kms-rotation\n\n" + KEY,
        "# riveter:ignore kms-window\n" + KEY,
        "# not riveter:ignore kms-rotation\n" + KEY,
        KEY + "# riveter:ignore kms-rotation\n",
        KEY.replace("false", '"# riveter:ignore kms-rotation"'),
        KEY.replace("  enable", '  # riveter:ignore kms-rotation\n  description = "x"\n  enable'),
        '# riveter:ignore kms-rotation\nresource "aws_kms_key" "other" {}\n' + KEY,
    ],
)
def test_a_comment_covers_nothing_else(scan: ScanText, text: str) -> None:
    result = scan(text)
    assert result.outcomes[K] == "fail"
    assert result.code == 1


def test_a_comment_at_one_place_leaves_the_others_of_the_same_finding(scan: ScanText) -> None:
    first = scan(GROUP % ("# riveter:ignore sg-open", "", ""))
    assert first.outcomes == {"sg-open aws_security_group.g": "fail"}
    assert [(item["key"], item["outcome"]) for item in first.findings[0]["assertions"]] == [
        ("ingress.0.cidr_blocks", "suppressed"),
        ("ingress.1.cidr_blocks", "fail"),
    ]
    assert "ingress.1" in first.findings[0]["message"]
    assert "ingress.0" not in first.findings[0]["message"]


def test_comments_at_all_places_suppress_the_finding(scan: ScanText) -> None:
    text = GROUP % ("# riveter:ignore sg-open", "", "")
    text = text.replace("    cidr_blocks = [\n", "    cidr_blocks = [ # riveter:ignore sg-open\n")
    result = scan(text)
    assert result.outcomes == {"sg-open aws_security_group.g": "suppressed"}
    assert result.diagnostics == []


def test_a_comment_inside_of_a_value_does_not_cover_all_of_it(scan: ScanText) -> None:
    result = scan(GROUP % ("", "# riveter:ignore sg-open", "# riveter:ignore sg-open"))
    assert result.outcomes == {"sg-open aws_security_group.g": "fail"}
    (remark,) = result.diagnostics
    assert remark["line"] == 11
    assert remark["detail"] == "The rule fails in this block, but not here: main.tf:9:19."


def test_a_comment_beside_a_module_call_covers_what_the_call_makes(scan: ScanText, repository: Path) -> None:
    module = repository / "modules" / "keys"
    (module / "inner").mkdir(parents=True)
    (module / "main.tf").write_text(KEY + 'module "inner" {\n  source = "./inner"\n}\n')
    (module / "inner" / "main.tf").write_text(KEY)
    result = scan(
        '# riveter:ignore kms-rotation\nmodule "a" {\n  count = 2\n  source = "./modules/keys"\n}\n'
        'module "b" {\n  source = "./modules/keys"\n}\n'
    )
    outcomes = {key.removeprefix("kms-rotation "): value for key, value in result.outcomes.items()}
    assert {key for key, value in outcomes.items() if value == "suppressed"} == {
        f"module.a[{index}].{inner}aws_kms_key.k" for index in (0, 1) for inner in ("", "module.inner.")
    }
    assert {key for key, value in outcomes.items() if value == "fail"} == {
        "module.b.aws_kms_key.k",
        "module.b.module.inner.aws_kms_key.k",
    }
    assert result.diagnostics == []


def test_a_comment_beside_a_module_argument_covers_what_fails_because_of_it(scan: ScanText, repository: Path) -> None:
    (repository / "keys").mkdir()
    (repository / "keys" / "main.tf").write_text(
        'variable "rotate" {}\nvariable "days" {}\nresource "aws_kms_key" "k" {\n'
        "  enable_key_rotation = var.rotate\n  deletion_window_in_days = var.days\n}\n"
    )
    result = scan('module "m" {\n  source = "./keys"\n  rotate = false # riveter:ignore kms-*\n  days = 1\n}\n')
    assert result.outcomes == {
        "kms-rotation module.m.aws_kms_key.k": "suppressed",
        "kms-window module.m.aws_kms_key.k": "fail",
    }


def test_a_comment_for_a_file_covers_that_file_only(scan: ScanText, repository: Path) -> None:
    (repository / "other.tf").write_text(KEY.replace('"k"', '"other"'))
    result = scan("# riveter:ignore-file kms-rotation\n" + KEY)
    assert result.outcomes == {K: "suppressed", "kms-rotation aws_kms_key.other": "fail"}


def test_a_comment_covers_what_fails_beside_it_though_the_finding_is_about_something_else(
    scan: ScanText, repository: Path
) -> None:
    (repository / "rules.yml").write_text(
        "- id: closed\n  name: x\n  resource_type: aws_s3_bucket\n  assertions:\n"
        "    - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}\n      quantifier: all\n"
        "      assertions: [{key: block_public_acls, operator: is_true}]\n"
    )
    text = (
        'resource "aws_s3_bucket" "b" {}\n%s\nresource "aws_s3_bucket_public_access_block" "p" {\n'
        "  bucket = aws_s3_bucket.b.id\n  block_public_acls = false\n}\n"
    )
    assert scan(text % "").outcomes == {"closed aws_s3_bucket.b": "fail"}
    assert scan(text % "# riveter:ignore closed").outcomes == {"closed aws_s3_bucket.b": "suppressed"}


def test_a_comment_in_an_override_file_covers_what_fails_there(scan: ScanText, repository: Path) -> None:
    (repository / "main_override.tf").write_text("# riveter:ignore kms-rotation\n" + KEY)
    result = scan(KEY.replace("false", "true"))
    assert (result.outcomes[K], result.diagnostics) == ("suppressed", [])


def test_every_instance_of_a_resource_is_covered(scan: ScanText) -> None:
    result = scan("# riveter:ignore kms-rotation\n" + KEY.replace("{\n", "{\n  count = 3\n", 1))
    assert set(result.outcomes.values()) == {"suppressed"}
    assert len(result.outcomes) == 3


def test_what_is_not_known_can_be_suppressed_too(scan: ScanText) -> None:
    text = 'variable "x" {}\n# riveter:ignore kms-rotation\n' + KEY.replace("false", "var.x")
    result = scan(text, "--unknown", "fail")
    assert (result.code, result.outcomes[K]) == (0, "suppressed")
    assert result.findings[0]["suppressed_outcome"] == "unknown"


# --- options --------------------------------------------------------------------------------------


def test_reason_date_owner_and_ticket_are_reported(scan: ScanText) -> None:
    result = scan(
        '# riveter:ignore kms-rotation reason="see \\"the\\" ticket" until=2099-03-31 owner=data ticket=\'D-1\'\n' + KEY
    )
    given = result.findings[0]["suppression"]
    assert given["kind"] == "inline"
    assert given["reason"] == 'see "the" ticket'
    assert given["until"] == "2099-03-31"
    assert (given["owner"], given["ticket"]) == ("data", "D-1")
    assert (given["file"], given["line"]) == ("main.tf", 1)


def test_an_expired_comment_brings_the_finding_back_with_a_note(scan: ScanText) -> None:
    result = scan("# riveter:ignore kms-rotation until=2020-03-31\n" + KEY)
    assert (result.code, result.outcomes[K]) == (1, "fail")
    assert result.about("expired") == [
        "note main.tf:1:3 The suppression of `kms-rotation` expired on 2020-03-31: the finding counts again"
    ]


def test_a_reason_can_be_required(scan: ScanText, repository: Path) -> None:
    config(repository, "suppressions: {require_reason: true}\n")
    result = scan("# riveter:ignore kms-rotation\n" + KEY)
    assert (result.code, result.outcomes[K]) == (1, "fail")
    assert result.about("gives no reason")[0].startswith("warning main.tf:1:3 ")
    assert scan('# riveter:ignore kms-rotation reason="known"\n' + KEY).code == 0


def test_comments_can_be_switched_off(scan: ScanText, repository: Path) -> None:
    config(repository, "suppressions: {comments: false}\n")
    result = scan("# riveter:ignore kms-rotation\n" + KEY)
    assert result.outcomes[K] == "fail"
    assert result.about("switches such comments off")[0].startswith("note main.tf:1:3 ")


# --- comments that are wrong ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comment", "place", "words"),
    [
        ("# riveter:ignroe kms-rotation", "1:3", "Did you mean `riveter:ignore`?"),
        ("# riveter:skip kms-rotation", "1:3", "Did you mean `riveter:ignore`?"),
        ("# riveter:ignore_file kms-rotation", "1:3", "Did you mean `riveter:ignore"),
        ("# Riveter:Ignore kms-rotation", "1:3", "Did you mean `riveter:ignore`?"),
        ("# riveter-ignore kms-rotation", "1:3", "Did you mean `riveter:ignore`?"),
        ("# RIVETER:IGNORE kms-rotation", "1:3", "Did you mean `riveter:ignore`?"),
        ("# legacy, riveter:ignore kms-rotation", "1:11", "only at the beginning of a comment"),
        ("# riveter:ignore kms-rotaton", "1:18", "Did you mean `kms-rotation`?"),
        ("# riveter:ignore kmz-*", "1:18", "No rule matches `kmz-*`"),
        ("# riveter:ignore CKV_AWS_7", "1:18", "Here that is `kms-rotation`."),
        ("# riveter:ignore", "1:3", "No rule is named"),
        ("# riveter:ignore reason=x", "1:3", "No rule is named"),
        ("# riveter:ignore kms-rotation,", "1:31", "missing after the comma"),
        ("# riveter:ignore kms-rotation legacy key", "1:31", "`legacy` is not expected"),
        ("# riveter:ignore kms-rotation until=soon", "1:37", "`soon` is not a date"),
        ("# riveter:ignore kms-rotation until=2027-02-30", "1:37", "`2027-02-30` is not a date"),
        ("# riveter:ignore kms-rotation until=31.12.2027", "1:37", "is not a date"),
        ("# riveter:ignore kms-rotation untill=2027-01-01", "1:31", "Did you mean `until`?"),
        ("# riveter:ignore kms-rotation expires=2027-01-01", "1:31", "Did you mean `until`?"),
        ('# riveter:ignore kms-rotation reason="open', "1:38", "quotes of `reason` are not closed"),
        ("# riveter:ignore kms-rotation reason=", "1:37", "`reason` has no value"),
        ("# riveter:ignore kms-rotation reason=a reason=b", "1:40", "`reason` is given twice"),
    ],
)
def test_a_comment_that_is_wrong_suppresses_nothing_and_says_why(
    scan: ScanText, comment: str, place: str, words: str
) -> None:
    result = scan(f"{comment}\n{KEY}")
    assert (result.code, result.outcomes[K]) == (1, "fail")
    (remark,) = result.diagnostics
    assert remark["severity"] == "warning"
    assert f"{remark['line']}:{remark['column']}" == place
    assert words in f"{remark['summary']} {remark['hint']}"


@pytest.mark.parametrize(
    "comment",
    [
        "# riveter ignores nothing here",
        "# riveter: validates this",
        "# how to use riveter:ignore is in the manual",
        "# riveter-ignore comments are explained elsewhere",
        "# the tag ignore:kms-rotation is ours",
    ],
)
def test_prose_about_riveter_is_no_suppression(scan: ScanText, comment: str) -> None:
    result = scan(f"{comment}\n{KEY}")
    assert result.outcomes[K] == "fail"
    assert result.diagnostics == []


def test_the_other_rules_of_a_comment_hold_when_one_is_misspelt(scan: ScanText) -> None:
    result = scan("# riveter:ignore kms-rotation, kms-windwo\n" + KEY)
    assert result.outcomes[K] == "suppressed"
    assert result.about("kms-windwo") == ["warning main.tf:1:32 There is no rule `kms-windwo`: nothing is suppressed"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("terraform.tfvars", "x = false # riveter:ignore kms-rotation\n"),
        ("more.tf.json", '{"//": "riveter:ignore kms-rotation", "locals": {}}'),
    ],
)
def test_a_suppression_in_a_file_where_it_does_not_count_is_told(
    scan: ScanText, repository: Path, name: str, text: str
) -> None:
    (repository / name).write_text(text)
    result = scan('variable "x" {}\n' + KEY.replace("false", "var.x") if "tfvars" in name else KEY)
    assert result.outcomes[K] == "fail"
    column = text.index("riveter") + 1
    assert result.about("suppresses nothing here") == [
        f"warning {name}:1:{column} `riveter:ignore` suppresses nothing here"
    ]
    assert result.hints() == ["Put it into the .tf file, at the block or attribute, or waive the rule in riveter.yml."]


def test_what_is_no_rule_in_a_file_without_comments_is_no_suppression(scan: ScanText, repository: Path) -> None:
    (repository / "terraform.tfvars").write_text('x = "riveter:ignore nothing" # riveter\n')
    assert scan('variable "x" {}\n' + KEY).diagnostics == []


def test_what_is_said_of_comments_is_in_the_order_of_file_and_place(scan: ScanText, repository: Path) -> None:
    (repository / "a.tf").write_text("# riveter:ignore kms-rotation\n" + GOOD.replace('"k"', '"a"'))
    config(repository, "waivers: [{rule: kms-nothing}]\n")
    result = scan(
        "# riveter:ignore kms-rotation, kms-window\n"
        + GOOD
        + "# riveter:ignore kms-rotatoin\n"
        + KEY.replace('"k"', '"b"')
    )
    assert [f"{item['file']}:{item['line']}:{item['column']}" for item in result.diagnostics] == [
        "a.tf:1:18",
        "main.tf:1:18",
        "main.tf:1:32",
        "main.tf:5:18",
        "riveter.yml:2:11",
    ]


# --- comments without use -------------------------------------------------------------------------

GOOD = KEY.replace("false", "true")


def test_a_comment_that_suppresses_nothing_is_reported_where_it_stands(scan: ScanText) -> None:
    result = scan("# riveter:ignore kms-rotation, kms-window\n" + GOOD)
    assert result.code == 0
    assert result.about("suppresses nothing") == [
        "warning main.tf:1:18 The suppression of `kms-rotation` suppresses nothing",
        "warning main.tf:1:32 The suppression of `kms-window` suppresses nothing",
    ]


def test_a_comment_beside_nothing_is_reported(scan: ScanText) -> None:
    result = scan("# riveter:ignore kms-rotation\n\n" + KEY)
    assert result.about("not at a block or attribute") == [
        "warning main.tf:1:18 The suppression of `kms-rotation` is not at a block or attribute"
    ]


def test_what_unused_comments_are_can_be_chosen(scan: ScanText, repository: Path) -> None:
    config(repository, "suppressions: {unused: error}\n")
    assert scan("# riveter:ignore kms-rotation\n" + GOOD).code == 2
    config(repository, "suppressions: {unused: hide}\n")
    result = scan("# riveter:ignore kms-rotation\n" + GOOD)
    assert (result.code, result.diagnostics) == (0, [])


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("# riveter:ignore kms-rotation\n" + GOOD, ("--exclude", "kms-rotation")),
        ("# riveter:ignore kms-window\n" + KEY, ("--severity", "high")),
        ("# riveter:ignore s3-bucket-versioning\n" + KEY, ()),
        ("# riveter:ignore kms-rotation\n" + KEY.replace("{\n", "{\n  count = 0\n", 1), ()),
        ('# riveter:ignore kms-rotation\nmodule "m" {\n  source = "example/keys/aws"\n}\n', ()),
    ],
)
def test_a_comment_is_not_called_useless_when_its_rule_had_no_chance_to_fail(
    scan: ScanText, text: str, options: tuple[str, ...]
) -> None:
    assert scan(text, *options).about("suppress") == []


def test_a_comment_in_a_file_that_is_only_context_is_not_called_useless(scan: ScanText, repository: Path) -> None:
    (repository / "other.tf").write_text("# riveter:ignore kms-rotation\n" + GOOD.replace('"k"', '"o"'))
    assert scan(KEY, "-t", "main.tf").diagnostics == []


# --- reports --------------------------------------------------------------------------------------


def test_suppressed_findings_stay_in_json_sarif_and_html(scan: ScanText, repository: Path) -> None:
    import json

    result = scan(
        '# riveter:ignore kms-rotation reason="known since May" until=2099-01-01\n' + KEY,
        "-f",
        "sarif:out.sarif",
        "-f",
        "html:out.html",
    )
    assert result.outcomes[K] == "suppressed"
    (found,) = json.loads((repository / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
    (suppression,) = found["suppressions"]
    assert suppression["kind"] == "inSource"
    assert "known since May" in suppression["justification"]
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 1
    assert "known since May" in (repository / "out.html").read_text("utf-8")


def test_a_rule_that_crashes_is_an_error_whatever_comments_say(scan: ScanText, monkeypatch: pytest.MonkeyPatch) -> None:
    from riveter import engine

    def crash(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "_evaluate", crash)
    result = scan("# riveter:ignore kms-rotation, kms-window\n" + KEY)
    assert (result.code, result.outcomes[K]) == (2, "error")


def test_nothing_of_a_comment_reaches_the_terminal_raw(scan: ScanText, repository: Path) -> None:
    from riveter.cli.main import main

    (repository / "main.tf").write_text('# riveter:ignore kms-rotation reason="\x1b[2J" \x1b[31mred\n' + KEY, "utf-8")
    assert main(("scan", "-r", "rules.yml", "-o", "out.txt")) == 1
    result = scan(None)
    assert all("\x1b" not in str(item) for item in result.diagnostics)


def test_very_many_comments_are_bounded_and_fast(scan: ScanText) -> None:
    import time

    started = time.perf_counter()
    result = scan("# riveter:ignore kms-*x\n" * 20_000 + KEY)
    assert time.perf_counter() - started < 20
    assert result.about("more than 2,000 suppressions") == [
        "warning main.tf:2001:3 There are more than 2,000 suppressions: this one and those after it do not count"
    ]
    assert "Exclude the rules, or waive them in riveter.yml." in result.hints()
    assert result.outcomes[K] == "fail"
