"""How `riveter scan` ends: every combination of what is wrong with the input and what was found, on real files."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

KEY = 'resource "aws_kms_key" "k" {{\n  enable_key_rotation = {value}\n}}\n'
FAILS = KEY.format(value="false")
PASSES = KEY.format(value="true")
UNKNOWN = 'variable "x" {}\n' + KEY.format(value="var.x")
QUIET_UNKNOWN = UNKNOWN.replace("resource", "# riveter:ignore rotation\nresource")
NOT_APPLICABLE = 'resource "aws_sns_topic" "t" {}\n'
RULES = """\
rules:
  - id: rotation
    name: Keys rotate
    severity: high
    resource_type: aws_kms_key
    assertions: [{key: enable_key_rotation, operator: equals, value: true}]
"""
WAIVER = "waivers: [{rule: rotation, expires: %s}]\n"
ENVIRONMENTS = "environments: {a: {variables: {x: true}}, b: {variables: {x: false}}}\n"
BASELINE = ("baseline", "create", "-r", "rules.yml")

CASES: list[tuple[str, str, tuple[str, ...], str, int]] = [
    # what, main.tf, options, riveter.yml, exit code
    ("everything passes", PASSES, (), "", 0),
    ("a failure", FAILS, (), "", 1),
    ("a failure of just the severity that counts", FAILS, ("--fail-on", "high"), "", 1),
    ("a failure above it", FAILS, ("--fail-on", "medium"), "", 1),
    ("a failure below it", FAILS, ("--fail-on", "critical"), "", 0),
    ("a failure where none counts", FAILS, ("--fail-on", "never"), "", 0),
    ("a failure, and the config says from when on", FAILS, (), "fail_on: critical\n", 0),
    ("a failure, and the command line says otherwise", FAILS, ("--fail-on", "low"), "fail_on: critical\n", 1),
    ("only unknown", UNKNOWN, (), "", 0),
    ("only unknown, hidden", UNKNOWN, ("--unknown", "hide"), "", 0),
    ("only unknown, which fails", UNKNOWN, ("--unknown", "fail"), "", 1),
    ("only unknown, which fails by the config", UNKNOWN, (), "unknown: fail\n", 1),
    ("only unknown, below what counts", UNKNOWN, ("--unknown", "fail", "--fail-on", "critical"), "", 0),
    ("only unknown where none counts", UNKNOWN, ("--unknown", "fail", "--fail-on", "never"), "", 0),
    ("no resource the rules are for", NOT_APPLICABLE, (), "", 2),
    ("no resource the rules are for, as expected", NOT_APPLICABLE, ("--allow-empty",), "", 0),
    ("no resource the rules are for, as the config expects", NOT_APPLICABLE, (), "allow_empty: true\n", 0),
    ("only suppressed, by a comment", "# riveter:ignore rotation\n" + FAILS, (), "", 0),
    ("only suppressed, by a waiver", FAILS, (), WAIVER % "2999-01-01", 0),
    ("only suppressed, by another tool's comment", "#trivy:ignore:X-1\n" + FAILS, (), "", 0),
    ("suppressed unknown that would fail", QUIET_UNKNOWN, ("--unknown", "fail"), "", 0),
    ("an expired comment", "# riveter:ignore rotation until=2020-01-01\n" + FAILS, (), "", 1),
    ("an expired waiver", FAILS, (), WAIVER % "2020-01-01", 1),
    ("an expired waiver below what counts", FAILS, ("--fail-on", "critical"), WAIVER % "2020-01-01", 0),
    ("an expired waiver of nothing", PASSES, (), WAIVER % "2020-01-01", 0),
    ("an unused comment", "# riveter:ignore rotation\n" + PASSES, (), "", 0),
    ("an unused comment that is an error", "# riveter:ignore rotation\n" + PASSES, (), "suppressions: {unused: error}\n", 2),
    ("a misspelt comment", "# riveter:ignroe rotation\n" + FAILS, (), "", 1),
    ("a misspelt comment on what passes", "# riveter:ignroe rotation\n" + PASSES, (), "", 0),
    ("a comment without the reason it needs", "# riveter:ignore *\n" + FAILS, (), "suppressions: {require_reason: true}\n", 1),
    ("a known failure", FAILS, ("--baseline", "known.json"), "", 0),
    ("a known failure that is gone", PASSES, ("--baseline", "known.json"), "", 0),
    ("a new failure beside a known one", FAILS + FAILS.replace('"k"', '"l"'), ("--baseline", "known.json"), "", 1),
    ("a baseline that is not there", PASSES, ("--baseline", "gone.json"), "", 2),
    ("a rule that is turned off", FAILS, (), "overrides: [{path: '*.tf', exclude: rotation}]\n", 0),
    ("an environment in which it fails", UNKNOWN, (), ENVIRONMENTS, 1),
    ("the environment in which it passes", UNKNOWN, ("--env", "a"), ENVIRONMENTS, 0),
    ("no Terraform", "", ("-t", "empty"), "", 2),
    ("a target that is not there", PASSES, ("-t", "gone.tf"), "", 2),
    ("a target that is not there beside one that fails", FAILS, ("main.tf", "gone.tf"), "", 2),
    ("no rule is left", FAILS, ("--exclude", "*"), "", 2),
    ("no rule is severe enough", FAILS, ("--severity", "critical"), "", 2),
    ("no rule has such an id", FAILS, ("--include", "rotatoin"), "", 2),
    ("a rules file that is not there", FAILS, ("-r", "gone.yml"), "", 2),
    ("a pack that is not there", FAILS, ("-p", "gone"), "", 2),
    ("a value file that is not there", FAILS, ("--var-file", "gone.tfvars"), "", 2),
    ("a broken config", PASSES, (), "baselin: x\n", 2),
    ("a config that is not there", PASSES, ("--config", "gone.yml"), "", 2),
    ("an option that is not there", PASSES, ("--frobnicate",), "", 2),
    ("a severity that is not there", PASSES, ("--fail-on", "hihg"), "", 2),
    ("a format that is not there", PASSES, ("-f", "pdf"), "", 2),
    ("an environment that is not there", PASSES, ("--env", "prod"), "", 2),
    ("a report that can't be written", PASSES, ("-f", "json:empty"), "", 2),
    ("a report that can't be written beside a failure", FAILS, ("-f", "text", "-f", "json:main.tf/x.json"), "", 2),
]  # fmt: skip


@pytest.fixture(autouse=True)
def repository(riveter: Riveter, tmp_path: Path) -> Path:
    """A repository with rules, a baseline and an empty folder."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "rules.yml").write_text(RULES + "    metadata: {equivalents: {trivy: [X-1]}}\n")
    (tmp_path / "main.tf").write_text(FAILS)
    assert riveter(*BASELINE, "--file", "known.json").code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("main", "options", "config", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_exit_code(
    riveter: Riveter, repository: Path, main: str, options: tuple[str, ...], config: str, code: int
) -> None:
    (repository / "main.tf").write_text(main)
    if config:
        (repository / "riveter.yml").write_text(config)
    done = riveter("scan", "-r", "rules.yml", *options)
    assert done.code == code, done.err
    assert "internal error" not in done.err
    if code == 2:
        assert done.err
        assert "Validation passed!" not in done.out


BROKEN = {
    "a broken file": ("broken.tf", "resource {"),
    "a binary file": ("odd.tf", "\0\0"),
    "a broken value file": ("terraform.tfvars", "x ="),
    "a broken rule": ("rules.yml", RULES + "  - {id: bad, resource_type: x, assertions: [{key: a, operator: eqals, value: 1}]}\n"),
    "a broken ignore comment and a broken file": ("broken.tf", "# riveter:ignroe x\nresource {"),
}  # fmt: skip
FOUND = {
    "passes": PASSES,
    "fails": FAILS,
    "is not known": UNKNOWN,
    "is suppressed": "# riveter:ignore rotation\n" + FAILS,
}


@pytest.mark.parametrize(
    ("broken", "found", "options"),
    list(product(BROKEN, FOUND, [(), ("--fail-on", "never"), ("--unknown", "fail"), ("-f", "json")])),
)
def test_broken_input_is_2_whatever_is_found_and_the_rest_is_reported(
    riveter: Riveter, repository: Path, broken: str, found: str, options: tuple[str, ...]
) -> None:
    (repository / "main.tf").write_text(FOUND[found])
    name, text = BROKEN[broken]
    (repository / name).write_text(text)
    done = riveter("scan", "-r", "rules.yml", *options)
    assert done.code == 2
    assert "Keys rotate" in done.out
    assert "Validation passed!" not in done.out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs permissions that hold")
def test_a_file_that_may_not_be_read_is_2(riveter: Riveter, repository: Path) -> None:
    (repository / "secret.tf").write_text(PASSES)
    (repository / "secret.tf").chmod(0)
    assert riveter("scan", "-r", "rules.yml").code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("main", [PASSES, FAILS])
def test_a_full_disk_is_2(repository: Path, main: str) -> None:
    (repository / "main.tf").write_text(main)
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "riveter", "scan", "-r", "rules.yml"]
        assert subprocess.run(command, stdout=full, stderr=subprocess.DEVNULL, check=False).returncode == 2


@pytest.mark.parametrize(("main", "code"), [(PASSES, 0), (FAILS, 1), ("resource {", 2)])
def test_a_reader_that_goes_away_changes_nothing(repository: Path, main: str, code: int) -> None:
    (repository / "main.tf").write_text(main)
    command = [sys.executable, "-m", "riveter", "scan", "-r", "rules.yml"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait() == code


@pytest.mark.parametrize("main", [PASSES, FAILS])
def test_ctrl_c_is_130(riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch, main: str) -> None:
    from riveter import engine

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine.Engine, "judge", interrupted)
    (repository / "main.tf").write_text(main)
    done = riveter("scan", "-r", "rules.yml")
    assert (done.code, done.out, done.err.strip()) == (130, "", "Interrupted.")


def test_a_rule_that_crashes_is_2_whatever_else_is_found(
    riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from riveter import engine

    def crash(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "_evaluate", crash)
    done = riveter("scan", "-r", "rules.yml", "--fail-on", "never")
    assert done.code == 2
    assert "Keys rotate" in done.out
