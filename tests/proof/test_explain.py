"""`riveter explain --prove` shows what a scan proves of a verdict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from riveter.cli.main import main
from riveter.reporters.json_schema import explain_text
from tests.proof.conftest import RULES

OPEN = 'variable "r" {\n  type     = bool\n  nullable = false\n}\n'
KEY = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = VALUE\n}\n'


class Explain:
    """Explains the verdict on keys in the working directory."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        (folder / "rules.yml").write_text(RULES)

    def __call__(self, config: str, *words: str) -> str:
        (self.folder / "main.tf").write_text(config)
        assert main(["explain", "rotated", "aws_kms_key.*", "-r", "rules.yml", "--no-cache", *words]) == 0
        return self._capsys.readouterr().out

    def json(self, config: str, *words: str) -> list[dict[str, Any]]:
        document = json.loads(self(config, "--prove", "-f", "json", *words))
        Draft202012Validator(json.loads(explain_text())).validate(document)
        return list(document["explanations"])


@pytest.fixture
def explain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Explain:
    monkeypatch.chdir(tmp_path)
    return Explain(tmp_path, capsys)


def test_a_verdict_that_depends_shows_its_values(explain: Explain) -> None:
    config = OPEN + KEY.replace("VALUE", "var.r")
    words = "It fails with var.r = false, and passes with var.r = true."
    assert words in explain(config, "--prove")
    assert words not in explain(config)
    (one,) = explain.json(config)
    assert (one["outcome"], one["proof"]["counterexample"], one["proof"]["witness"]) == (
        "unknown",
        {"r": False},
        {"r": True},
    )


def test_a_proven_verdict_is_the_outcome(explain: Explain) -> None:
    listed = OPEN.replace("bool", "string").replace(
        "\n}\n", '\n  validation {\n    condition = contains(["a", "b"], var.r)\n    error_message = "a or b"\n  }\n}\n'
    )
    config = listed + KEY.replace("VALUE", "length(var.r) > 10")
    assert "rotated: fail\n   It fails for every value of var.r, if the validation of var.r holds." in explain(
        config, "--prove"
    )
    (one,) = explain.json(config)
    assert (one["outcome"], one["proof"]["holds_for"]) == ("fail", ["var.r"])


def test_each_resource_and_environment_has_its_own_proof(explain: Explain) -> None:
    (explain.folder / "riveter.yml").write_text("environments:\n  a: {}\n  b:\n    variables: {r: false}\n")
    config = OPEN + KEY.replace("VALUE", "var.r") + KEY.replace('"k"', '"other"').replace("VALUE", "!var.r")
    found = {(one["environment"], one["address"]): one for one in explain.json(config)}
    proofs = {key: one["proof"]["counterexample"] for key, one in found.items() if "proof" in one}
    assert proofs == {("a", "aws_kms_key.k"): {"r": False}, ("a", "aws_kms_key.other"): {"r": True}}
    assert found["b", "aws_kms_key.k"]["outcome"] == "fail"


def test_a_bundled_rule_that_no_pack_of_the_config_has(explain: Explain, capsys: pytest.CaptureFixture[str]) -> None:
    explain(OPEN + KEY.replace("VALUE", "var.r"))
    assert main(["explain", "kms-key-rotation-enabled", "aws_kms_key.k", "--no-cache", "--prove"]) == 0
    assert "It fails with var.r = false, and passes with var.r = true." in capsys.readouterr().out


def test_parameters_count(explain: Explain, capsys: pytest.CaptureFixture[str]) -> None:
    rules = """
parameters:
  least: {type: number, default: 7}
rules:
  - id: days
    resource_type: aws_kms_key
    assertions:
      - {key: deletion_window_in_days, operator: greater_than_or_equal, value: "{param.least}"}
"""
    explain(OPEN + KEY.replace("enable_key_rotation = VALUE", "deletion_window_in_days = var.r ? 8 : 20"))
    (explain.folder / "days.yml").write_text(rules)
    words = ["explain", "days", "aws_kms_key.k", "-r", "days.yml", "--no-cache", "--prove"]
    assert main(words) == 0
    assert "days: pass" in capsys.readouterr().out
    assert main([*words, "--param", "least=10"]) == 0
    assert "It fails with var.r = true, and passes with var.r = false." in capsys.readouterr().out


def test_without_an_address_there_is_no_verdict(explain: Explain) -> None:
    assert main(["explain", "rotated", "-r", "rules.yml", "--prove"]) == 2
