"""What rules can read of the run: the workspace, and the variables of the root module."""

from __future__ import annotations

from typing import Any

from riveter.core.causes import EvaluationFailure, SensitiveParts, Unassumed
from riveter.core.values import Unknown
from riveter.resource import RunContext
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.to_python import plain
from riveter.terraform.values.value import has_marks


def run_of(root: ModuleInstance) -> RunContext:
    """Return what a root module is evaluated with."""
    return RunContext(plain(root.tree.workspace), lambda: {name: _value(root, name) for name in root.config.variables})


def unknown_run() -> RunContext:
    """Return what a plan or state was made with, as far as it says."""
    return RunContext(
        Unknown(Unassumed("workspace"), not_null=True), lambda: Unknown(Unassumed("value"), not_null=True)
    )


def _value(root: ModuleInstance, name: str) -> Any:
    """Return the value of a variable; unknown if it is sensitive, because a verdict would tell something about it."""
    declared = root.config.variables[name]
    try:
        value = root.variable(name)
    except EvaluationError as error:
        return Unknown(EvaluationFailure(error.summary, span=error.span))
    except (BudgetExceededError, RecursionError):
        return Unknown(Unassumed("value"))
    if declared.marks or has_marks(value):
        return Unknown(SensitiveParts("var", name), not_null=True)
    return plain(value)
