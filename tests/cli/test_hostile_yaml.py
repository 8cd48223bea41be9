"""Files that would crash a YAML library, through every command that reads YAML: an error with its place, quickly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n" for i in range(1, 30))
TEXTS = {
    "brackets": "[" * 100_000,
    "closed brackets": "[" * 100_000 + "]" * 100_000,
    "maps": "{a: " * 100_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "aliases": BOMB,
}
COMMANDS = {
    "rules.yml": ("lint", "rules.yml"),
    "scan.yml": ("scan", "infra", "-r", "scan.yml"),
    "rules.cases.yml": ("test", "rules.cases.yml"),
    "riveter.yml": ("scan", "infra", "-p", "aws-security"),
    "explained.yml": ("explain", "r", "-r", "explained.yml"),
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_file_is_an_error_with_its_place(name: str, text: str, tmp_path: Path) -> None:
    """Each in a process of its own: a crash would be a segmentation fault."""
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "main.tf").write_text('resource "aws_kms_key" "k" {}\n')
    (tmp_path / name).write_text(TEXTS[text])
    done = subprocess.run(
        [sys.executable, "-m", "riveter", *COMMANDS[name]],
        cwd=tmp_path, capture_output=True, text=True, timeout=20, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    told = done.stdout + done.stderr
    assert "nested too deeply" in told or "values by aliases" in told
    assert f"{name}:1:" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system [touch ran]", "!!binary eA==", "!custom x", "!!set {a}"]
)
def test_a_tag_is_an_error_and_nothing_is_made_of_it(name: str, tag: str, tmp_path: Path) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "main.tf").write_text('resource "aws_kms_key" "k" {}\n')
    (tmp_path / name).write_text(f"rules: {tag}\n")
    done = subprocess.run(
        [sys.executable, "-m", "riveter", *COMMANDS[name]],
        cwd=tmp_path, capture_output=True, text=True, timeout=20, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    told = done.stdout + done.stderr
    assert f"{name}:1:" in told
    assert "is not allowed" in told
    assert not (tmp_path / "ran").exists()
