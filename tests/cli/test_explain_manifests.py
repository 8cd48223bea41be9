"""`riveter explain` of a rule about a typed resource, for a manifest."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Riveter

SECRET = """
resource "kubernetes_manifest" "m" {
  manifest = {
    apiVersion = "v1"
    kind       = "Secret"
    metadata   = { name = "a" }
    stringData = { password = "ordinary-words-too" }
  }
}
"""
RULE = """
- id: r
  name: r
  resource_type: kubernetes_secret_v1
  assertions: [{key: data.password, operator: is_not_literal}]
"""


def test_the_rule_is_explained_and_the_secret_is_not_shown(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SECRET, encoding="utf-8")
    (tmp_path / "rules.yml").write_text(RULE, encoding="utf-8")
    code, out, err = riveter("explain", "r", "kubernetes_manifest.m", "-r", "rules.yml")
    assert (code, "data.password" in out, "ordinary-words-too" in out + err) == (0, True, False)
