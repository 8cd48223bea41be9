"""The first rule: its commands print what its README shows, and the verdicts are the three that it explains."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.examples.commands import EXAMPLES, blocks, run, shown

EXAMPLE = EXAMPLES / "first-rule"
README = EXAMPLE / "README.md"


@pytest.mark.parametrize(("command", "output"), shown(README), ids=lambda text: text.partition("\n")[0])
def test_the_readme_shows_what_its_commands_print(command: str, output: str) -> None:
    process = run(command, EXAMPLE)
    assert process.stdout == output
    assert process.stderr == ""


def test_every_command_has_its_output() -> None:
    commands = [text for language, text in blocks(README) if language == "bash"]
    assert len(shown(README)) == len(commands) - 1 == 7  # the picture has a test of its own


def test_the_rules_of_the_readme_are_those_of_the_file() -> None:
    rules = {rule["id"]: rule for rule in yaml.safe_load((EXAMPLE / "rules.yml").read_text("utf-8"))["rules"]}
    pictured = [yaml.safe_load(text)[0] for language, text in blocks(README) if language == "yaml"]
    assert {rule["id"] for rule in pictured} == set(rules)
    for rule in pictured:
        assert {name: rules[rule["id"]][name] for name in rule} == rule


def test_unknown_does_not_fail_the_build_unless_it_is_to() -> None:
    command = "riveter scan -r rules.yml broken/no-value"
    assert run(command, EXAMPLE).returncode == 0
    assert run(f"{command} --unknown fail", EXAMPLE).returncode == 1


def test_the_rule_that_the_reader_writes_works(tmp_path: Any) -> None:
    (tmp_path / "rules.yml").write_text(
        "rules:\n  - {id: n, name: n, resource_type: aws_s3_bucket,"
        " assertions: [{key: bucket, operator: starts_with, value: example-corp-}]}\n"
    )
    process = run(f"riveter scan -r {tmp_path / 'rules.yml'} main.tf", EXAMPLE)
    assert "Summary: 1 rule passed, 0 failed" in process.stdout


def test_the_packs_miss_resources() -> None:
    process = run("riveter scan -p aws-security main.tf", EXAMPLE)
    assert process.returncode == 1
    assert "there is no aws_s3_bucket_public_access_block" in process.stdout
