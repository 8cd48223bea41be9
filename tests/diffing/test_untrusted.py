"""With --untrusted, what a pull request changes does not decide what it is judged by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.diffing.conftest import GitFolder, Make, Scan

RULES = """- id: rotates
  name: Keys rotate
  resource_type: aws_kms_key
  severity: high
  assertions: [{key: enable_key_rotation, operator: equals, value: true}]
"""
GOOD = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = true\n}\n'
BAD = GOOD.replace("true", "false")
BASE = {"main.tf": GOOD, "rules/kms.yml": RULES, "riveter.yml": "rules: rules\n"}


def judged(scan: Scan, folder: GitFolder, *words: str, code: int = 1) -> dict[str, Any]:
    done = scan(folder, "--untrusted", "--diff", "main", "-f", "json", *words)
    assert done.returncode == code, done.stderr + done.stdout
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize(
    "change",
    [
        {"riveter.yml": "rules: rules\nexclude: [rotates]\n"},
        {"riveter.yml": "rules: rules\nfail_on: never\n"},
        {"riveter.yml": "rules: rules\nexclude_paths: main.tf\n"},
        {"riveter.yml": "rules: rules\nwaivers: [{rule: rotates, reason: x, expires: 2999-01-01}]\n"},
        {"riveter.yml": "rules: rules\noverrides: [{path: main.tf, exclude: [rotates]}]\n"},
        {"riveter.yml": "packs: [aws-security]\ninclude: [none]\n"},
        {".riveter.yml": "fail_on: never\n"},
        {"rules/kms.yml": RULES.replace("value: true", "value: false")},
        {"rules/kms.yml": "[]\n"},
        {"main.tf": '# riveter:ignore rotates reason="fine"\n' + BAD},
        {"main.tf": BAD.replace("{\n", '{\n  # riveter:ignore rotates reason="fine"\n', 1)},
    ],
)
def test_a_change_of_what_judges_does_not_count(make: Make, scan: Scan, change: dict[str, str]) -> None:
    folder = make(BASE)
    folder.write({"main.tf": BAD, **change})
    report = judged(scan, folder)
    assert [(item["rule_id"], item["outcome"], item["status"]) for item in report["findings"]] == [
        ("rotates", "fail", "new")
    ]
    assert report["summary"]["findings"]["suppressed"] == 0


@pytest.mark.parametrize("words", [("-r", "rules"), ("-r", "rules/kms.yml"), ("--config", "riveter.yml")])
def test_what_the_command_line_names_is_the_bases(make: Make, scan: Scan, words: tuple[str, ...]) -> None:
    folder = make(BASE)
    folder.write({"main.tf": BAD, "rules/kms.yml": "[]\n", "riveter.yml": "fail_on: never\n"})
    assert [item["outcome"] for item in judged(scan, folder, *words)["findings"]] == ["fail"]


@pytest.mark.parametrize("change", ["main.tf", "other.tf"])
def test_a_comment_for_a_whole_file_counts_where_the_base_has_it(make: Make, scan: Scan, change: str) -> None:
    comment = '# riveter:ignore-file rotates reason="fine"\n\n\n\n\n'
    folder = make({**BASE, "main.tf": comment + GOOD})
    folder.write({change: comment + BAD.replace('"a"', '"b"')})
    found = judged(scan, folder, code=0 if change == "main.tf" else 1)["findings"]
    outcomes = {item["resource"]["name"]: item["outcome"] for item in found}
    assert outcomes["b"] == ("suppressed" if change == "main.tf" else "fail")


def test_a_comment_that_the_base_has_counts(make: Make, scan: Scan) -> None:
    comment = '  # riveter:ignore rotates reason="fine"\n'
    folder = make({**BASE, "main.tf": BAD.replace("{\n", "{\n" + comment, 1)})
    folder.write({"other.tf": BAD.replace('"a"', '"b"').replace("{\n", "{\n" + comment, 1)})
    report = judged(scan, folder)
    assert {item["resource"]["name"]: item["outcome"] for item in report["findings"]} == {
        "a": "suppressed",
        "b": "fail",
    }


def test_a_baseline_is_the_bases(make: Make, scan: Scan) -> None:
    folder = make(
        {
            **BASE,
            "riveter.yml": "rules: rules\nbaseline: b.json\n",
            "b.json": '{"riveter_baseline": 1, "findings": []}\n',
        }
    )
    folder.write({"main.tf": BAD})
    assert scan(folder, "--diff", "main").returncode == 1
    (folder.path / "b.json").write_text("not a baseline")
    assert [item["outcome"] for item in judged(scan, folder)["findings"]] == ["fail"]


def test_values_are_those_of_the_change(make: Make, scan: Scan) -> None:
    uses = 'variable "rotate" {}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.rotate\n}\n'
    folder = make(
        {**BASE, "main.tf": uses, "x.tfvars": "rotate = true\n", "riveter.yml": "rules: rules\nvar_files: x.tfvars\n"}
    )
    folder.write({"x.tfvars": "rotate = false\n"})
    assert [item["outcome"] for item in judged(scan, folder)["findings"]] == ["fail"]


def test_variables_of_the_environment_are_not_read(make: Make, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from riveter.cli.main import main

    folder = make({**BASE, "main.tf": 'variable "x" {}\nresource "aws_kms_key" "a" {\n  description = var.x\n}\n'})
    monkeypatch.setenv("TF_VAR_x", "from-the-runner")
    monkeypatch.chdir(folder.path)
    assert main(("show",)) == 0
    assert "from-the-runner" in capsys.readouterr().out
    main(("scan", "--untrusted", "--diff", "main", "-f", "json", "--no-cache"))
    assert "from-the-runner" not in capsys.readouterr().out


@pytest.mark.parametrize("words", [(), ("--diff", "nothing")])
def test_without_a_readable_base_nothing_is_judged(make: Make, scan: Scan, words: tuple[str, ...]) -> None:
    folder = make(BASE)
    done = scan(folder, "--untrusted", *words)
    assert done.returncode == 2
    assert "base" in done.stderr or "commit" in done.stderr


def test_a_target_below_the_working_directory(make: Make, scan: Scan) -> None:
    folder = make({"infra/main.tf": GOOD, "infra/rules.yml": RULES, "infra/riveter.yml": "rules: rules.yml\n"})
    folder.write({"infra/main.tf": BAD, "infra/riveter.yml": "fail_on: never\nrules: rules.yml\n"})
    assert len(judged(scan, folder, "infra")["findings"]) == 1


def test_links_of_the_base_lead_nowhere(make: Make, scan: Scan, tmp_path: Path) -> None:
    folder = make()
    (tmp_path / "outside.yml").write_text("secret-of-the-machine: 1\n")
    (folder.path / "riveter.yml").symlink_to("../outside.yml")
    folder.commit({"main.tf": BAD})
    done = scan(folder, "--untrusted", "--diff", "main", "-p", "aws-security")
    assert "secret-of-the-machine" not in done.stdout + done.stderr
