"""Names that blocks must not have."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.validation.schemas import RESERVED_VARIABLES
from riveter.terraform.validation.structure import problem

_WHAT = {
    "resource": ("resource type", "resource"),
    "data": ("data source type", "data source"),
    "ephemeral": ("ephemeral resource type", "ephemeral resource"),
    "action": ("action type", "action"),
    "variable": ("variable",),
    "output": ("output",),
    "module": ("module",),
    "check": ("check",),
}
_RULE = "A name starts with a letter or an underscore and holds letters, digits, underscores and dashes only."


def is_name(text: str) -> bool:
    """Tell whether a text is an identifier of the language."""
    first, rest = text[:1], text[1:]
    if text.isascii() and first != "-":
        return text.replace("-", "_").isidentifier()
    return (first == "_" or first.isalpha()) and all(char in "_-" or char.isalnum() or _mark(char) for char in rest)


def _mark(char: str) -> bool:
    return not char.isascii() and ("a" + char).isidentifier()


def check_names(declared: Declaration) -> Iterator[Diagnostic]:
    """Find the labels of a top-level block that are no names, or names that mean something else."""
    block, source = declared.block, declared.source
    for what, label in zip(_WHAT.get(block.type, ()), block.labels, strict=False):
        if not is_name(label.value):
            yield problem(source, label, f"Invalid {what} name", f'"{label.value[:60]}" is not a valid name. {_RULE}')
    if block.type == "variable" and block.labels[0].value in RESERVED_VARIABLES:
        detail = f'The name "{block.labels[0].value}" is reserved: it has a meaning in module blocks.'
        yield problem(source, block.labels[0], "Invalid variable name", detail, "Rename the variable.")
    if block.type == "provider":
        yield from provider_name(block.labels[0].value, block.labels[0], source)


def check_locals(config: ModuleConfig) -> Iterator[Diagnostic]:
    """Find the local values whose name is none, as JSON syntax can have them."""
    for name, local in config.locals.items():
        if not is_name(name):
            at = n.Label(local.attribute.start, local.attribute.name_end, "")
            yield problem(local.source, at, "Invalid local value name", f'"{name[:60]}" is not a valid name. {_RULE}')


def provider_name(name: str, node: n.Node, source: SourceFile) -> Iterator[Diagnostic]:
    """Find what is wrong with the local name of a provider."""
    if name != name.lower() or not is_name("a" + name) or "_" in name or name.startswith("-") or name.endswith("-"):
        detail = f'"{name[:60]}" is not the name of a provider. A name contains lower-case letters, digits, and dashes in between.'
        yield problem(source, node, "Invalid provider name", detail)
