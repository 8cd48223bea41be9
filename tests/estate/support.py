"""Estates of small repositories, judged by threads of the test's own process."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from riveter.estate import engines, policy, sources
from riveter.estate.answers import Answers
from riveter.estate.engines import Engine
from riveter.estate.isolation import CHILDREN
from riveter.estate.run import Coordinator, Outcome
from riveter.estate.sources import Estate as ListedEstate
from riveter.estate.store import Store
from riveter.files.reader import FileReader

TODAY = "2026-11-30"
RULES = """
- id: rotation
  name: Keys must be rotated
  severity: high
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: is_true}
  metadata: {frameworks: {soc2: [CC6.1]}}
- id: described
  name: Keys must have a description
  severity: low
  resource_type: aws_kms_key
  assertions: {key: description, operator: exists}
"""
KEY = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = %s\n}\n'
OFF, ON = KEY % ("a", "false"), KEY % ("a", "true")
IDENTITY = [
    "-c",
    "user.name=a",
    "-c",
    "user.email=a@example.com",
    "-c",
    "commit.gpgsign=false",
    "-c",
    "init.defaultBranch=main",
]


@pytest.fixture(scope="session", autouse=True)
def _no_children_are_left() -> Iterator[None]:
    yield
    CHILDREN.end()


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """Two threads."""
    with engines.threads(2) as found:
        yield found


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def git(folder: Path, *words: str) -> str:
    """Run git in a folder."""
    done = subprocess.run(["git", *IDENTITY, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path, files: dict[str, str]) -> str:
    """Commit files in a repository, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    write(folder, files)
    git(folder, "add", "-A", "-f")
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


def bare(folder: Path, files: dict[str, str]) -> Path:
    """Return a bare repository with files in its first commit."""
    work = folder.parent / "work" / folder.name
    commit(work, files)
    git(folder.parent, "clone", "-q", "--bare", str(work), str(folder))
    return folder


class Estate:
    """An estate in a folder: what is in it, and its results."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self.engine = engine
        self.url = str(folder / "results")
        write(folder, {"rules.yml": RULES})

    def write(self, files: dict[str, str]) -> None:
        """Write files below the folder."""
        write(self.folder, files)

    def sources(self, text: str, *, head: str = "rules: rules.yml\n") -> None:
        """Write the file of sources."""
        write(self.folder, {"SOURCES.yml": f"{head}sources:\n{text}"})

    def read(self) -> ListedEstate:
        """Return what the sources describe."""
        return sources.read(str(self.folder / "SOURCES.yml"), FileReader())

    def run(
        self, *, url: str = "", today: str = TODAY, store: Store | None = None, engine: Engine | None = None
    ) -> Outcome:
        """Judge it."""
        found = self.read()
        assert [item.summary for item in found.diagnostics] == []
        store = store or Store(url or self.url)
        store.prepare(create=True)
        rules = policy.digest(found.policy, today)
        return Coordinator(found, rules, store, engine or self.engine, today=today).run()

    def answers(self, url: str = "") -> Answers:
        """Return the tables of the last run."""
        store = Store(url or self.url)
        return Answers(store, store.runs()[-1])

    def rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the answer to a query."""
        return self.answers().ask(query, **parameters).rows

    def failing(self) -> list[tuple[Any, ...]]:
        """Return the task, the rule and the address of all findings that fail."""
        return self.rows("SELECT task, rule, address FROM verdicts WHERE outcome = 'fail' ORDER BY ALL")


def digest(url: str) -> str:
    """Return a digest of the tables of the last run, without what depends on the clock."""
    store = Store(url)
    found = hashlib.sha256()
    for table, names in sorted(store.runs()[-1].tables.items()):
        if table not in ("ages", "timings"):
            for name in names:
                data = store.get(name)
                assert data is not None
                found.update(name.encode() + data)
    return found.hexdigest()


@pytest.fixture
def estate(tmp_path: Path, engine: Engine) -> Estate:
    """An estate in a folder of its own."""
    return Estate(tmp_path, engine)
