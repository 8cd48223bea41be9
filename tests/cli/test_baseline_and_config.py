"""`riveter baseline`, `--baseline` and `riveter.yml` on real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

KEY = 'resource "aws_kms_key" "{name}" {{\n  enable_key_rotation = {value}\n}}\n'
RULES = """\
parameters:
  days: {type: number, default: 7}
rules:
  - id: kms-rotation
    name: KMS keys must have rotation enabled
    severity: high
    resource_type: aws_kms_key
    assertions:
      - {key: enable_key_rotation, operator: equals, value: true}
  - id: kms-window
    name: KMS keys must wait
    severity: low
    resource_type: aws_kms_key
    filters:
      - {key: deletion_window_in_days, operator: exists}
    assertions:
      - {key: deletion_window_in_days, operator: greater_than_or_equal, value: "{param.days}"}
"""


def key(name: str, value: str = "false") -> str:
    return KEY.format(name=name, value=value)


@pytest.fixture(autouse=True)
def project(tmp_path: Path) -> Path:
    """A repository with two failing keys."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "main.tf").write_text(key("a") + key("b"))
    (tmp_path / "rules.yml").write_text(RULES)
    return tmp_path


# --- baseline -------------------------------------------------------------------------------------


def test_known_findings_do_not_count_and_new_ones_do(riveter: Riveter, project: Path) -> None:
    assert riveter("baseline", "create", "-r", "rules.yml") == (0, "2 findings in riveter-baseline.json\n", "")
    code, out, err = riveter("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json")
    assert (code, err) == (0, "")
    assert out.startswith("➖ KMS keys must have rotation enabled (2 resources suppressed)\n")
    (project / "main.tf").write_text(key("a") + key("b") + key("c"))
    code, out, _ = riveter("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json")
    assert code == 1
    assert "❌ KMS keys must have rotation enabled (1 of 3 resources, 2 suppressed)\n" in out
    assert "aws_kms_key.c  main.tf:8:25" in out


def test_suppressed_findings_stay_in_the_json_report_with_the_reason(riveter: Riveter) -> None:
    riveter("baseline", "create", "-r", "rules.yml")
    document = json.loads(riveter("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json", "-f", "json").out)
    assert document["summary"]["findings"]["suppressed"] == 2
    assert document["findings"][0]["suppression"]["kind"] == "baseline"
    assert document["findings"][0]["suppressed_outcome"] == "fail"


def test_a_baseline_survives_moved_lines_renamed_files_and_reordered_blocks(riveter: Riveter, project: Path) -> None:
    riveter("baseline", "create", "-r", "rules.yml")
    (project / "main.tf").unlink()
    (project / "keys.tf").write_text("# moved\n\n\n" + key("b") + "\n" + key("a"))
    assert riveter("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json").code == 0


def test_a_baseline_never_hides_another_violation_of_the_same_rule(riveter: Riveter, project: Path) -> None:
    riveter("baseline", "create", "-r", "rules.yml")
    (project / "main.tf").write_text(key("a", '"false "') + key("b"))
    assert riveter("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json").code == 1


def test_update_only_shrinks_unless_told_otherwise(riveter: Riveter, project: Path) -> None:
    riveter("baseline", "create", "-r", "rules.yml")
    (project / "main.tf").write_text(key("b") + key("c"))
    code, _, err = riveter("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json")
    assert code == 1
    assert "1 finding of the baseline no longer occurs" in err
    code, out, err = riveter("baseline", "update", "-r", "rules.yml")
    assert (code, out) == (0, "1 removed, 0 added, 1 finding in riveter-baseline.json\n")
    assert err == "1 finding of this scan is not in it; --add adds them.\n"
    assert (
        riveter("baseline", "update", "-r", "rules.yml", "--add").out
        == "0 removed, 1 added, 2 findings in riveter-baseline.json\n"
    )
    assert riveter("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json").code == 0


def test_show_lists_what_is_known(riveter: Riveter, project: Path) -> None:
    riveter("baseline", "create", "-r", "rules.yml")
    assert riveter("baseline", "show").out == "kms-rotation  aws_kms_key.a\nkms-rotation  aws_kms_key.b\n2 findings\n"
    assert riveter("baseline", "show", "--format", "json").out == (project / "riveter-baseline.json").read_text("utf-8")


def test_create_does_not_replace_a_baseline_unless_forced(riveter: Riveter) -> None:
    riveter("baseline", "create", "-r", "rules.yml")
    code, _, err = riveter("baseline", "create", "-r", "rules.yml")
    assert code == 2
    assert "riveter-baseline.json exists" in err
    assert riveter("baseline", "create", "-r", "rules.yml", "--force").code == 0


