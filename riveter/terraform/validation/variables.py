"""What is wrong with `variable` blocks beyond their structure."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.validation.structure import header, problem
from riveter.terraform.values.value import PRESUMED

_QUOTED = {"string": "string", "list": "list(string)", "map": "map(string)"}
"""The quoted types of Terraform 0.11, and how they are written since."""


def check_variable(declared: Declaration) -> Iterator[Diagnostic]:
    """Find a quoted type constraint, and flags that exclude each other."""
    type_ = declared.attributes.get("type")
    if type_ is not None and isinstance(type_.expr, n.StringLit) and type_.expr.value in _QUOTED:
        hint = f"Write type = {_QUOTED[type_.expr.value]}."
        detail = "Type constraints are written without quotes."
        yield problem(declared.source_of("type"), type_.expr, "Invalid quoted type constraint", detail, hint)
    if declared.flag("const", False):
        for name in sorted(declared.marks - {PRESUMED}):
            detail = f'A variable that is "const" cannot be "{name}" too.'
            yield problem(declared.source, header(declared.block), f"Const variable cannot be {name}", detail)
