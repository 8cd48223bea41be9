"""The text of a tfvars file as the function `provider::terraform::decode_tfvars` reads it."""

from __future__ import annotations

from riveter.core.source import SourceFile
from riveter.hcl.parser import parse
from riveter.terraform.functions import FunctionError
from riveter.terraform.lang.dispatch import evaluate
from riveter.terraform.lang.no_names import NoNames
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.value import TValue

_NAME = "<decode_tfvars argument>"


def decode_tfvars(text: str) -> dict[str, TValue]:
    """Return the variables that the text sets. Raises `FunctionError`."""
    source = SourceFile(_NAME, text, _NAME)
    parsed = parse(source)
    for problem in parsed.diagnostics:
        if problem.severity == "error":
            raise FunctionError(f"invalid tfvars syntax: {problem.span}: {problem.summary}; {problem.detail}")
    if parsed.body.blocks:
        block = parsed.body.blocks[0]
        where = source.span(block.start, block.header_end)
        raise FunctionError(
            f'invalid tfvars content: {where}: Unexpected "{block.type}" block; Blocks are not allowed here.'
        )
    scope = Scope(NoNames(Budget(1_000 + len(text))), source)
    result: dict[str, TValue] = {}
    for attribute in parsed.body.attributes:
        try:
            result[attribute.name] = evaluate(attribute.expr, scope)
        except EvaluationError as error:
            raise FunctionError(
                f'invalid expression for variable "{attribute.name}": {error.span}: {error.summary}; {error.detail}'
            ) from None
    return result
