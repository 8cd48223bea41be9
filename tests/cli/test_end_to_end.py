"""The real program on real files: what people see, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from riveter.reporters import json_schema
from tests.cli.conftest import Riveter

MAIN = """\
variable "rotate" {
  default = false
}

variable "key" {}

resource "aws_kms_key" "data" {
  description         = "Data key"
  enable_key_rotation = var.rotate
}

resource "aws_kms_key" "logs" {
  enable_key_rotation = true
}

resource "aws_lambda_function" "f" {
  kms_key_arn = var.key
}
"""
RULES = """\
rules:
  - id: kms-rotation
    name: KMS keys must have rotation enabled
    severity: high
    resource_type: aws_kms_key
    assertions:
      - {key: enable_key_rotation, operator: equals, value: true}
  - id: lambda-kms
    name: Lambda functions must use a KMS key
    resource_type: aws_lambda_function
    assertions:
      - {key: kms_key_arn, operator: starts_with, value: "arn:"}
  - id: s3-private
    name: Buckets are private
    resource_type: aws_s3_bucket
    assertions:
      - {key: acl, operator: equals, value: private}
"""


@pytest.fixture(autouse=True)
def module(tmp_path: Path) -> Path:
    """A module and rules in the working directory."""
    (tmp_path / "main.tf").write_text(MAIN)
    (tmp_path / "rules.yml").write_text(RULES)
    return tmp_path


def program(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own."""
    command = [sys.executable, "-m", "riveter", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_a_scan_shows_rules_findings_and_summary(riveter: Riveter) -> None:
    code, out, err = riveter("scan", "-r", "rules.yml")
    assert (code, err) == (1, "")
    assert out == (
        "❌ KMS keys must have rotation enabled (1 of 2 resources)\n"
        "❔ Lambda functions must use a KMS key (1 of 1 resource unknown)\n"
        "\n"
        "❌ KMS keys must have rotation enabled · high · kms-rotation\n"
        "   aws_kms_key.data  main.tf:9:25\n"
        '      8 │   description         = "Data key"\n'
        "      9 │   enable_key_rotation = var.rotate\n"
        "        │                         ^^^^^^^^^^ is false, expected true\n"
        "        = var.rotate is false: main.tf:2:13 (default)\n"
        "   More: riveter explain kms-rotation -r rules.yml\n"
        "\n"
        "❔ Lambda functions must use a KMS key · medium · lambda-kms\n"
        "   aws_lambda_function.f  main.tf:17:17\n"
        '     16 │ resource "aws_lambda_function" "f" {\n'
        "     17 │   kms_key_arn = var.key\n"
        "        │                 ^^^^^^^ is not known\n"
        "        = var.key has no value: main.tf:5\n"
        "   More: riveter explain lambda-kms -r rules.yml\n"
        "\n"
        "Summary: 0 rules passed, 1 failed, 1 unknown (1 rule had no matching resources)\n"
        "Findings: 1 failed (1 high), 1 unknown (1 medium), 1 passed\n"
    )


def test_with_values_for_the_variables_everything_passes(riveter: Riveter) -> None:
    code, out, _ = riveter("scan", "-r", "rules.yml", "--var", "rotate=true", "--var", "key=arn:aws:kms:x")
    assert code == 0
    assert out.endswith("\n\nSummary: 2 rules passed, 0 failed\nValidation passed!\n")


def test_the_json_report_of_a_real_scan_follows_its_schema(riveter: Riveter) -> None:
    document = json.loads(riveter("scan", "-r", "rules.yml", "-f", "json").out)
    jsonschema.Draft202012Validator(json_schema.schema()).validate(document)
    assert document["summary"]["resources"] == 3
    assert document["summary"]["files"] == 1
    assert [(item["rule_id"], item["outcome"]) for item in document["findings"]] == [
        ("kms-rotation", "fail"),
        ("kms-rotation", "pass"),
        ("lambda-kms", "unknown"),
    ]


def test_two_scans_of_the_same_files_give_the_same_bytes() -> None:
    first, second = (program("scan", "-r", "rules.yml", "-f", "json").stdout for _ in range(2))
    assert first == second


# --- bad input ------------------------------------------------------------------------------------


def test_a_broken_file_is_told_and_the_others_are_validated(riveter: Riveter, module: Path) -> None:
    (module / "broken.tf").write_text('resource "aws_s3_bucket" "x" {\n  acl = \n}\n')
    code, out, err = riveter("scan", "-r", "rules.yml")
    assert code == 2
    assert "broken.tf:2:" in err
    assert "❌ KMS keys must have rotation enabled (1 of 2 resources)" in out
    assert out.endswith("The input has 1 error: parts of it were not validated.\n")


def test_a_broken_file_without_findings_is_an_error_still(riveter: Riveter, module: Path) -> None:
    (module / "main.tf").write_text("resource {")
    code, out, _ = riveter("scan", "-r", "rules.yml")
    assert code == 2
    assert "Validation passed!" not in out


def test_an_unknown_operator_is_shown_in_its_file_with_a_guess(riveter: Riveter, module: Path) -> None:
    (module / "rules.yml").write_text(RULES.replace("starts_with", "strats_with"))
    code, out, err = riveter("scan", "-r", "rules.yml")
    assert code == 2
    assert "rules.yml:12:" in err
    assert "strats_with, value" in err
    assert "^^^^^^^^^^^" in err
    assert "Did you mean `starts_with`?" in err
    assert "❌ KMS keys must have rotation enabled" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-r", "gone.yml"), "gone.yml"),
        (("-r", "rules.yml", "gone.tf"), "gone.tf"),
        (("-r", "rules.yml", "empty"), "empty"),
        (("-r", "rules.yml", "--include", "kms-rotatoin"), "--include kms-rotatoin matches no rule"),
        (("-r", "rules.yml", "--exclude", "*"), "No rule is selected"),
        (("-r", "rules.yml", "--severity", "critical"), "No rule is selected"),
        (("-r", "rules.yml", "--param", "days=3"), "days"),
        (("-p", "no-such-pack"), "no-such-pack"),
        (("-r", "rules.yml", "--var-file", "gone.tfvars"), "gone.tfvars"),
        (("-r", "folder"), "folder"),
    ],
)
def test_what_is_wrong_is_told_and_makes_the_exit_code_2(
    riveter: Riveter, module: Path, words: tuple[str, ...], message: str
) -> None:
    (module / "empty").mkdir()
    (module / "folder").mkdir()
    code, out, err = riveter("scan", *words)
    assert code == 2
    assert message in err
    assert "internal error" not in err
    assert "Validation passed!" not in out


