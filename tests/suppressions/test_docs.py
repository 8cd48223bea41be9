"""docs/suppressions.md: its examples do what the page says."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

PAGE = (Path(__file__).parents[2] / "docs" / "suppressions.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_there_are_examples() -> None:
    assert [len(blocks(name)) for name in ("hcl", "yaml", "sh")] == [3, 1, 1]


@pytest.mark.parametrize("text", blocks("hcl"))
def test_every_comment_suppresses_what_fails_without_it(riveter: Riveter, tmp_path: Path, text: str) -> None:
    (tmp_path / "main.tf").write_text(re.sub("riveter:ignore|checkov:skip=", "see", text))
    before = json.loads(riveter("scan", "-p", "aws-security", "-f", "json").out)
    (tmp_path / "main.tf").write_text(text)
    after = json.loads(riveter("scan", "-p", "aws-security", "-f", "json").out)
    assert after["summary"]["findings"]["suppressed"] > 0
    assert before["summary"]["findings"]["fail"] > after["summary"]["findings"]["fail"]
    assert after["diagnostics"] == []


def test_the_waivers_are_sound(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "scratch" {}\nmodule "legacy" {\n  source = "./m"\n}\n')
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text('resource "aws_kms_key" "k" {}\n')
    (tmp_path / "riveter.yml").write_text(blocks("yaml")[0])
    document = json.loads(riveter("scan", "-f", "json").out)
    assert document["diagnostics"] == []
    waived = {
        (item["rule_id"], item["resource"]["address"], tuple(item["environments"]))
        for item in document["findings"]
        if item["outcome"] == "suppressed"
    }
    assert ("s3-bucket-versioning", "aws_s3_bucket.scratch", ("dev", "prod")) in waived
    assert ("kms-key-rotation-enabled", "module.legacy.aws_kms_key.k", ("dev",)) in waived


def test_the_commands_work_in_this_order(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_kms_key" "k" {}\n')
    for line in blocks("sh")[0].splitlines():
        words = shlex.split(line, comments=True)
        assert words[0] == "riveter"
        done = riveter(*words[1:])
        assert done.code == 0, (line, done.err)
    assert "kms-key-rotation-enabled  aws_kms_key.k\n" in done.out
