"""What `riveter init` has CI install: the riveter that runs, from where others can install it too."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml

from riveter import __version__
from riveter.scaffold import requirement
from tests.cli.conftest import Riveter
from tests.integrations.workflow_checks import matches_schema, zizmor

COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "ab" * 32
GIT = {"url": "https://git.example.com/tools/riveter.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`installed(record)`: riveter was installed with this record of its address (None: from an index)."""

    def install(record: object) -> None:
        text = None if record is None else record if isinstance(record, str) else json.dumps(record)

        class Distribution:
            def read_text(self, name: str) -> str | None:
                assert name == "direct_url.json"
                return text

        monkeypatch.setattr(metadata, "distribution", lambda name: Distribution())

    return install


@pytest.mark.parametrize(
    ("record", "pinned"),
    [
        (None, f"riveter=={__version__}"),
        (GIT, f"riveter @ git+https://git.example.com/tools/riveter.git@{COMMIT}"),
        ({**GIT, "url": "ssh://git.example.com/x"}, f"riveter @ git+ssh://git.example.com/x@{COMMIT}"),
        (
            {"url": "https://x.example/riveter-1-py3-none-any.whl", "archive_info": {"hashes": {"sha256": DIGEST}}},
            f"riveter @ https://x.example/riveter-1-py3-none-any.whl#sha256={DIGEST}",
        ),
        ({"url": "file:///home/me/riveter", "dir_info": {"editable": True}}, ""),
        ({"url": "file:///tmp/riveter.whl", "archive_info": {"hashes": {"sha256": DIGEST}}}, ""),
        ({"url": "https://x.example/riveter.whl", "archive_info": {}}, ""),
        ({**GIT, "vcs_info": {"vcs": "git", "commit_id": "main"}}, ""),
        ({**GIT, "vcs_info": {"vcs": "hg", "commit_id": COMMIT}}, ""),
        ({**GIT, "url": "https://me:secret@git.example.com/riveter"}, ""),
        ({**GIT, "url": "https://git.example.com/x y; touch z"}, ""),
        ({**GIT, "url": "git://git.example.com/riveter"}, ""),
        ("not JSON", ""),
        ([], ""),
        ({"url": None, "vcs_info": 1}, ""),
    ],
)
def test_what_is_pinned(installed: Any, record: object, pinned: str) -> None:
    installed(record)
    assert requirement() == pinned


@pytest.mark.parametrize(
    ("record", "uri"),
    [
        (GIT, GIT["url"]),
        ({"url": "https://me:secret@git.example.com/riveter"}, "urn:riveter:tool"),
        ({"url": "file:///home/me/riveter"}, "urn:riveter:tool"),
        ({"url": "ssh://git.example.com/x"}, "urn:riveter:tool"),
        (None, "urn:riveter:tool"),
        ("not JSON", "urn:riveter:tool"),
        ([], "urn:riveter:tool"),
    ],
)
def test_sarif_says_where_riveter_comes_from(
    riveter: Riveter, tmp_path: Path, installed: Any, record: object, uri: str
) -> None:
    (tmp_path / "main.tf").write_text("")
    installed(record)
    document = json.loads(riveter("scan", "--allow-empty", "-f", "sarif").out)
    assert document["runs"][0]["tool"]["driver"]["informationUri"] == uri


def test_a_riveter_that_is_not_installed_is_no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    assert requirement() == ""


@pytest.mark.parametrize("record", [GIT, {"url": "file:///x"}], ids=["commit", "local"])
def test_the_github_workflow_installs_it(riveter: Riveter, tmp_path: Path, installed: Any, record: object) -> None:
    installed(record)
    out = riveter("init", "--ci", "github").out
    path = tmp_path / ".github" / "workflows" / "riveter.yml"
    matches_schema("github-workflows", path)
    assert zizmor(path) == ""
    (step,) = [
        step for step in yaml.safe_load(path.read_text())["jobs"]["riveter"]["steps"] if "pip" in step.get("run", "")
    ]
    known = record is GIT
    assert (f"'riveter @ git+https://git.example.com/tools/riveter.git@{COMMIT}'" in step["run"]) is known
    assert step.get("env") == (None if known else {"RIVETER": "${{ vars.RIVETER }}"})
    assert ("Set the variable RIVETER" in out) is not known


@pytest.mark.parametrize("ci", ["gitlab", "other"])
def test_other_systems_need_the_variable_to_be_set(riveter: Riveter, tmp_path: Path, installed: Any, ci: str) -> None:
    installed({"url": "file:///x"})
    out = riveter("init", "--ci", ci).out
    text = (tmp_path / ".gitlab-ci.yml").read_text() if ci == "gitlab" else out
    (line,) = [line.strip(" -") for line in text.splitlines() if "pip install" in line]
    done = subprocess.run(
        ["/bin/sh", "-c", line], env={"PATH": "/nowhere"}, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "RIVETER" in done.stderr


def test_without_ci_nothing_is_said_of_it(riveter: Riveter, installed: Any) -> None:
    installed({"url": "file:///x"})
    assert "RIVETER" not in riveter("init", "--ci", "none").out


def test_this_very_riveter_has_an_answer() -> None:
    command = [sys.executable, "-c", "from riveter.scaffold import requirement; print(repr(requirement()))"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("'")