@pytest.mark.parametrize("content", [b"\x7fELF\0\0\0", b"\xff\xfe\x00a", b"x" * (11 * 1024 * 1024)])
def test_a_file_that_is_no_text_is_told(riveter: Riveter, module: Path, content: bytes) -> None:
    (module / "odd.tf").write_bytes(content)
    code, _, err = riveter("scan", "-r", "rules.yml")
    assert code == 2
    assert "odd.tf" in err
    assert "internal error" not in err


def test_escape_sequences_of_the_input_are_made_visible(riveter: Riveter, module: Path) -> None:
    (module / "main.tf").write_text(
        'resource "aws_kms_key" "k" {\n  description = "\x1b[2J" /* \u202e */\n  enable_key_rotation = false\n}\n'
    )
    for words in (
        ("scan", "-r", "rules.yml"),
        ("scan", "-r", "rules.yml", "-f", "json"),
        ("show",),
        ("show", "--format", "json"),
    ):
        run = riveter(*words)
        assert "\x1b" not in run.out + run.err
        assert "\u202e" not in run.out + run.err


# --- show, eval, packs ----------------------------------------------------------------------------


def test_show_prints_dotted_keys_and_what_is_not_known(riveter: Riveter) -> None:
    code, out, err = riveter("show", "--address", "aws_*")
    assert (code, err) == (0, "")
    assert out == (
        "aws_kms_key.data  main.tf:7\n"
        '  description = "Data key"\n'
        "  enable_key_rotation = false\n"
        "\n"
        "aws_kms_key.logs  main.tf:12\n"
        "  enable_key_rotation = true\n"
        "\n"
        "aws_lambda_function.f  main.tf:16\n"
        "  kms_key_arn = (not known: var.key has no value: main.tf:5)\n"
    )


def test_show_as_json(riveter: Riveter) -> None:
    document = json.loads(riveter("show", "main.tf", "--format", "json", "--address", "aws_lambda_function.f").out)
    (resource,) = document["resources"]
    assert (resource["type"], resource["file"], resource["line"]) == ("aws_lambda_function", "main.tf", 16)
    assert resource["values"] == {}
    assert resource["unknown"] == {"kms_key_arn": "var.key has no value: main.tf:5"}
    assert document["diagnostics"] == []


