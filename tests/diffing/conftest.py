"""Small git repositories, made by the real git with none of the user's settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec
import pytest

from riveter import api, diffing
from riveter.cli.main import main
from riveter.findings import Finding, Outcome
from tests.cli.conftest import riveter

__all__ = ["riveter"]

RULES = """
- id: key-rotation
  name: Keys must be rotated
  resource_type: aws_kms_key
  severity: high
  assertions: [{key: enable_key_rotation, operator: equals, value: true}]
- id: open-ports
  name: Ports must not be open to everyone
  resource_type: aws_security_group
  assertions: [{key: ingress.*.cidr_blocks, operator: not_contains, value: 0.0.0.0/0}]
- id: log-retention
  name: Logs must be kept
  resource_type: aws_cloudwatch_log_group
  assertions: [{key: retention_in_days, operator: greater_than_or_equal, value: 90}]
"""

Files = Mapping[str, "str | None"]
NOTHING: Files = MappingProxyType({})
Make = Callable[..., "GitFolder"]


class GitFolder:
    """A repository with a working tree at `path`."""

    def __init__(self, path: Path, home: Path) -> None:
        self.path = path
        self.home = home
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    @property
    def environment(self) -> dict[str, str]:
        """What git is run with: an identity, and no configuration but the repository's."""
        names = {
            f"GIT_{role}_{what}": f"{role.lower()}@example.com"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            **names,
        }

    def git(self, *arguments: str, check: bool = True) -> str:
        """Run git and return what it prints."""
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=self.path, env=self.environment, check=False, capture_output=True, text=True)
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    def write(self, files: Files) -> None:
        """Write files of the working tree; the content None removes one."""
        for name, text in files.items():
            path = self.path / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def commit(self, files: Files = NOTHING) -> str:
        """Write files, commit everything, and return the id."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change")
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """`make(files)`: a repository with one commit, which is the working directory."""
    rules = tmp_path / "rules.yml"
    rules.write_text(RULES, "utf-8")

    def create(files: Files = NOTHING, name: str = "repository") -> GitFolder:
        folder = GitFolder(tmp_path / name, tmp_path)
        folder.commit(files)
        monkeypatch.chdir(folder.path)
        return folder

    return create


class Run(NamedTuple):
    """How a command ended, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


Scan = Callable[..., Run]


@pytest.fixture
def scan(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Scan:
    """`scan(folder, "--diff", …)`: `riveter scan` in this process, with the environment of the folder's git and nothing else."""

    def run(folder: GitFolder, *words: str, at: str = ".", **variables: str) -> Run:
        environment = folder.environment | variables
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if not name.startswith("PYTEST_")]:
                patch.delenv(name)
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.chdir(folder.path / at)
            capfdbinary.readouterr()
            code = main(("scan", "--no-cache", *words))
            out, err = capfdbinary.readouterr()
        return Run(code, out.decode(), err.decode())

    return run


Compare = Callable[..., api.ScanResult]


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    """`compare("main", "paths", …)`: the scan with `RULES`, compared."""

    def run(base: str = "HEAD", *paths: str, packs: tuple[str, ...] = (), **targets: Any) -> api.ScanResult:
        environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
        given = api.Targets(paths=paths or (".",), environment=environment, cache=False)
        given = msgspec.structs.replace(given, **targets)
        rules = () if packs else (str(tmp_path / "rules.yml"),)
        options = api.ScanOptions(targets=given, rules=rules, packs=packs)
        return diffing.scan(options, base)

    return run


def statuses(result: api.ScanResult) -> dict[str, str]:
    """The status of everything that fails or is not known, by rule and address."""
    found = [item for item in result.findings if item.outcome in (Outcome.FAIL, Outcome.UNKNOWN)]
    assert len({_name(item) for item in found}) == len(found)
    return {_name(item): item.status for item in found}


def fixed(result: api.ScanResult) -> list[str]:
    """The fixed findings by rule and address."""
    assert result.diff is not None
    return [_name(item) for item in result.diff.fixed]


def _name(finding: Finding) -> str:
    return f"{finding.rule_id} {finding.resource.address}"
