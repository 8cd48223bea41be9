"""Small Terraform projects in a temporary directory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from riveter.resource import Resource
from riveter.terraform.project import LoadOptions, Project, load


class Loaded:
    """A project with short ways to look into it."""

    def __init__(self, project: Project, root: Path) -> None:
        self.project = project
        self.root = root
        self.by_address = {resource.address: resource for resource in project.resources}

    def __getitem__(self, address: str) -> Resource:
        return self.by_address[address]

    def value(self, address: str, key: str) -> Any:
        """The single value at a dotted key."""
        matches = self.by_address[address].get(key)
        assert len(matches) == 1, f"{address} {key}: {matches}"
        return matches[0].value

    def addresses(self, type: str | None = None) -> list[str]:
        """The addresses of the managed resources (or of one rule type)."""
        kinds = {"variable", "output", "provider", "terraform", "module", "locals"}
        return [
            resource.address
            for resource in self.project.resources
            if (resource.type == type if type else resource.type not in kinds)
        ]

    def problems(self) -> list[str]:
        """The diagnostics, a line each."""
        return [f"{d.severity}: {d.summary}: {d.detail}" for d in self.project.diagnostics]

    def eval(self, expression: str) -> Any:
        """The value of an expression in the root module; errors are raised."""
        result = self.project.evaluator(str(self.root)).evaluate(expression)
        assert result.error is None, result.error
        return result.value


@pytest.fixture
def terraform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Loaded]:
    """Write files and load them: `terraform("…main.tf…")` or `terraform({"main.tf": …, "modules/x/main.tf": …})`."""

    def write_and_load(files: str | dict[str, str], paths: list[str] | None = None, **options: Any) -> Loaded:
        monkeypatch.chdir(tmp_path)
        for name, text in ({"main.tf": files} if isinstance(files, str) else files).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), encoding="utf-8")
        return Loaded(load(paths or ["."], LoadOptions(**options)), tmp_path)

    return write_and_load