def test_no_baseline_is_made_of_broken_input(riveter: Riveter, project: Path) -> None:
    (project / "broken.tf").write_text("resource {")
    code, out, err = riveter("baseline", "create", "-r", "rules.yml")
    assert (code, out) == (2, "")
    assert "broken.tf:1:" in err
    assert "the baseline was not written" in err
    assert not (project / "riveter-baseline.json").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "File not found"),
        ("nope", "It is not JSON"),
        ("[" * 10_000, "not a baseline"),
        ("[]", "It has no `riveter_baseline`"),
        ('{"riveter_baseline": 2, "findings": []}', "Its version is 2"),
        ('{"riveter_baseline": 1, "findings": [{"rule_id": 1}]}', "not a baseline"),
        (
            '{"riveter_baseline": 1, "findings": [{"rule_id": "a", "address": "b", "fingerprint": "c", "count": 0}]}',
            "less than 1",
        ),
    ],
)
def test_a_file_that_is_no_baseline_is_an_error(
    riveter: Riveter, project: Path, text: str | None, message: str
) -> None:
    if text is not None:
        (project / "b.json").write_text(text)
    code, out, err = riveter("scan", "-r", "rules.yml", "--baseline", "b.json")
    assert code == 2
    assert "b.json" in err
    assert message in err
    assert "❌ KMS keys must have rotation enabled" in out
    assert riveter("baseline", "show", "--file", "b.json").code == 2


# --- config ---------------------------------------------------------------------------------------


def test_a_config_says_what_the_command_line_need_not(riveter: Riveter, project: Path) -> None:
    (project / "riveter.yml").write_text("rules: rules.yml\nfail_on: critical\n")
    code, out, err = riveter("scan")
    assert (code, err) == (0, "")
    assert "❌ KMS keys must have rotation enabled" in out


def test_a_config_is_found_upwards_and_its_paths_are_its_own(
    riveter: Riveter, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "riveter.yml").write_text("rules: [policies/rules.yml]\n")
    (project / "policies").mkdir()
    (project / "rules.yml").rename(project / "policies" / "rules.yml")
    (project / "infra" / "prod").mkdir(parents=True)
    (project / "infra" / "prod" / "main.tf").write_text(key("p"))
    monkeypatch.chdir(project / "infra" / "prod")
    assert "aws_kms_key.p  main.tf:2:25" in riveter("scan").out
    assert "riveter uses aws-security" in riveter("scan", "--no-config").err


def test_a_config_outside_of_the_repository_is_not_read(
    riveter: Riveter, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "riveter.yml").write_text("rules: rules.yml\n")
    (project / "inner" / ".git").mkdir(parents=True)
    (project / "inner" / "main.tf").write_text(key("p"))
    monkeypatch.chdir(project / "inner")
    assert "riveter uses aws-security" in riveter("scan").err


def test_the_command_line_wins_over_the_config(riveter: Riveter, project: Path) -> None:
    (project / "other.yml").write_text(RULES.replace("kms-rotation", "other").replace("value: true", "value: false"))
    (project / "riveter.yml").write_text(
        "rules: rules.yml\nfail_on: never\nunknown: fail\nexclude: [kms-rotation]\nparameters: {days: 30}\nvariables: {on: false}\n"
        "allow_empty: true\n"
    )
    assert riveter("scan").code == 0
    assert "✅ KMS keys must have rotation enabled (2 resources)" in riveter("scan", "-r", "other.yml").out
    assert riveter("scan", "--exclude", "kms-window", "--fail-on", "low").code == 1


def test_parameters_and_variables_of_the_config_can_be_overridden(riveter: Riveter, project: Path) -> None:
    (project / "main.tf").write_text(
        'variable "days" {}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = true\n  deletion_window_in_days = var.days\n}\n'
    )
    (project / "riveter.yml").write_text("rules: rules.yml\nparameters: {days: 30}\nvariables: {days: 20}\n")
    assert riveter("scan").code == 1
    assert riveter("scan", "--param", "days=10").code == 0
    assert riveter("scan", "--var", "days=40").code == 0


def test_a_baseline_of_the_config_is_used(riveter: Riveter, project: Path) -> None:
    riveter("baseline", "create", "-r", "rules.yml", "--file", "known.json")
    (project / "riveter.yml").write_text("rules: rules.yml\nbaseline: known.json\n")
    assert riveter("scan").code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("packs: [aws-security]\nseverty: high\n", "Did you mean `severity`?"),
        ("severity: hihg\n", "Did you mean `high`?"),
        ("packs: [[a]]\n", "`packs` must be text or a list of text"),
        ("packs: {a: b}\n", "needs one of `git`, `oci` and `python`"),
        ("- packs\n", "A config must be a map"),
        ("packs: [a\n", "riveter.yml:"),
    ],
)
def test_what_is_wrong_in_a_config_is_shown_in_its_line(
    riveter: Riveter, project: Path, text: str, message: str
) -> None:
    (project / "riveter.yml").write_text(text)
    code, _, err = riveter("scan", "-r", "rules.yml")
    assert code == 2
    assert "riveter.yml:" in err
    assert message in err


def test_a_config_that_is_asked_for_must_be_there(riveter: Riveter) -> None:
    code, _, err = riveter("scan", "-r", "rules.yml", "--config", "gone.yml")
    assert code == 2
    assert "gone.yml" in err
    assert riveter("scan", "-r", "rules.yml", "--config", "gone.yml", "--no-config").code == 2
