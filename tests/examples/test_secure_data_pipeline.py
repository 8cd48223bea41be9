"""The secure data pipeline: its commands print what its README promises, and each of its broken variants is caught."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.examples.commands import EXAMPLES, blocks, run, shown

EXAMPLE = EXAMPLES / "secure-data-pipeline"


@pytest.mark.parametrize("number", range(3))
def test_the_readme_shows_what_its_commands_print(number: int) -> None:
    command, output = shown(EXAMPLE / "README.md")[number]
    process = run(command, EXAMPLE)
    assert process.stdout == output
    assert process.stderr == ""


def test_the_query_in_the_readme_is_the_saved_one() -> None:
    [query] = [text for language, text in blocks(EXAMPLE / "README.md") if language == "sql"]
    saved = (EXAMPLE / "terraform" / "queries" / "uploads-to-raw-data.sql").read_text(encoding="utf-8")
    assert query == saved.replace("${raw_data_bucket}", "example-corp-lab-raw-data")


def test_the_packs_find_nothing_wrong() -> None:
    process = run("riveter scan -p aws-security -p soc2-security terraform -f json", EXAMPLE)
    assert process.returncode == 0
    assert {entry["outcome"] for entry in json.loads(process.stdout)["findings"]} == {"pass"}


def test_every_rule_applies_and_nothing_is_unknown() -> None:
    report = json.loads(run("riveter scan -r secure-pipeline-rules.yml terraform -f json", EXAMPLE).stdout)
    assert report["summary"]["rules_not_applicable"] == 0
    assert {entry["outcome"] for entry in report["findings"]} == {"pass"}
    assert report["diagnostics"] == []


def test_the_rules_are_sound() -> None:
    process = run("riveter lint secure-pipeline-rules.yml", EXAMPLE)
    # Only notes: two older places of a role's policies are looked at, too.
    assert process.returncode == 0
    assert process.stdout.splitlines()[-1] == "2 notes."
    assert "deprecated" in process.stdout


def test_without_identity_center_there_is_no_permission_set() -> None:
    query = "riveter show terraform --address 'aws_ssoadmin_permission_set.*' --format json"
    without = run(f"{query} --var identity_center=null", EXAMPLE)
    with_it = run(query, EXAMPLE)

    assert json.loads(without.stdout)["resources"] == []
    assert [item["address"] for item in json.loads(with_it.stdout)["resources"]] == [
        "aws_ssoadmin_permission_set.uploader[0]"
    ]


def test_the_package_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("build.sh", "provenance.py"):
        copy = tmp_path / name
        copy.write_bytes((EXAMPLE / "terraform" / "lambda" / name).read_bytes())
        copy.chmod(0o755)
    built = []
    for _ in range(2):
        assert run("./build.sh", tmp_path).returncode == 0
        built.append((tmp_path / "provenance.zip").read_bytes())
        (tmp_path / "provenance.py").touch()
    assert built[0] == built[1]
    assert zipfile.ZipFile(tmp_path / "provenance.zip").namelist() == ["provenance.py"]
