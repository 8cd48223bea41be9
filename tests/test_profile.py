"""`--profile` says which stages, root modules and rules take the time and the memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from riveter.core.profile import SCHEMA, Profile

RULES = """
- {id: one, name: one, resource_type: x_y, assertions: [{key: v, operator: equals, value: 1}]}
- {id: two, name: two, resource_type: x_z, assertions: [{key: v, operator: exists}]}
"""


class _Meter:
    """A clock, or a counter of memory, that a test sets."""

    def __init__(self) -> None:
        self.value = 0

    def __call__(self) -> int:
        return self.value


def _stacks(document: dict[str, Any], unit: str) -> dict[tuple[str, ...], float]:
    names = [frame["name"] for frame in document["shared"]["frames"]]
    [profile] = [profile for profile in document["profiles"] if profile["unit"] == unit]
    assert profile["type"] == "sampled"
    assert profile["startValue"] == 0
    assert profile["endValue"] == pytest.approx(sum(profile["weights"]))
    stacks = [tuple(names[number] for number in sample) for sample in profile["samples"]]
    return dict(zip(stacks, profile["weights"], strict=True))


def test_what_is_spent_belongs_to_the_innermost_name() -> None:
    clock, memory = _Meter(), _Meter()
    profile = Profile(clock, memory)
    clock.value = 5  # outside of everything
    with profile.inside("stage"):
        clock.value = 6
        profile.enter("rule", "rules.yml", 3)
        clock.value, memory.value = 9, 100
        profile.leave()
        clock.value = 11
        profile.enter("evaluating")
        clock.value = 15
        profile.leave(within="root")
        profile.enter("rule", "rules.yml", 3)
        clock.value = 16
        profile.leave()
    document = profile.speedscope("riveter 1")
    assert _stacks(document, "seconds") == {
        ("stage",): 3,
        ("stage", "rule"): 4,
        ("stage", "evaluating", "root"): 4,
    }
    assert _stacks(document, "bytes") == {("stage", "rule"): 100}
    assert {"name": "rule", "file": "rules.yml", "line": 3} in document["shared"]["frames"]
    assert (document["$schema"], document["exporter"]) == (SCHEMA, "riveter 1")


def test_a_stage_ends_when_it_fails() -> None:
    clock = _Meter()
    profile = Profile(clock, _Meter())

    def fail() -> None:
        with profile.inside("first"):
            clock.value = 1
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    with profile.inside("second"):
        clock.value = 3
    assert _stacks(profile.speedscope(""), "seconds") == {("first",): 1, ("second",): 2}


def test_names_are_written_as_they_may_be_shown() -> None:
    clock = _Meter()
    profile = Profile(clock, _Meter())
    with profile.inside("a secret"):
        clock.value = 1
    [frame] = profile.speedscope("", lambda name: name.replace("secret", "*"))["shared"]["frames"]
    assert frame == {"name": "a *"}


def _scan(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "riveter", "scan", "-r", "rules.yml", *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two root modules and two rules."""
    (tmp_path / "rules.yml").write_text(RULES)
    for name, value in (("a", 1), ("b", 2)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text(
            f'resource "x_y" "r" {{\n  v = {value}\n}}\nresource "x_z" "r" {{\n  v = {value}\n}}\n'
        )
    return tmp_path


def test_the_file_names_every_stage_root_module_and_rule(folder: Path) -> None:
    plain, done = _scan(folder, "-f", "json"), _scan(folder, "-f", "json", "--profile", "out/profile.json")
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout)
    document = json.loads((folder / "out" / "profile.json").read_text())
    stacks = _stacks(document, "seconds")
    for root in ("a", "b"):
        assert ("Reading and evaluating Terraform", "Evaluating a root module", root) in stacks
        assert {stack[2] for stack in stacks if stack[:2] == ("Checking rules", root) and stack[2:]} == {"one", "two"}
    assert {stack[0] for stack in stacks} >= {"Reading rules", "Writing reports"}
    assert {"name": "two", "file": "rules.yml", "line": 3} in document["shared"]["frames"]


def test_a_file_that_can_not_be_written_is_an_error_beside_the_report(folder: Path) -> None:
    done = _scan(folder, "--profile", "rules.yml/profile.json")
    assert done.returncode == 2
    assert "Error: cannot write rules.yml/profile.json" in done.stderr
    assert "one" in done.stdout


def test_the_same_scan_again_writes_the_file_again(folder: Path) -> None:
    for _ in range(2):
        _scan(folder, "--profile", "profile.json")
        assert json.loads((folder / "profile.json").read_text())["profiles"]
        (folder / "profile.json").unlink()