def test_show_masks_what_is_sensitive(riveter: Riveter, module: Path) -> None:
    (module / "main.tf").write_text(
        'variable "p" {\n  sensitive = true\n  default = "hunter2"\n}\nresource "aws_db_instance" "d" {\n  password = var.p\n}\n'
    )
    for words in (("show",), ("show", "--format", "json"), ("eval", "var.p"), ("eval", "[var.p]", "--format", "json")):
        out = riveter(*words).out
        assert "hunter2" not in out
        assert "(sensitive" in out


def test_show_says_when_no_address_matches(riveter: Riveter) -> None:
    code, out, err = riveter("show", "--address", "nothing.*")
    assert (code, out) == (0, "")
    assert "None of the " in err


def test_eval_prints_the_value_or_why_it_is_not_known(riveter: Riveter) -> None:
    assert riveter("eval", "var.rotate") == (0, "false\n", "")
    assert riveter("eval", "var.key") == (0, "(not known: var.key has no value: main.tf:5)\n", "")
    code, out, err = riveter("eval", "1 +")
    assert (code, out) == (2, "")
    assert err.startswith("error: ")


def test_eval_reads_expressions_from_standard_input_and_answers_each_with_a_json_line(module: Path) -> None:
    shown = program("eval", "-t", ".", "--format", "json", input='1 + 2\n\n"a${1}"\nvar.key\nnope(\n')
    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert rows[0] == {"value": 3, "type": "number", "unknown": None, "error": None}
    assert rows[1]["error"]  # an empty line: every line has its answer
    assert rows[2]["value"] == "a1"
    assert rows[3]["unknown"] == "var.key has no value: main.tf:5"
    assert rows[4]["error"]
    assert shown.returncode == 2


def test_eval_works_in_an_empty_directory_and_says_when_there_is_none(riveter: Riveter, module: Path) -> None:
    (module / "empty").mkdir()
    assert riveter("eval", "1 + 1", "-t", "empty")[:2] == (0, "2\n")
    code, _, err = riveter("eval", "1", "-t", "missing")
    assert code == 2
    assert "missing" in err
    assert "internal error" not in err


def test_packs_are_listed_and_shown(riveter: Riveter) -> None:
    code, out, _ = riveter("packs", "list", "--format", "json")
    listed = json.loads(out)["packs"]
    assert code == 0
    assert listed
    assert riveter("packs", "--format", "json").out == out
    lines = riveter("packs").out.splitlines()
    assert sorted(line.split()[0] for line in lines if line.startswith("  ")) == [pack["name"] for pack in listed]
    assert [line for line in lines if line and not line.startswith("  ")] == [
        "Used by default, each for the resources of its provider:",
        "Further selections:",
        "For a framework: the rules that serve one of its controls:",
    ]
    names = {pack["name"] for pack in listed}
    shown_here = {"aws-security", "soc2-security", "cis-aws-7", "terraform-hygiene"}
    assert shown_here < names
    for pack in listed:
        if pack["name"] not in shown_here:
            continue
        shown = json.loads(riveter("packs", "show", pack["name"], "--format", "json").out)
        assert set(shown) == {"name", "version", "description", "rules"}
        assert len(shown["rules"]) == pack["rules"]
        assert set(shown["rules"][0]) == {"id", "name", "severity", "resource_type", "metadata"}
        assert shown["rules"][0]["id"] in riveter("packs", "show", pack["name"]).out


def test_a_pack_that_is_not_there_is_an_error(riveter: Riveter) -> None:
    code, out, err = riveter("packs", "show", "aws-securty")
    assert (code, out) == (2, "")
    assert "aws-securty" in err


# --- the process ----------------------------------------------------------------------------------


