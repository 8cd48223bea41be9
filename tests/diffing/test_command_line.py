"""`riveter scan --diff`: exit codes and messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.diffing.conftest import Make, Scan

BAD = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
CLOSED = 'resource "aws_security_group" "%s" {\n  ingress {\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n'
UNKNOWN = 'variable "x" {}\nresource "aws_kms_key" "u" {\n  enable_key_rotation = var.x\n}\n'


RULES = ("-r", "../rules.yml")


@pytest.mark.parametrize(
    ("change", "words", "code"),
    [
        ({}, (), 0),
        ({"new.tf": "# nothing"}, (), 0),
        ({"new.tf": BAD % "b"}, (), 1),
        ({"new.tf": CLOSED % "g"}, (), 1),
        ({"new.tf": CLOSED % "g"}, ("--fail-on", "high"), 0),
        ({"new.tf": BAD % "b"}, ("--fail-on", "high"), 1),
        ({"new.tf": BAD % "b"}, ("--fail-on", "never"), 0),
        ({"new.tf": UNKNOWN}, (), 0),
        ({"new.tf": UNKNOWN}, ("--unknown", "fail"), 1),
        ({"new.tf": "resource {"}, (), 2),
        ({"main.tf": "# all fixed"}, (), 0),
    ],
)
def test_the_exit_code_is_that_of_new_findings(
    make: Make, scan: Scan, change: dict[str, str], words: tuple[str, ...], code: int
) -> None:
    folder = make({"main.tf": BAD % "a"})
    folder.write(change)
    done = scan(folder, *RULES, "--diff", "HEAD", *words)
    assert done.returncode == code, done.stdout + done.stderr
    assert scan(folder, *RULES).returncode == {0: 1, 1: 1, 2: 2}[code] or "main.tf" in change


def test_the_reports_of_one_run(make: Make, scan: Scan) -> None:
    folder = make({"main.tf": BAD % "a" + BAD % "gone"})
    folder.write({"main.tf": BAD % "a", "new.tf": BAD % "b"})
    done = scan(folder, *RULES, "--diff", "main", "-f", "text", "-f", "json:out/r.json", "-f", "sarif:out/r.sarif", ".")
    assert done.returncode == 1
    assert done.stdout.endswith("1 new, 1 fixed, 1 unchanged\n")
    assert done.stderr == "Report: out/r.json (json)\nReport: out/r.sarif (sarif)\n"
    assert json.loads((folder.path / "out/r.json").read_text("utf-8"))["diff"]["new"] == 1
    results = json.loads((folder.path / "out/r.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert sorted(item["baselineState"] for item in results) == ["new", "unchanged"]


def test_a_baseline_and_a_base_go_together(make: Make, scan: Scan) -> None:
    folder = make({"main.tf": BAD % "a"})
    command = [sys.executable, "-m", "riveter", "baseline", "create", "-r", "../rules.yml"]
    subprocess.run(command, cwd=folder.path, env=folder.environment, check=True, capture_output=True)
    folder.write({"new.tf": BAD % "b"})
    done = scan(folder, *RULES, "--diff", "HEAD", "--baseline", "riveter-baseline.json")
    assert done.returncode == 1
    assert done.stdout.endswith("1 new, 0 fixed, 0 unchanged\n")


def test_rules_of_the_repository_are_those_of_the_working_tree_on_both_sides(make: Make, scan: Scan) -> None:
    folder = make({"main.tf": BAD % "a"})
    rule = "- {id: described, name: described, resource_type: aws_kms_key, assertions: [{key: description, operator: exists}]}\n"
    folder.write({"policies/rules.yml": rule, "riveter.yml": "rules: [policies]\n"})
    done = scan(folder, "--diff", "HEAD")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 new, 0 fixed, 1 unchanged\nNothing is new since HEAD" in done.stdout


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("--help", "--diff takes the name of a commit"),
        ("-x", "--diff takes the name of a commit"),
        ("nowhere", "nowhere names no commit of this repository"),
    ],
)
def test_what_is_no_base_is_a_usage_error(make: Make, scan: Scan, base: str, message: str) -> None:
    folder = make({"main.tf": BAD % "a"})
    done = scan(folder, *RULES, f"--diff={base}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Error: {message}")
    assert "Traceback" not in done.stderr


def test_verbose_says_how_long_the_base_took(make: Make, scan: Scan) -> None:
    folder = make({"main.tf": BAD % "a"})
    timings = scan(folder, *RULES, "--diff", "HEAD", "-v").stderr
    assert timings.startswith("Timings: rules ")
    assert ", base " in timings


def test_git_need_not_be_there_without_a_base(make: Make, tmp_path: Path) -> None:
    folder = make({"main.tf": BAD % "a"})
    command = [sys.executable, "-m", "riveter", "scan", "-r", "../rules.yml"]
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=folder.path, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    done = subprocess.run(
        [*command, "--diff", "HEAD"], cwd=folder.path, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr == "Error: git is needed, and is not on the PATH\n"


def test_interrupted_while_comparing_it_leaves_nothing_behind(make: Make, tmp_path: Path) -> None:
    folder = make({f"m{number}/main.tf": BAD % "a" * 1 for number in range(300)})
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**folder.environment, "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "riveter", "scan", "-r", "../rules.yml", "--diff", "HEAD", "--no-cache"]
    process = subprocess.Popen(
        command,
        cwd=folder.path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    import signal
    import time

    deadline = time.monotonic() + 30
    while not list(temporary.glob("riveter-*")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert err.strip() == b"Interrupted."
    assert list(temporary.iterdir()) == []
