"""`prove` and `depends` in riveter.yml."""

from __future__ import annotations

import json
from pathlib import Path

from riveter.scan.configured import configured
from tests.cli.conftest import Riveter
from tests.config.conftest import ScanConfig

DEPENDS = """
variable "rotate" {
  type     = bool
  nullable = false
}
resource "aws_kms_key" "k" {
  enable_key_rotation = var.rotate
}
"""
PROVEN = DEPENDS.replace("= var.rotate", "= length(tostring(var.rotate)) > 10")


def test_the_config_asks_for_proofs(scan: ScanConfig, repository: Path) -> None:
    (repository / "main.tf").write_text(DEPENDS)
    assert ["proof" in one for one in scan("").document["findings"]] == [False]
    assert ["proof" in one for one in scan("prove: true\n").document["findings"]] == [True]
    assert ["proof" in one for one in scan("prove: true\n", "--no-prove").document["findings"]] == [False]
    assert ["proof" in one for one in scan("prove: false\n", "--prove").document["findings"]] == [True]


def test_the_config_says_whether_what_depends_counts(scan: ScanConfig, repository: Path) -> None:
    (repository / "main.tf").write_text(DEPENDS)
    assert scan("prove: true\n").code == 0
    assert scan("prove: true\ndepends: fail\n").code == 1
    assert scan("prove: true\ndepends: fail\n", "--depends", "warn").code == 0
    assert scan("depends: fail\n").code == 0
    assert scan("depends: fail\n", "--prove").code == 1


def test_what_passes_by_default_does_not_count(scan: ScanConfig, repository: Path) -> None:
    (repository / "main.tf").write_text(DEPENDS.replace("nullable = false", "default  = true"))
    done = scan("prove: true\ndepends: fail\n")
    assert (done.code, done.document["findings"][0]["proof"]["counterexample"]) == (0, {"rotate": False})


def test_wrong_values_are_errors(scan: ScanConfig) -> None:
    for config in ("prove: sometimes\n", "depends: hide\n"):
        done = scan(config)
        assert done.code == 2
        assert any("riveter.yml" in str(item["file"]) for item in done.document["diagnostics"])


def test_a_baseline_holds_what_is_proven_to_fail(riveter: Riveter, repository: Path) -> None:
    (repository / "main.tf").write_text(PROVEN)
    (repository / "riveter.yml").write_text("rules: rules.yml\nprove: true\n")
    assert riveter("scan").code == 1
    assert riveter("baseline", "create", "--file", "known.json").code == 0
    assert len(json.loads((repository / "known.json").read_text())["findings"]) == 1
    assert riveter("scan", "--baseline", "known.json").code == 0


def test_explain_follows_the_config(riveter: Riveter, repository: Path) -> None:
    (repository / "main.tf").write_text(DEPENDS)
    (repository / "riveter.yml").write_text("rules: rules.yml\nprove: true\n")
    rule = json.loads(riveter("scan", "-f", "json").out)["findings"][0]["rule_id"]
    words = "It fails with var.rotate = false"
    assert words in riveter("explain", rule, "aws_kms_key.k").out
    assert words not in riveter("explain", rule, "aws_kms_key.k", "--no-prove").out
    assert riveter("explain", rule).code == 0


def test_a_scan_without_a_command_line_follows_the_config(repository: Path) -> None:
    (repository / "riveter.yml").write_text("prove: true\n")
    assert configured((str(repository),), here=False).prove is True
