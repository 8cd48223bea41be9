"""Expressions without any names: those of tfvars files."""

from __future__ import annotations

from typing import Any

from riveter.core.versions import ANY_VERSION
from riveter.hcl import nodes as n
from riveter.terraform.config.dialect import Dialect
from riveter.terraform.config.features import Feature, offered
from riveter.terraform.functions import CallContext
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.value import TValue


class NoNames:
    """The names of a tfvars file: none."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget

    def resolve(self, root: str, traversal: n.Traversal | None, scope: Scope) -> tuple[TValue, int]:
        """Refuse every reference."""
        raise EvaluationError("Variables not allowed", "Variables may not be used here.", static=True)

    def offers(self, feature: Feature) -> bool | None:
        """Return whether the newest Terraform has a feature."""
        return offered(feature, Dialect.TERRAFORM, ANY_VERSION)

    def call_context(self) -> CallContext:
        """Refuse every call."""
        raise EvaluationError("Function calls not allowed", "Functions may not be called here.", static=True)

    def begin_trace(self) -> Any:
        """Note nothing: nothing can be read."""

    def end_trace(self, outer: Any) -> Any:
        """Return None: nothing was read."""

    def drop_trace(self, outer: Any) -> None:
        """Forget nothing: nothing was read."""

    def was_read(self, trace: Any) -> None:
        """Note nothing: no name can be used."""
