"""Repositories with Terraform, and `riveter fix` in them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from riveter.cli.app import run

KEY_RULE = """
- id: rotation
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: is_true}
"""


class Done(msgspec.Struct):
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str


class Repository:
    """A git repository with files, in which commands run."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], rules: str = KEY_RULE) -> None:
        self.folder = folder
        self._capsys = capsys
        self.git("init", "-q")
        (folder / "rules").mkdir()
        self.write({"rules/r.yml": rules, "riveter.yml": "rules: [rules/r.yml]\n"})

    def write(self, files: dict[str, str]) -> None:
        """Write files, and commit everything."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        self.commit()

    def commit(self) -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "--allow-empty", "-m", "x")

    def git(self, *words: str, stdin: str = "") -> str:
        """Run git."""
        done = subprocess.run(["git", *words], cwd=self.folder, input=stdin.encode(), capture_output=True, check=True)
        return done.stdout.decode()

    def text(self, name: str) -> str:
        """Return the content of a file."""
        return (self.folder / name).read_bytes().decode()

    def fix(self, *words: str) -> Done:
        """Run `riveter fix`."""
        return self.run("fix", *words)

    def run(self, *words: str) -> Done:
        """Run a command of riveter."""
        self._capsys.readouterr()
        code = run([*words, "--no-cache"])
        captured = self._capsys.readouterr()
        return Done(code, captured.out, captured.err)


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Repository]:
    """Return a function that makes the repository of a test, in the working directory."""
    monkeypatch.chdir(tmp_path)

    def make(files: dict[str, str], rules: str = KEY_RULE) -> Repository:
        made = Repository(tmp_path, capsys, rules)
        made.write(files)
        return made

    return make
