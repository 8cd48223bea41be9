"""Manifests of unknown kind are said once in the text report, with what would say what they are."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

MANIFESTS = """
variable "whole" { type = any }
variable "kind" { type = string }
resource "kubernetes_manifest" "whole" {
  manifest = var.whole
}
resource "kubernetes_manifest" "kind" {
  manifest = {
    apiVersion = "v1"
    kind       = var.kind
    metadata   = { name = "a" }
  }
}
"""
POD = """
resource "kubernetes_pod_v1" "p" {
  metadata { name = "p" }
  spec {
    host_pid = true
    container { name = "c" }
  }
}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.tf").write_text(MANIFESTS)
    return tmp_path


def test_they_are_said_once_for_all_rules(folder: Path, riveter: Riveter) -> None:
    code, out, _ = riveter("scan", "-p", "kubernetes-security")
    assert code == 0
    assert len(out.splitlines()) < 25
    found = re.search(r"❔ (\d+) rules about objects of Kubernetes \(2 resources unknown\)\n", out)
    assert found is not None
    assert int(found[1]) > 50
    assert f"❔ Manifests whose kind is not known · {found[1]} rules may be about them (" in out
    assert f"{found[1]} unknown (" in out  # in the summary
    for address, place, reason in (
        ("kubernetes_manifest.whole", "main.tf:5:14", "var.whole has no value: main.tf:2"),
        ("kubernetes_manifest.kind", "main.tf:10:18", "var.kind has no value: main.tf:3"),
    ):
        assert out.count(f"   {address}  {place}\n") == 1
        assert out.count(f"= {reason}\n") == 1
    assert "would not pass" not in out


def test_verbose_reports_name_the_rules(folder: Path, riveter: Riveter) -> None:
    out = riveter("scan", "-p", "kubernetes-security", "-v").out
    assert "   - Pods must not share the processes of the node · k8s-no-host-pid\n" in out
    assert "❔ Pods must not share the processes of the node (2 of 2 resources unknown)\n" in out


def test_what_is_wrong_elsewhere_is_not_hidden(folder: Path, riveter: Riveter) -> None:
    (folder / "pod.tf").write_text(POD)
    code, out, _ = riveter("scan", "-p", "kubernetes-security")
    assert code == 1
    assert "❌ Pods must not share the processes of the node (1 of 3 resources, 2 unknown)\n" in out
    assert "   kubernetes_pod_v1.p  pod.tf:5:16\n" in out
    assert out.index("❌ Pods must not share the processes") < out.index("❔ Manifests whose kind is not known")


def test_unknown_verdicts_can_fail(folder: Path, riveter: Riveter) -> None:
    code, out, _ = riveter("scan", "-p", "kubernetes-security", "--unknown", "fail")
    assert code == 1
    assert "❔ Manifests whose kind is not known" in out


def test_a_comparison_says_how_many_are_new(folder: Path, riveter: Riveter) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *words], check=True, cwd=folder)

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "base")
    out = riveter("scan", "-p", "kubernetes-security", "--diff", "HEAD").out
    assert re.search(r"➖ \d+ rules about objects of Kubernetes \(2 resources unknown, none new\)\n", out)
    assert "Manifests whose kind is not known" not in out
    (folder / "more.tf").write_text('resource "kubernetes_manifest" "new" {\n  manifest = var.whole\n}\n')
    out = riveter("scan", "-p", "kubernetes-security", "--diff", "HEAD").out
    assert re.search(r"❔ \d+ rules about objects of Kubernetes \(3 resources unknown, \d+ new\)\n", out)
    assert "kubernetes_manifest.new  more.tf:2:14\n" in out
    # It may be the network policy of what the others may be.
    assert "kubernetes_manifest.whole  main.tf:4:1\n" in out


def test_every_report_names_the_cause(folder: Path, riveter: Riveter) -> None:
    for form in ("json", "sarif", "junit", "markdown"):
        out = riveter("scan", "-p", "kubernetes-security", "-f", form).out
        assert "not known which object the manifest is" in out, form
        assert "kubernetes_daemon" not in out, form
    explained = riveter("explain", "k8s-no-host-pid", "kubernetes_manifest.kind").out
    assert (
        "the rule may not be about it: it is not known which object the manifest is: var.kind has no value" in explained
    )
