"""Resources by hand: what rules see, without Terraform."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest

from riveter.core.paths import format_path
from riveter.core.source import SourceFile, Span
from riveter.core.values import Unknown
from riveter.findings import Provenance
from riveter.resource import PathKeys, Reference, Resource

NOW = datetime(2027, 3, 1, tzinfo=timezone.utc)
"""The time of every test."""


class StubOrigin:
    """Says where values are: line 10 plus the number of the top-level attribute; `secrets` are dotted keys."""

    def __init__(self, values: dict[str, Any], secrets: tuple[str, ...] = ()) -> None:
        self.names = list(values)
        self.secrets = secrets
        self.asked: list[str] = []

    def locate(self, path: PathKeys) -> Span:
        self.asked.append(format_path(path))
        if path and path[0] in self.names:
            line = 10 + self.names.index(str(path[0]))
            return Span("main.tf", line, 3, line, 20)
        return Span("main.tf", 9, 1, 30, 2)

    def provenance(self, path: PathKeys) -> tuple[Provenance, ...]:
        return (Provenance("var.x", Span("variables.tf", 1, 1, 1, 5)),) if path and path[0] == "traced" else ()

    def concealed(self, path: PathKeys) -> int:
        return len(path)

    def sensitive(self, path: PathKeys) -> bool:
        key = format_path(path)
        return any(key == secret or key.startswith(f"{secret}.") for secret in self.secrets)


def make_resource(
    address: str = "aws_thing.x",
    values: dict[str, Any] | None = None,
    *,
    references: tuple[Reference, ...] = (),
    existence: Unknown | None = None,
    secrets: tuple[str, ...] = (),
    type: str | None = None,
    change_actions: tuple[str, ...] = (),
    module: str = "",
) -> Resource:
    """A resource as the evaluator would make it."""
    values = values or {}
    plain = address.split("[")[0]
    parts = plain.split(".")
    kind = type or (f"data.{parts[-2]}" if "data" in parts else parts[-2] if len(parts) > 1 else parts[0])
    return Resource(
        address=address,
        type=kind,
        name=parts[-1],
        values=values,
        origin=StubOrigin(values, secrets),
        span=Span("main.tf", 9, 1, 30, 2),
        references=references,
        existence=existence,
        provider="aws",
        change_actions=change_actions,
        module=module,
    )


@pytest.fixture
def resource() -> Callable[..., Resource]:
    """`make_resource` as a fixture."""
    return make_resource


def source(text: str, name: str = "rules.yml") -> SourceFile:
    """A rule file from its text."""
    return SourceFile(name, text, name)
