"""Plans and states made by the real terraform, with and without the configuration they were made from."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riveter.terraform.project import LoadOptions, load
from tests.terraform.conftest import Loaded

FIXTURES = Path(__file__).parent / "fixtures"

Read = Callable[..., Loaded]


@pytest.fixture
def beside_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Load a document that lies beside its configuration: `beside_source("create", "plan.json")`."""

    def read(name: str, document: str, **options: Any) -> Loaded:
        shutil.copytree(FIXTURES / name, tmp_path / name)
        monkeypatch.chdir(tmp_path / name)
        return Loaded(load([document], LoadOptions(**options)), tmp_path / name)

    return read


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Load a document whose configuration is not at hand: `alone("create", "plan.json")`."""

    def read(name: str, document: str, **options: Any) -> Loaded:
        shutil.copy(FIXTURES / name / document, tmp_path)
        monkeypatch.chdir(tmp_path)
        return Loaded(load([document], LoadOptions(**options)), tmp_path)

    return read


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Loaded]:
    """Load a file of the given content: `document(b"…")`."""

    def read(content: bytes | str, name: str = "plan.json", **options: Any) -> Loaded:
        monkeypatch.chdir(tmp_path)
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return Loaded(load([name], LoadOptions(**options)), tmp_path)

    return read