def test_a_reader_that_goes_away_does_not_change_the_verdict(module: Path) -> None:
    blocks = "".join(f'resource "aws_kms_key" "k{n}" {{\n  enable_key_rotation = false\n}}\n' for n in range(3000))
    (module / "main.tf").write_text(blocks)
    with subprocess.Popen(
        [sys.executable, "-m", "riveter", "scan", "-r", "rules.yml"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait() == 1
    assert errors == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_an_error(module: Path) -> None:
    with Path("/dev/full").open("w") as full:
        shown = subprocess.run(
            [sys.executable, "-m", "riveter", "scan", "-r", "rules.yml"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert shown.returncode == 2
    assert shown.stderr.strip() == "Error: cannot write to standard output: No space left on device"


def test_closed_output_is_an_error_and_not_a_crash(module: Path) -> None:
    shown = subprocess.run(
        f"exec '{sys.executable}' -m riveter scan -r rules.yml >&-",
        shell=True,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert shown.returncode == 2
    assert "Traceback" not in shown.stderr


def test_an_interrupt_ends_quickly_with_130(module: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "riveter", "eval"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("1\n")
        process.stdin.flush()
        assert process.stdout.readline() == "1\n"
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.stderr.read().strip() == "Interrupted."


def test_a_terminal_without_unicode_gets_ascii_marks(module: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    shown = program("scan", "-r", "rules.yml", env=environment)
    assert shown.stdout.isascii()
    assert shown.stdout.startswith("[FAIL] KMS keys must have rotation enabled (1 of 2 resources)\n")
    document = program("scan", "-r", "rules.yml", "-f", "json", env=environment)
    assert json.loads(document.stdout)["summary"]["rules_failed"] == 1


FORMATS = ("text", "table", "json", "jsonl", "sarif", "junit", "html", "csv", "markdown", "github", "gitlab", "tap")
SECRETS = """\
variable "password" {
  sensitive   = true
  default     = "CANARY-default"
  description = "bad"
}
variable "given" { sensitive = true }
locals {
  broken = [parseint(var.password, 10), jsondecode(var.given), tonumber(var.password), file(var.password)]
}
provider "aws" {
  secret_key = "CANARY-provider"
}
resource "aws_db_instance" "d" {
  password   = "CANARY-literal"
  engine     = sensitive("CANARY-call")
  username   = var.password
  identifier = "x-${var.given}"
  name       = jsonencode({ p = var.password })
}
resource "aws_ssm_parameter" "p" {
  value = "CANARY-parameter"
  tier  = "bad"
}
resource "aws_secretsmanager_secret_version" "v" {
  secret_string = <<-EOT
    CANARY-heredoc
    EOT
  secret_id     = "bad"
}
module "m" {
  source = "./m"
  key    = var.password
}
output "o" {
  value     = var.password
  sensitive = true
}
"""
SECRET_MODULE = """\
variable "key" {}
resource "aws_db_instance" "d" {
  identifier = "x-${var.key}"
}
"""
SECRET_KEYS = {
    "aws_db_instance": ("password", "engine", "username", "identifier", "name.p"),
    "aws_ssm_parameter": ("value", "tier"),
    "aws_secretsmanager_secret_version": ("secret_string", "secret_id"),
    "variable": ("default", "description"),
    "output": ("value",),
    "provider": ("secret_key",),
    "module": ("key",),
}


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A module full of secrets, and rules that fail on each of them."""
    (tmp_path / "main.tf").write_text(SECRETS)
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text(SECRET_MODULE)
    (tmp_path / "terraform.tfvars").write_text('given = "CANARY-tfvars"\n')
    rules = [
        f"- {{id: {type}-{number}, name: {type} {key}, resource_type: {type}, message: '{{actual}} at {{key}}', "
        f"assertions: [{{key: {key}, operator: equals, value: nope}}]}}\n"
        for type, keys in SECRET_KEYS.items()
        for number, key in enumerate(keys)
    ]
    (tmp_path / "rules.yml").write_text("".join(rules))
    return tmp_path


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_holds_a_secret(riveter: Riveter, secrets: Path, form: str) -> None:
    done = riveter("scan", "-v", "-r", "rules.yml", "-f", form, ".")
    assert done.code == 1
    assert "aws_db_instance" in done.out
    assert "CANARY" not in done.out + done.err


@pytest.mark.parametrize(
    "command",
    [
        ("show", "."),
        ("show", "--format", "json", "."),
        ("explain", "aws_db_instance-0", "aws_db_instance.d", "-t", ".", "-r", "rules.yml"),
        ("explain", "aws_db_instance-3", "module.m.aws_db_instance.d", "-t", ".", "-r", "rules.yml"),
        ("eval", "var.password", "-t", "."),
        ("eval", "{ a = [local.broken, var.given] }", "-t", ".", "--format", "json"),
        ("lint", "rules.yml"),
    ],
    ids=lambda command: command[0],
)
def test_no_command_prints_a_secret(riveter: Riveter, secrets: Path, command: tuple[str, ...]) -> None:
    done = riveter(*command)
    assert done.out + done.err
    assert "CANARY" not in done.out + done.err


def test_no_baseline_holds_a_secret(riveter: Riveter, secrets: Path) -> None:
    assert riveter("baseline", "create", "-r", "rules.yml", ".").code == 0
    assert "CANARY" not in (secrets / "riveter-baseline.json").read_text()
