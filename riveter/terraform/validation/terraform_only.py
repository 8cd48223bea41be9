"""What Terraform refuses and OpenTofu accepts: since 1.12, it does not read the settings that are meant for Terraform."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.config.language_version import versions_of
from riveter.terraform.lang.expression_walk import root_of, walk
from riveter.terraform.validation.settings import check_required_version, is_for_opentofu
from riveter.terraform.validation.structure import is_flag, problem

_EDITION = "TF2021"
_NO_EXPERIMENTS = (1, 3)
"""From here on, only alpha releases have experiments."""


def check_for_terraform(config: ModuleConfig) -> Iterator[Diagnostic]:
    """Find what only Terraform refuses in a module."""
    for declared in config.terraform:
        for attribute in declared.attributes.values():
            if attribute.name != "experiments" or versions_of(config).allows(_NO_EXPERIMENTS):
                yield from _setting(attribute, declared.source_of(attribute.name))
        for block in declared.block.blocks:
            if block.type in ("backend", "cloud"):
                yield from _constants(block, declared.source_of_block(block))
    for declared in config.refactorings:
        if declared.block.type == "import" and "for_each" not in declared.attributes:
            yield from _constant_key(declared)
    for declared in config.resources.values():
        for block in declared.blocks("lifecycle"):
            for attribute in block.attributes:
                if attribute.name == "prevent_destroy" and not is_flag(attribute.expr):
                    detail = "Terraform wants true or false, written out."
                    yield problem(declared.source_of_block(block), attribute.expr, "Unsuitable value", detail)


def _constants(block: n.Block, source: SourceFile) -> Iterator[Diagnostic]:
    """Report what is not written out where states are kept."""
    for attribute in block.attributes:
        for node, _ in walk(attribute.expr):
            if isinstance(node, n.Call):
                detail = "Terraform takes no function calls in the configuration of a backend."
                yield problem(source, node, "Function calls not allowed", detail)
                break
            if root_of(node) is not None:
                detail = "Terraform takes no references in the configuration of a backend."
                yield problem(source, node, "Variables not allowed", detail)
                break
    for inner in block.blocks:
        yield from _constants(inner, source)


def _constant_key(declared: Declaration) -> Iterator[Diagnostic]:
    """Report the key of an instance to import that is not written out, in an import without for_each."""
    to = declared.attributes.get("to")
    for step in to.expr.steps if to is not None and isinstance(to.expr, n.Traversal) else ():
        if isinstance(step, n.Index) and not isinstance(step.key, (n.StringLit, n.NumberLit, n.Invalid)):
            detail = "Terraform wants the key of the instance written out, except in an import with for_each."
            yield problem(declared.source, step.key, "Invalid expression", detail)


def _setting(attribute: n.Attribute, source: SourceFile) -> Iterator[Diagnostic]:
    """Check an argument of a `terraform` block."""
    expr = attribute.expr
    if isinstance(expr, n.Invalid):
        return
    if attribute.name == "required_version" and not is_for_opentofu(source):
        yield from check_required_version(expr, source)
    elif attribute.name == "experiments":
        detail = "Terraform has experiments in alpha releases only."
        yield problem(source, attribute, "Module uses experimental features", detail, "Remove the argument.")
    elif attribute.name == "language" and not (isinstance(expr, n.Variable) and expr.name == _EDITION):
        yield problem(source, expr, "Unsupported language edition", f"There is no other edition than {_EDITION}.")
