"""Calling functions directly, with a context that counts what they charge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riveter.core.secrets import Secrets
from riveter.core.versions import ANY_VERSION
from riveter.terraform.config.dialect import Dialect
from riveter.terraform.config.features import Feature, offered
from riveter.terraform.functions import FunctionError, lookup
from riveter.terraform.lang.tfvars_text import decode_tfvars
from riveter.terraform.values.errors import BudgetExceededError
from riveter.terraform.values.value import TValue


class CountingContext:
    """A `CallContext` without files; `charged` is the cost so far."""

    def __init__(self, limit: int = 1_000_000) -> None:
        self.limit = limit
        self.charged = 0
        self.files: dict[str, bytes] = {}

    @property
    def secrets(self) -> Secrets:
        return Secrets()

    def charge(self, cost: int) -> None:
        self.charged += cost
        if self.charged > self.limit:
            raise BudgetExceededError("too much")

    dialect: Dialect | None = Dialect.OPENTOFU

    def offers(self, feature: Feature) -> bool | None:
        return offered(feature, self.dialect, ANY_VERSION)

    def read_file(self, path: str) -> bytes:
        if path not in self.files:
            raise FunctionError(f'no file exists at "{path}"', 0)
        return self.files[path]

    def file_exists(self, path: str) -> bool:
        return path in self.files

    def list_files(self, path: str, depth: int | None = None) -> tuple[list[str], frozenset[str]]:
        return [name for name in self.files if depth is None or name.count("/") < depth], frozenset()

    def absolute_path(self, path: str) -> str:
        return f"/module/{path}"

    def decode_tfvars(self, text: str) -> dict[str, TValue]:
        return decode_tfvars(text)

    def render_template(self, text: str, variables: dict[str, TValue], name: str) -> TValue:
        return text.replace("${name}", str(variables.get("name")))


Call = Callable[..., Any]


@pytest.fixture
def context() -> CountingContext:
    """A context with a budget of a million steps."""
    return CountingContext()


@pytest.fixture
def call(context: CountingContext) -> Call:
    """``call("upper", "a")`` is the result of Terraform's ``upper("a")``."""

    def run(name: str, *args: TValue) -> TValue:
        found = lookup(name)
        assert found is not None, name
        return found(args, context)

    return run
