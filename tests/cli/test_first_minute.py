"""What somebody sees who has just installed riveter and names nothing yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from riveter.cli.app import ALIASES, COMMANDS
from tests.cli.conftest import Riveter

KEY = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = %s\n}\n'
OTHER = 'resource "random_id" "r" {\n  byte_length = 2\n}\n'
RULE = "- {id: named, name: Named, resource_type: %s, assertions: [{key: name, operator: exists}]}\n"


# --- packs by default ------------------------------------------------------------------------------


@pytest.mark.parametrize("rotate", ["true", "false"])
def test_scan_alone_takes_the_pack_for_the_resources_and_says_so_in_one_line(
    riveter: Riveter, tmp_path: Path, rotate: str
) -> None:
    (tmp_path / "main.tf").write_text(OTHER + KEY % rotate)
    code, out, err = riveter("scan")
    assert code == (0 if rotate == "true" else 1)
    assert "KMS keys must have rotation enabled" in out
    assert err == (
        "note: No packs or rules are named, so riveter uses aws-security for resources of aws, and terraform-hygiene "
        "(-p or `packs:` in riveter.yml overrides this)\n"
    )


def test_the_resources_of_a_module_that_declares_no_provider_count(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('module "m" {\n  source = "./m"\n}\n')
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text(KEY % "false")
    code, out, err = riveter("scan", "main.tf")
    assert (code, "module.m.aws_kms_key.k" in out, "uses aws-security" in err) == (1, True, True)


def test_the_resources_of_a_plan_count(riveter: Riveter, tmp_path: Path) -> None:
    resource = {"address": "aws_kms_key.k", "mode": "managed", "type": "aws_kms_key", "name": "k", "values": {}}
    plan = {"format_version": "1.2", "planned_values": {"root_module": {"resources": [resource]}}}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    code, out, err = riveter("scan", "plan.json")
    assert (code, "kms-key-rotation-enabled" in out, "uses aws-security" in err) == (1, True, True)


@pytest.mark.parametrize("config", ["", "# nothing yet\n", "overrides: [{path: '*.tf', exclude: s3-*}]\n"])
def test_a_config_that_names_none_changes_nothing(riveter: Riveter, tmp_path: Path, config: str) -> None:
    (tmp_path / "main.tf").write_text(KEY % "false")
    (tmp_path / "riveter.yml").write_text(config)
    code, out, err = riveter("scan")
    assert (code, "kms-key-rotation-enabled" in out, "uses aws-security" in err) == (1, True, True)


@pytest.mark.parametrize(
    ("options", "config"),
    [
        (("-p", "soc2"), ""),
        (("-r", "rules.yml"), ""),
        ((), "packs: [soc2]\n"),
        ((), "rules: rules.yml\n"),
        ((), "overrides: [{path: '*.tf', rules: rules.yml}]\n"),
    ],
)
def test_whoever_names_packs_or_rules_gets_these_alone(
    riveter: Riveter, tmp_path: Path, options: tuple[str, ...], config: str
) -> None:
    (tmp_path / "main.tf").write_text(KEY % "true")
    (tmp_path / "rules.yml").write_text(RULE % "aws_kms_key")
    (tmp_path / "riveter.yml").write_text(config)
    _, out, err = riveter("scan", "-f", "json", *options)
    rules = json.loads(out)["rules"]
    assert {rule["pack"] for rule in rules} == ({"soc2-security"} if "soc2" in f"{options}{config}" else {""})
    assert "uses" not in err


def test_a_broken_config_does_not_choose_other_rules(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(KEY % "false")
    (tmp_path / "riveter.yml").write_text("pakcs: [soc2]\n")
    code, out, err = riveter("scan")
    assert (code, "kms-key" in out, "uses aws-security" in err) == (2, False, False)


def test_rules_of_a_pack_for_other_providers_are_not_counted(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(OTHER)
    code, out, _ = riveter("scan", "--allow-empty", "-f", "json")
    assert (code, {rule["pack"] for rule in json.loads(out)["rules"]}) == (0, {"terraform-hygiene"})


def test_options_about_rules_are_about_the_packs_by_default(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(KEY % "false")
    assert riveter("scan", "--exclude", "kms-key-rotation-enabled", "--allow-empty").code == 0
    assert riveter("scan", "--include", "kms-key-rotation-*").code == 1
    code, _, err = riveter("scan", "--include", "kms-key-rotatoin-*")
    assert (code, "matches no rule" in err) == (2, True)


def test_a_baseline_takes_the_same_packs(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(KEY % "false")
    assert riveter("baseline", "create").out == "1 finding in riveter-baseline.json\n"
    assert riveter("scan", "--baseline", "riveter-baseline.json").code == 0


def test_init_writes_the_packs_that_a_scan_takes_by_default(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(OTHER + KEY % "false")
    riveter("init", "--ci", "none")
    assert yaml.safe_load((tmp_path / "riveter.yml").read_text())["packs"] == ["aws-security", "terraform-hygiene"]
    assert "uses" not in riveter("scan").err


# --- what next -------------------------------------------------------------------------------------


def test_an_unknown_connection_is_named(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'module "network" {\n  source = "example/network/aws"\n}\n'
        'resource "aws_instance" "web" {\n  subnet_id = module.network.subnet\n}\n'
    )
    related = "[{related: {resource_type: aws_subnet, via: subnet_id}}]"
    (tmp_path / "rules.yml").write_text(
        f"- {{id: private, name: Private, resource_type: aws_instance, assertions: {related}}}\n"
    )
    done = riveter("scan", "-r", "rules.yml")
    assert "it is not known if a connected aws_subnet fulfils the conditions\n" in done.out
    assert "Its resources are not checked, and its outputs are unknown: module.network" in done.err


def test_a_folder_without_terraform_is_named_once(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    code, _, err = riveter("scan", "docs")
    assert (code, err.splitlines()[0]) == (2, "docs: error: No Terraform files found")


# --- nothing validated -----------------------------------------------------------------------------


def test_nothing_validated_is_an_error_that_says_why_for_each_pack(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(OTHER + 'variable "x" {}\n')
    (tmp_path / "rules.yml").write_text(RULE % "aws_sns_topic")
    words = ("-p", "aws-security", "-p", "soc2", "-r", "rules.yml", "--include", "kms-key-rot*", "--include", "named")
    code, out, err = riveter("scan", *words, "--include", "rds-multi-az")
    assert code == 2
    assert out.splitlines()[-1] == "Nothing was validated: no rule matched any resource."
    assert err.splitlines() == [
        "error: Nothing was validated",
        "     The input has 1 resource: random_id (1).",
        "     rules.yml: 1 rule, about aws_sns_topic.",
        "     aws-security: 1 more rule, about aws_kms_key.",
        "     soc2-security: 1 more rule, about aws_db_instance.",
        "     hint: Name packs or rules for these resources (-p, -r). If this is expected, use --allow-empty, or "
        "`allow_empty: true` in riveter.yml.",
    ]


def test_rules_whose_filters_leave_out_everything_were_asked(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_kms_key" "off" {\n  is_enabled = false\n}\n')
    code, out, err = riveter("scan", "-p", "aws-security", "--include", "kms-key-rot*", "--include", "s3-bucket-log*")
    assert code == 0
    assert out.splitlines()[-1] == "Nothing was validated: no rule matched any resource."
    assert err.splitlines() == [
        "warning: Nothing was validated",
        "     The input has 1 resource: aws_kms_key (1).",
        "     aws-security: 2 rules, 1 of them about such types, but filters leave out every resource.",
    ]


def test_without_a_pack_for_a_provider_it_says_so(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(OTHER)
    code, _, err = riveter("scan")
    assert (code, err.count("There is no bundled pack for random.")) == (2, 1)
    assert "\n     terraform-hygiene: " in err
    assert "error: Nothing was validated" in err


def test_every_terraform_is_asked_what_is_about_terraform_itself(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(OTHER + 'module "m" {\n  source = "github.com/example/m"\n}\nvariable "x" {}\n')
    code, out, err = riveter("scan")
    assert (code, "module-git-ref" in out, "variable-description" in out) == (1, True, False)
    assert (
        "note: No packs or rules are named, so riveter uses terraform-hygiene (-p or `packs:` in riveter.yml overrides this)\n"
        "     There is no bundled pack for random.\n"
    ) in err
    assert "variable-description" in riveter("scan", "--severity", "info").out
    assert "variable-description" in riveter("scan", "--include", "variable-*").out
    assert "variable-description" in riveter("scan", "-p", "terraform-hygiene").out


@pytest.mark.parametrize(
    ("options", "config"),
    [(("--allow-empty",), ""), ((), "allow_empty: true\n"), (("--diff", "HEAD"), "")],
)
def test_where_nothing_may_be_there_it_is_a_note(
    riveter: Riveter, tmp_path: Path, options: tuple[str, ...], config: str
) -> None:
    import subprocess

    (tmp_path / "main.tf").write_text(OTHER)
    (tmp_path / "riveter.yml").write_text(config)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        identity = ["-c", "user.name=x", "-c", "user.email=x@y"]
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True)
    assert riveter("scan", "-p", "aws-security").code == (0 if config else 2)
    code, out, err = riveter("scan", "-p", "aws-security", *options)
    assert (code, err.splitlines()[0]) == (0, "note: Nothing was validated")
    assert out.splitlines()[-1] == "Nothing was validated: no rule matched any resource."


@pytest.mark.parametrize(
    "document",
    [
        {"format_version": "1.2", "terraform_version": "1.11.0", "planned_values": {"root_module": {}}},
        {"format_version": "1.0", "terraform_version": "1.11.0", "values": {"root_module": {}}},
    ],
    ids=["plan", "state"],
)
def test_a_plan_without_resources_is_no_error(riveter: Riveter, tmp_path: Path, document: object) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(document))
    code, _, err = riveter("scan", "-p", "aws-security", "plan.json")
    assert (code, err.splitlines()[0]) == (0, "note: Nothing was validated")


def test_a_plan_whose_resources_no_rule_is_about_is_one(riveter: Riveter, tmp_path: Path) -> None:
    resource = {"address": "random_id.k", "mode": "managed", "type": "random_id", "name": "k", "values": {}}
    plan = {"format_version": "1.2", "planned_values": {"root_module": {"resources": [resource]}}}
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    assert riveter("scan", "plan.json").code == 2


def test_what_is_suppressed_was_validated(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("# riveter:ignore kms-key-rotation-enabled\n" + KEY % "false")
    assert riveter("scan").code == 0


def test_a_baseline_of_nothing_is_not_written(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(OTHER)
    assert riveter("baseline", "create").code == 2
    assert not (tmp_path / "riveter-baseline.json").exists()
    assert riveter("baseline", "create", "--allow-empty").code == 0


# --- words that people try first -------------------------------------------------------------------


def test_words_that_people_try_lead_to_the_right_command(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(KEY % "false")
    for word in ("check", "validate"):
        assert riveter(word, "--include", "kms-*") == riveter("scan", "--include", "kms-*")
    assert riveter("rules") == riveter("list") == riveter("packs")
    assert riveter("rules", "soc2") == riveter("packs", "show", "soc2")
    assert riveter("version") == riveter("--version")
    assert riveter("help") == riveter("--help")
    assert riveter("help", "packs", "show") == riveter("packs", "show", "--help")
    assert riveter("help", "check").out == riveter("scan", "--help").out


def test_words_that_people_try_hide_no_command() -> None:
    assert set(ALIASES).isdisjoint(COMMANDS)
    assert set(ALIASES.values()) <= set(COMMANDS)


@pytest.mark.parametrize(("word", "meant"), [("rulez", "rules"), ("scna", "scan"), ("chekc", "check")])
def test_a_misspelt_command_is_still_an_error(riveter: Riveter, word: str, meant: str) -> None:
    code, _, err = riveter(word)
    assert (code, f"Did you mean '{meant}'?" in err) == (2, True)


def test_what_is_missing_from_a_module_is_said_in_the_report(riveter: Riveter, tmp_path: Path) -> None:
    """There is nothing to underline, and the words stand there all the same."""
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n', encoding="utf-8")
    out = riveter("scan", "--include", "terraform-version-required", "-p", "terraform-hygiene").out
    assert '      1 │ resource "aws_s3_bucket" "b" {}\n        │ there is no terraform block in this module\n' in out
