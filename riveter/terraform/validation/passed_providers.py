"""What is wrong with the provider configurations that a module call passes to the module, and those that the module has itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.lang.body import reference_text
from riveter.terraform.validation.settings import configuration_aliases, required_source
from riveter.terraform.validation.structure import header, problem

_EXPANDING = ("count", "for_each", "depends_on")
_NAMESPACE = "hashicorp"
_REGISTRIES = ("registry.terraform.io/", "registry.opentofu.org/")
"""The default one depends on the program."""


class _Passed(msgspec.Struct, frozen=True):
    """A provider configuration of the caller, and its name in the module."""

    name: str
    given: str
    node: n.Node
    source: SourceFile


def check_passed_providers(
    call: Declaration, caller: ModuleConfig, called: ModuleConfig, around: Sequence[Declaration]
) -> Iterator[Diagnostic]:
    """Find what is wrong with the provider configurations of a called module.

    around: the calls that the caller itself is the result of.
    """
    passed = {item.name: item for item in _passed(call)}
    own = {_name(declared): declared for declared in called.providers if not _is_empty(declared)}
    if own:
        yield from _legacy(call, around)
    for name in own.keys() & passed.keys():
        item = passed[name]
        detail = f"module.{call.label(0)} has a configuration of {name[:200]} itself, so that none can be passed to it."
        yield problem(item.source, item.node, "Cannot override provider configuration", detail)
    aliases = configuration_aliases(called)
    for name in sorted(aliases - own.keys() - passed.keys()):
        detail = f"module.{call.label(0)} requires a provider configuration with the local name {name[:200]}."
        hint = f"Write providers = {{ {name[:200]} = … }} in the call."
        yield problem(call.source, header(call.block), "Missing required provider configuration", detail, hint)
    for item in passed.values():
        yield from _kind(item, call, caller, called)


def _legacy(call: Declaration, around: Sequence[Declaration]) -> Iterator[Diagnostic]:
    for outer in (call, *around):
        found = [outer.attributes[name] for name in _EXPANDING if name in outer.attributes]
        lifecycle = [attribute for block in outer.blocks("lifecycle") for attribute in block.attributes]
        for attribute in [*found, *(each for each in lifecycle if each.name == "enabled")][:1]:
            detail = (
                f"module.{call.label(0)} contains provider configurations of its own, so that it cannot be called "
                "with count, for_each, depends_on or enabled, not even by a module in between."
            )
            summary = "Module is incompatible with count, for_each, and depends_on"
            source = outer.source_of(attribute.name)
            yield problem(source, attribute.expr, summary, detail, "Pass the configurations to it.")
            return


def _kind(item: _Passed, call: Declaration, caller: ModuleConfig, called: ModuleConfig) -> Iterator[Diagnostic]:
    """Report a configuration of another provider than the one that the module expects."""
    required = required_source(called, item.name.split(".")[0])
    if not required and any(other.name == item.name for other in _passed_by_others(call, caller)):
        return  # a module that says nothing about its providers may get what another module expects
    expected = _full_name(required, item.name)
    # Terraform looks for the name that the module has for it, too
    given = _full_name(required_source(caller, item.name) or required_source(caller, item.given), item.given)
    if expected and given and expected != given:
        detail = (
            f"The local name {item.given[:100]} is the provider {given[:200]} here, but {item.name[:100]} in "
            f"module.{call.label(0)} is {expected[:200]}."
        )
        yield problem(item.source, item.node, "Provider type mismatch", detail)


def _full_name(source: str, name: str) -> str:
    """Return the address of a provider without the default parts; empty if it is not known."""
    address = (source or f"{_NAMESPACE}/{name.split('.')[0]}").lower()
    for registry in _REGISTRIES:
        address = address.removeprefix(registry)
    if "?" in address or address.startswith("-/"):
        return ""
    return address if "/" in address else f"{_NAMESPACE}/{address}"


def _passed(call: Declaration) -> Iterator[_Passed]:
    given = call.attributes.get("providers")
    if given is None or not isinstance(given.expr, n.ObjectCons):
        return
    source = call.source_of("providers")
    for item in given.expr.items:
        if not isinstance(item.key, n.Invalid) and not isinstance(item.value, n.Invalid):
            name, value = reference_text(item.key, source), reference_text(item.value, source)
            yield _Passed(name, value.split(".")[0].split("[")[0].strip(), item.value, source)


def _passed_by_others(call: Declaration, caller: ModuleConfig) -> Iterator[_Passed]:
    for other in caller.calls.values():
        if other is not call:
            yield from _passed(other)


def _name(declared: Declaration) -> str:
    return declared.label(0) + (f".{declared.alias}" if declared.alias else "")


def _is_empty(declared: Declaration) -> bool:
    """Return True if a provider block only names a configuration that is passed to the module."""
    return not declared.block.blocks and declared.attributes.keys() <= {"alias"}
