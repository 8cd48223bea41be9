"""What is left out of a scan, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from riveter.cli.app import application

BAD = 'resource "aws_s3_bucket" "bad" { bucket = "no" }\n'
RULES = """rules:
  - id: named
    resource_type: aws_s3_bucket
    severity: high
    assertions:
      - {key: bucket, operator: equals, value: "yes"}
"""


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "rules.yml").write_text(RULES)
    (tmp_path / "main.tf").write_text(BAD.replace('"no"', '"yes"'))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(top: Path, path: str, text: str = BAD) -> None:
    (top / path).parent.mkdir(parents=True, exist_ok=True)
    (top / path).write_text(text)


def run(*words: str) -> tuple[int, dict[str, Any], str]:
    """The exit code, the JSON report and the diagnostics."""
    done = CliRunner().invoke(application, ["scan", "-r", "rules.yml", "-f", "json", *words], standalone_mode=False)
    code = done.return_value if isinstance(done.return_value, int) else 2
    return code, json.loads(done.stdout) if done.stdout.startswith("{") else {}, done.output


@pytest.mark.parametrize(
    ("path", "code"), [(".x/a.tf", 2), ("a/terragrunt.hcl", 2), ("a.tfquery.hcl", 2), (".terraform/x.tf", 0)]
)
def test_strict_coverage_makes_errors(top: Path, path: str, code: int) -> None:
    write(top, path)
    assert run()[0] == 0
    assert run("--strict-coverage")[0] == code


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (("{here}/main.tf",), 0),
        (("{here}/main.tf", "{here}/deeper/main.tf"), 2),
        (("{here}/main.tf", "{here}/deeper/readme.md"), 0),
    ],
)
@pytest.mark.parametrize("count", [1, 0])
def test_a_hidden_folder_that_is_a_module_is_looked_at(
    top: Path, files: tuple[str, ...], code: int, count: int
) -> None:
    for file in files:
        write(top, file.format(here=".shared"), BAD.replace('"no"', '"yes"'))
    write(top, "main.tf", f'module "m" {{\n  source = "./.shared"\n  count  = {count}\n}}\n')
    done, report, _ = run("--strict-coverage", "--allow-empty", ".")
    assert done == (code if count else 2)
    kinds = {item["kind"] for item in report["not_scanned"]["items"]}
    assert ("hidden" in kinds) is (done == 2)


def test_a_link_to_a_module_outside_of_the_target_is_looked_at(top: Path) -> None:
    write(top, "modules/m/main.tf")
    (top / "live").mkdir()
    (top / "live" / "m").symlink_to("../modules/m")
    write(top, "live/main.tf", 'module "m" {\n  source = "./m"\n}\n')
    done, report, _ = run("--strict-coverage", "live")
    assert (done, report["not_scanned"]["items"]) == (1, [])
    write(top, "live/main.tf", 'resource "aws_s3_bucket" "b" { bucket = "yes" }\n')
    assert run("--strict-coverage", "live")[0] == 2


def test_a_block_without_instances_is_counted_and_no_error(top: Path) -> None:
    write(top, "main.tf", BAD.replace("{", "{\n count = 0\n").replace(" }", "\n}"))
    write(top, "sub/main.tf", 'module "m" {\n  source   = "./m"\n  for_each = {}\n}\n')
    write(top, "sub/m/main.tf")
    code, report, _ = run("--strict-coverage", "--allow-empty")
    assert code == 0
    names = [item["name"] for item in report["not_scanned"]["items"] if item["kind"] == "count_zero"]
    assert names == ["aws_s3_bucket.bad", "module.m"]


@pytest.mark.parametrize("glob", ["gen", "gen/", "gen/**", "/gen", "g*", "**/gen"])
def test_excluded_folders_are_not_read(top: Path, glob: str) -> None:
    write(top, "gen/main.tf", BAD + "}}} broken")
    assert run()[0] == 2
    code, report, _ = run("--exclude-path", glob)
    assert (code, report["diagnostics"]) == (0, [])
    assert report["not_scanned"]["counts"]["excluded"] == 1
    write(top, "riveter.yml", f'exclude_paths: ["{glob}"]\n')
    assert run()[0] == 0


def test_an_excluded_path_is_relative_to_its_config(top: Path) -> None:
    write(top, "sub/gen/main.tf")
    write(top, "sub/riveter.yml", "exclude_paths: gen\nrules: ../rules.yml\n")
    done = CliRunner().invoke(application, ["scan", "--config", "sub/riveter.yml"], standalone_mode=False)
    assert done.return_value == 0


def test_an_excluded_file_that_is_named_is_counted(top: Path) -> None:
    write(top, "bad.tf")
    assert run("--exclude-path", "bad.tf", "bad.tf")[0] == 2
    code, report, _ = run("--exclude-path", "bad.tf", "--allow-empty", "bad.tf")
    assert code == 0
    assert report["not_scanned"]["counts"]["excluded"] == 1
    assert report["findings"] == []


def test_what_an_excluded_module_gives_is_unknown(top: Path) -> None:
    write(top, "m/main.tf", BAD + 'output "name" { value = "yes" }\n')
    write(top, "main.tf", 'module "m" { source = "./m" }\nresource "aws_s3_bucket" "b" { bucket = module.m.name }\n')
    code, report, _ = run("--exclude-path", "m")
    assert code == 0
    assert [finding["outcome"] for finding in report["findings"]] == ["unknown"]


@pytest.mark.parametrize("glob", ["", "!x", "../x", "#"])
def test_globs_that_are_none(top: Path, glob: str) -> None:
    done = CliRunner().invoke(application, ["scan", "-r", "rules.yml", "--exclude-path", glob])
    assert done.exit_code == 2
    assert "--exclude-path" in done.output


def test_excluded_values_are_not_read_and_leave_variables_unknown(top: Path) -> None:
    write(top, "main.tf", 'variable "b" { default = "yes" }\nresource "aws_s3_bucket" "b" { bucket = var.b }\n')
    write(top, "x.auto.tfvars", 'b = "no"\n')
    assert run()[0] == 1
    write(top, "x.auto.tfvars", "b = {")
    code, report, _ = run("--exclude-path", "*.tfvars")
    assert (code, report["diagnostics"]) == (0, [])
    assert [item["outcome"] for item in report["findings"]] == ["unknown"]
    assert {"kind": "excluded", "name": "x.auto.tfvars", "detail": ""} in report["not_scanned"]["items"]


def test_a_folder_of_git_that_has_another_name_is_counted(top: Path) -> None:
    (top / ".git").rmdir()
    (top / ".git").write_text("gitdir: data\n")
    write(top, "data/main.tf")
    code, report, _ = run("--strict-coverage")
    assert code == 0
    assert report["not_scanned"]["items"] == [{"kind": "git", "name": "data", "detail": ""}]


@pytest.mark.parametrize("glob", ["legacy", "real", "legacy/main.tf"])
def test_a_link_is_excluded_by_its_name_and_by_what_it_leads_to(top: Path, glob: str) -> None:
    write(top, "real/main.tf")
    (top / "legacy").symlink_to("real")
    assert run("legacy", "main.tf")[0] == 1
    code, report, _ = run("--exclude-path", glob, "legacy", "main.tf")
    assert code == 0
    assert report["not_scanned"]["counts"]["excluded"] == 1
    assert run("--exclude-path", "legacy", ".")[0] == 1
