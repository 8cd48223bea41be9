"""What `riveter.yml` says holds for both sides; the files of values it names are those of each side."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.diffing.conftest import GitFolder, Make, Scan

BY_VARIABLE = 'variable "rotate" {}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.rotate\n}\n'
BAD = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
RULE = "- {id: rotate, name: rotate, resource_type: aws_kms_key, assertions: [{key: enable_key_rotation, operator: is_true}]}\n"


Report = Callable[..., dict[str, Any]]


@pytest.fixture(name="scan")
def report(scan: Scan) -> Report:
    """The JSON report of a comparison with HEAD, and the exit code as `code`."""

    def run(folder: GitFolder, *words: str, at: str = ".") -> dict[str, Any]:
        done = scan(folder, "--diff", "HEAD", "-f", "json", *words, at=at)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        return {**json.loads(done.stdout), "code": done.returncode}

    return run


def found(report: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        item["resource"]["address"]: (item["outcome"], item["status"], *item["environments"])
        for item in report["findings"]
    }


def test_files_of_values_are_those_of_each_side(make: Make, scan: Report) -> None:
    config = "rules: [policies]\nvar_files: [values/prod.tfvars]\n"
    folder = make(
        {
            "riveter.yml": config,
            "policies/kms.yml": RULE,
            "main.tf": BY_VARIABLE,
            "values/prod.tfvars": "rotate = true\n",
        }
    )
    folder.write({"values/prod.tfvars": "rotate = false\n"})
    assert found(scan(folder)) == {"aws_kms_key.a": ("fail", "new")}
    folder.commit()
    assert found(scan(folder)) == {"aws_kms_key.a": ("fail", "unchanged")}


def test_each_environment_is_compared_with_itself(make: Make, scan: Report) -> None:
    config = "rules: [policies]\nenvironments:\n  dev: {var_files: [dev.tfvars]}\n  prod: {var_files: [prod.tfvars]}\n"
    folder = make(
        {
            "riveter.yml": config,
            "policies/kms.yml": RULE,
            "main.tf": BY_VARIABLE,
            "dev.tfvars": "rotate = false\n",
            "prod.tfvars": "rotate = true\n",
        }
    )
    report = scan(folder)
    assert (report["code"], report["diff"]["new"], report["diff"]["unchanged"]) == (0, 0, 1)
    folder.write({"prod.tfvars": "rotate = false\n"})
    report = scan(folder)
    assert (report["code"], report["diff"]["new"]) == (1, 1)
    folder.write({"prod.tfvars": "rotate = true\n", "dev.tfvars": "rotate = true\n"})
    report = scan(folder)
    assert (report["code"], report["diff"]["fixed"]) == (0, 1)


def test_an_environment_that_is_new_is_new_on_both_sides(make: Make, scan: Report) -> None:
    """Who adds an environment is not told of everything that it finds in resources that were there before."""
    folder = make({"riveter.yml": "rules: [policies]\n", "policies/kms.yml": RULE, "main.tf": BAD % "a"})
    folder.write({"riveter.yml": "rules: [policies]\nenvironments:\n  dev: {variables: {}}\n"})
    assert scan(folder)["code"] == 0


def test_globs_of_overrides_and_waivers_match_on_both_sides(make: Make, scan: Report) -> None:
    config = (
        "rules: [policies]\n"
        "overrides: [{path: legacy/**, exclude: [rotate]}]\n"
        "waivers: [{rule: rotate, path: vendor/**, reason: theirs}]\n"
    )
    files = {f"{place}/main.tf": BAD % place for place in ("legacy", "vendor", "ours")}
    folder = make(
        {"infra/riveter.yml": config, "infra/policies/kms.yml": RULE, **{f"infra/{k}": v for k, v in files.items()}}
    )
    report = scan(folder, at="infra")
    assert found(report) == {
        "aws_kms_key.ours": ("fail", "unchanged"),
        "aws_kms_key.vendor": ("suppressed", "unchanged"),
    }
    assert report["diff"]["fixed_findings"] == []
    assert found(scan(folder, "--config", str(folder.path / "infra/riveter.yml"), "infra")) == found(report)


def test_a_comment_that_suppresses_is_read_on_its_own_side(make: Make, scan: Report) -> None:
    comment = '# riveter:ignore rotate reason="later"\n'
    folder = make({"riveter.yml": "rules: [policies]\n", "policies/kms.yml": RULE, "main.tf": comment + BAD % "a"})
    assert found(scan(folder)) == {"aws_kms_key.a": ("suppressed", "unchanged")}
    folder.write({"main.tf": BAD % "a"})
    assert found(scan(folder)) == {"aws_kms_key.a": ("fail", "new")}
    folder.commit()
    folder.write({"main.tf": comment + BAD % "a"})
    report = scan(folder)
    assert found(report) == {"aws_kms_key.a": ("suppressed", "new")}
    assert report["diff"]["fixed"] == 0


@pytest.mark.parametrize("named", ["riveter.yml", "."])
def test_the_config_need_not_be_in_the_base(make: Make, scan: Report, named: str) -> None:
    folder = make({"main.tf": BAD % "a"})
    folder.write({"riveter.yml": "rules: [policies]\n", "policies/kms.yml": RULE})
    words = ("--config", named) if named != "." else ()
    assert found(scan(folder, *words)) == {"aws_kms_key.a": ("fail", "unchanged")}
