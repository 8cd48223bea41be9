"""HCL, the syntax of Terraform and OpenTofu: text to immutable nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riveter.hcl.parser import ParseResult, parse, parse_expression, parse_json, parse_template

__all__ = ["ParseResult", "parse", "parse_expression", "parse_json", "parse_template"]


def __getattr__(name: str) -> Any:
    """Import the parser when it is needed: plans, states and kept outputs need none."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from riveter.hcl import parser

    return getattr(parser, name)
