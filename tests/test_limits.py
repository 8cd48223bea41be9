"""What is larger than the page on security allows is an error or unknown, and never a pass; what is just as large is judged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MIB = 1024 * 1024
RULES = "- id: named\n  name: Named\n  resource_type: aws_s3_bucket\n  assertions: [{key: bucket, operator: equals, value: b}]\n"
CASES = """rules: [rules.yml]
cases:
  - {rule: named, name: x, expect: pass, terraform: 'resource "aws_s3_bucket" "b" { bucket = "b" }'}"""
MAIN = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n'


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "rules.yml").write_text(RULES)
    (tmp_path / "main.tf").write_text(MAIN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    """The exit code and what was printed."""
    done = subprocess.run(
        [sys.executable, "-m", "riveter", *words], check=False, capture_output=True, encoding="utf-8", timeout=300
    )
    return done.returncode, done.stdout + done.stderr


def scan(*words: str) -> tuple[int, str]:
    return run("scan", "-r", "rules.yml", "--no-cache", *words)


def padded(path: Path, text: str, size: int, sign: str = "#") -> None:
    path.write_text(text + "\n" + sign * (size - len(text) - 2) + "\n")


@pytest.mark.parametrize(
    ("name", "text", "limit", "words"),
    [
        ("x.tf", "locals {}", 10 * MIB, ("scan", "-r", "rules.yml", "--no-cache")),
        ("x.auto.tfvars", "", 10 * MIB, ("scan", "-r", "rules.yml", "--no-cache")),
        ("more.yml", RULES, 4 * MIB, ("scan", "-r", "more.yml", "--no-cache")),
        ("more.cases.yml", CASES, 4 * MIB, ("test", "more.cases.yml")),
        ("riveter.yml", "rules: [rules.yml]", MIB, ("scan", "--no-cache")),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and " " not in value else "",
)  # fmt: skip
def test_a_file_that_is_too_large_is_an_error(
    top: Path, name: str, text: str, limit: int, words: tuple[str, ...]
) -> None:
    padded(top / name, text, limit)
    assert (top / name).stat().st_size == limit
    code, out = run(*words)
    assert code == 0, out[-1000:]
    padded(top / name, text, limit + 1)
    code, out = run(*words)
    assert code == 2
    assert "larger than" in out


def test_a_plan_that_is_too_large_is_an_error(top: Path) -> None:
    with (top / "plan.json").open("wb") as handle:
        os.truncate(handle.fileno(), 1024 * MIB + 1)  # it takes no place on the disk
    code, out = scan("plan.json")
    assert code == 2
    assert "larger than 1024 MiB" in out or "larger than 1 GiB" in out


def test_a_file_that_a_function_reads_and_that_is_too_large_is_unknown(top: Path) -> None:
    (top / "main.tf").write_text('resource "aws_s3_bucket" "b" {\n  bucket = substr(file("x.txt"), 0, 1)\n}\n')
    (top / "x.txt").write_text("b" * 4 * MIB)
    assert scan()[0] == 0
    (top / "x.txt").write_text("b" * (4 * MIB + 1))
    code, out = scan("--unknown", "fail")
    assert code == 1
    assert "larger than 4 MiB" in out


@pytest.mark.parametrize("depth", [32, 33])
def test_modules_in_each_other(top: Path, depth: int) -> None:
    folder = top
    for number in range(depth):
        (folder / "main.tf").write_text(f'module "m{number}" {{\n  source = "./m"\n}}\n')
        folder = folder / "m"
        folder.mkdir()
    (folder / "main.tf").write_text(MAIN)
    code, out = scan()
    assert (code, "Modules nested too deeply" in out) == ((0, False) if depth == 32 else (2, True)), out


@pytest.mark.slow
@pytest.mark.parametrize("count", [20_000, 20_001])
def test_instances_of_a_block(top: Path, count: int) -> None:
    (top / "main.tf").write_text(
        f'resource "aws_s3_bucket" "b" {{\n  count = {count}\n  bucket = count.index == 7 ? "no" : "b"\n}}\n'
    )
    _, out = scan("-f", "json:out.json")
    found = json.loads((top / "out.json").read_text())["summary"]["findings"]
    if count == 20_000:
        assert (found["pass"], found["fail"]) == (19_999, 1)
    else:
        assert (found["pass"], found["fail"], found["unknown"]) == (0, 0, 1)
        assert "Too many instances" in out


@pytest.mark.parametrize("depth", [20, 21])
def test_conditions_in_each_other(top: Path, depth: int) -> None:
    inner = "{key: bucket, operator: equals, value: b}"
    for _ in range(depth):
        inner = f"{{any: [{inner}]}}"
    (top / "rules.yml").write_text(RULES.partition("  assertions")[0] + f"  assertions: [{inner}]\n")
    code, out = scan()
    assert code == (0 if depth == 20 else 2), out


@pytest.mark.parametrize("count", [5_000, 5_001])
def test_rule_files(top: Path, count: int) -> None:
    (top / "rules").mkdir()
    (top / "rules" / "a.yml").write_text(RULES)
    for number in range(count - 1):
        (top / "rules" / f"{number}.yml").write_text("[]\n")
    code, out = run("scan", "-r", "rules", "--no-cache")
    assert code == (0 if count == 5_000 else 2), out[-2000:]
