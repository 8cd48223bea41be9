"""A repository that uses packs from elsewhere, a repository with a pack, and ssh that leads to this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from riveter.cli.main import main

PACK = """\
metadata: {name: team, version: 1.0.0, description: Ours}
include:
  - {file: rules/buckets.yml}
"""
RULES = """\
rules:
  - id: buckets-are-named
    name: Buckets must have a name
    resource_type: aws_s3_bucket
    assertions: [{key: bucket, operator: is_not_empty}]
"""
URL = "ssh://git@example.com"


class Run(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Riveter = Callable[..., Run]


class Published:
    """A git repository with a pack, as somebody else keeps it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.write("pack.yml", PACK)
        self.write("rules/buckets.yml", RULES)
        self.commit("v1")

    @property
    def url(self) -> str:
        return f"{URL}{self.folder}"

    def git(self, *words: str) -> str:
        names = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        command = ["git", "-C", str(self.folder), *names, *words]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        return done.stdout.strip()

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)

    def commit(self, tag: str = "") -> str:
        """Commit everything, move the tag there, and return the id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "change")
        if tag:
            self.git("tag", "--force", tag)
        return self.git("rev-parse", "HEAD")


@pytest.fixture(autouse=True)
def _scrubbed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "CI", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Published:
    """A repository with a pack, which the machine called example.com has."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    script = tmp_path / "ssh"
    script.write_text('#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n')
    script.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(script))
    return Published(tmp_path / "policies")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one bucket without a name, which is the working directory."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n')
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def riveter(capfdbinary: pytest.CaptureFixture[bytes]) -> Riveter:
    """`riveter("scan", …)` returns the exit code and both outputs."""

    def run(*arguments: str) -> Run:
        capfdbinary.readouterr()
        code = main(arguments)
        out, err = capfdbinary.readouterr()
        return Run(code, out.decode(), err.decode())

    return run


def use(project: Path, *sources: str, more: str = "") -> None:
    """Write a config that names packs."""
    (project / "riveter.yml").write_text("packs:\n" + "".join(f"  - {source}\n" for source in sources) + more)


def git_in(folder: Path, words: Sequence[str]) -> None:
    """Run git in a folder."""
    names = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "-C", folder, *names, *words], check=True, capture_output=True, env=environment)
