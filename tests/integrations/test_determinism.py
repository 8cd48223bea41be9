"""The same input gives the same bytes: whatever the order of hashing, of the file system, and whether anything was cached."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from riveter.reporters.formats import FORMATS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SEEDS = ("0", "1", "4711")
CONFIG = """
packs: [aws-security, soc2]
environments:
  dev: {variables: {rotate: false}}
  prod: {variables: {rotate: true}}
waivers:
  - {rule: "s3-*", path: "legacy/**", reason: old}
overrides:
  - {path: "vendor/**", severity: high}
"""
MORE = """
variable "rotate" { type = bool }
variable "unset" {}
locals {
  names = toset(["c", "a", "b"])
  tags  = { zeta = 1, alpha = 2, mid = var.unset }
}
resource "aws_kms_key" "k" {
  for_each            = local.names
  enable_key_rotation = var.rotate
  tags                = local.tags
}
resource "aws_security_group" "g" {
  dynamic "ingress" {
    for_each = toset([22, 3389])
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0", var.unset]
    }
  }
}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several modules with findings of every outcome, notes, waivers and environments."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "examples" / "batch-data-pipeline", folder / "pipeline")
    (folder / "riveter.yml").write_text(CONFIG)
    for name in ("legacy", "vendor", "ours"):
        (folder / name).mkdir()
        (folder / name / "main.tf").write_text(MORE + f'resource "aws_s3_bucket" "{name}" {{}}\n')
    (folder / "ours" / "broken.tf").write_text('resource "aws_s3_bucket" {\n}\noutput "x" { value = local.nope }\n')
    return folder


def reports(project: Path, out: Path, seed: str, *words: str) -> dict[str, bytes]:
    """Every format of one run."""
    (out / "temporary-files").mkdir(parents=True)
    formats = [f"--format={name}:{out / name}" for name in FORMATS]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(out),
        "TMPDIR": str(out / "temporary-files"),
        "XDG_CACHE_HOME": str(out.parent / "cache"),
        "PYTHONHASHSEED": seed,
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "1700000000",
    }
    command = [str(Path(sys.executable).with_name("riveter")), "scan", *formats, *words]
    done = subprocess.run(command, cwd=project, env=environment, check=False, capture_output=True)
    assert done.returncode == 2, done.stderr  # one file is broken
    said = done.stderr.replace(bytes(out), b"OUT")  # where the reports went
    page = (out / "html").read_bytes()
    assert b"<dt>Date</dt><dd>2023-11-14 22:13 UTC</dd>" in page
    # The head names the folder and the command, which differ.
    (out / "html").write_bytes(re.sub(rb"<div[^>]*><dt>(?:Project|Command)</dt>.*?</div>", b"", page))
    return {**{name: (out / name).read_bytes() for name in FORMATS}, "stdout": done.stdout, "stderr": said}


def test_reports_are_the_same_byte_by_byte_for_every_seed(project: Path, tmp_path: Path) -> None:
    first = reports(project, tmp_path / "first", SEEDS[0], "--no-cache")
    assert b'"fail"' in first["json"]
    assert b'"unknown"' in first["json"]
    assert b'"suppressed"' in first["json"]
    for seed in SEEDS[1:]:
        other = reports(project, tmp_path / seed, seed, "--no-cache")
        assert [name for name in first if first[name] != other[name]] == []


def test_the_cache_changes_nothing(project: Path, tmp_path: Path) -> None:
    without = reports(project, tmp_path / "without", "1", "--no-cache")
    cold = reports(project, tmp_path / "cold", "2")
    warm = reports(project, tmp_path / "warm", "3")
    assert [name for name in without if not without[name] == cold[name] == warm[name]] == []


def test_the_order_of_the_file_system_changes_nothing(project: Path, tmp_path: Path) -> None:
    """The same files, made in the opposite order, in another folder."""
    copy = tmp_path / "copy"
    for path in sorted(project.rglob("*"), reverse=True):
        if path.is_file():
            target = copy / path.relative_to(project)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    first = reports(project, tmp_path / "first", "1", "--no-cache")
    other = reports(copy, tmp_path / "other", "2", "--no-cache")
    assert [name for name in first if first[name] != other[name]] == []


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_comparison_is_the_same_byte_by_byte(project: Path, tmp_path: Path) -> None:
    """Also in its fixed findings, which come from a temporary folder of another name each time."""
    copy = tmp_path / "copy"
    shutil.copytree(project, copy)
    names = {
        f"GIT_{role}_{what}": "someone@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    (copy / "gone.tf").write_text('resource "aws_kms_key" "gone" {\n  description = path.cwd\n}\n')
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "base")):
        environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(["git", *words], cwd=copy, env=environment, check=True)
    (copy / "gone.tf").unlink()
    first = reports(copy, tmp_path / "first", "1", "--diff", "HEAD")
    other = reports(copy, tmp_path / "other", "2", "--diff", "HEAD")
    assert [name for name in first if first[name] != other[name]] == []
    assert b"aws_kms_key.gone" in first["text"]
    for data in first.values():
        assert b"temporary-files" not in data
