"""The secure data pipeline: its commands print what its README promises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.examples.commands import EXAMPLES, run, shown

SECURE = EXAMPLES / "secure-data-pipeline"


@pytest.mark.parametrize("folder", [SECURE], ids=lambda folder: folder.name)
def test_the_readme_shows_what_its_command_prints(folder: Path) -> None:
    [(command, output)] = shown(folder / "README.md")

    process = run(command, folder)

    assert process.stdout == output
    assert process.returncode == 0


@pytest.mark.parametrize("folder", [SECURE], ids=lambda folder: folder.name)
def test_the_packs_find_nothing_wrong(folder: Path) -> None:
    process = run("riveter scan -p aws-security -p soc2-security . -f json", folder)

    report = json.loads(process.stdout)
    assert process.returncode == 0
    assert {entry["outcome"] for entry in report["findings"]} == {"pass"}


def test_a_resource_whose_count_is_0_is_there_once_its_variable_is_set() -> None:
    without = run("riveter show . --address 'aws_ssoadmin_permission_set.*' --format json", SECURE)
    with_it = run(
        "riveter show . --address 'aws_ssoadmin_permission_set.*' --format json"
        " --var sso_instance_arn=arn:aws:sso:::instance/ssoins-1234567890abcdef",
        SECURE,
    )

    assert json.loads(without.stdout)["resources"] == []
    assert [item["address"] for item in json.loads(with_it.stdout)["resources"]] == [
        "aws_ssoadmin_permission_set.uploader[0]"
    ]
