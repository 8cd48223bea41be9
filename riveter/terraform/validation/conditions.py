"""What is wrong with conditions: those of checks, validations, preconditions and postconditions."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.lang.expression_walk import names_after, references
from riveter.terraform.validation.structure import header, problem


def check_conditions(declared: Declaration) -> Iterator[Diagnostic]:
    """Find what is wrong with the conditions of a declaration."""
    kind = declared.block.type
    if kind == "check":
        yield from _check(declared)
    for block in declared.block.blocks:
        source = declared.source_of_block(block)
        if block.type == "validation":
            yield from _condition(block, source)
            yield from _about(block, source, declared.label(0))
        elif kind in ("output", "check") and block.type in ("precondition", "assert"):
            yield from _condition(block, source)
        elif block.type == "lifecycle":
            for nested in block.blocks:
                if nested.type in ("precondition", "postcondition"):
                    yield from _condition(nested, source)


def _check(declared: Declaration) -> Iterator[Diagnostic]:
    if not declared.blocks("assert") and not declared.block.incomplete:
        detail = "A check has at least one assert block."
        yield problem(declared.source, header(declared.block), "Zero assert blocks", detail)
    for second in declared.blocks("data")[1:]:
        detail = "A check has at most one data block."
        yield problem(declared.source, header(second), "Multiple data blocks", detail)


def _condition(block: n.Block, source: SourceFile) -> Iterator[Diagnostic]:
    for attribute in block.attributes:
        if attribute.name != "condition" or isinstance(attribute.expr, n.Invalid):
            continue
        found = False
        for root, node in references(attribute.expr):
            found = True
            if root == "self" and block.type != "postcondition":
                detail = 'The "self" object can be used in provisioners, connections and postconditions only.'
                yield problem(source, node, 'Invalid "self" reference', detail)
        if not found:
            detail = "The condition refers to nothing, so it checks nothing."
            yield problem(source, attribute.expr, f"Invalid {block.type} expression", detail)


def _about(block: n.Block, source: SourceFile, variable: str) -> Iterator[Diagnostic]:
    """Report a validation whose condition does not refer to its variable."""
    for attribute in block.attributes:
        if attribute.name != "condition":
            continue
        found = list(references(attribute.expr))
        if found and not any(
            root == "var" and (names_after(node)[:1] == [variable] or not names_after(node)) for root, node in found
        ):
            detail = f"The condition must refer to var.{variable}."
            yield problem(source, attribute.expr, "Invalid variable validation condition", detail)
