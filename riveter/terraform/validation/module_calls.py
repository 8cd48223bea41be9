"""What is wrong with module calls, and with the provider configurations that blocks name."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.config.module_addresses import is_no_address, may_have_versions
from riveter.terraform.lang.body import reference_text
from riveter.terraform.lang.expression_walk import names_after, root_of
from riveter.terraform.validation.meta_arguments import check_provider_reference
from riveter.terraform.validation.settings import check_version, provider_configurations
from riveter.terraform.validation.structure import problem


def check_calls(config: ModuleConfig) -> Iterator[Diagnostic]:
    """Find what is wrong with the module calls of a module."""
    known = provider_configurations(config)
    for call in config.calls.values():
        yield from _source(call)
        given = call.attributes.get("providers")
        if given is not None and not isinstance(given.expr, n.Invalid):
            yield from _providers(given.expr, call.source_of("providers"), known)
    for table in (config.resources, config.data, config.ephemeral):
        for declared in table.values():
            attribute = declared.attributes.get("provider")
            if attribute is not None:
                yield from _configuration(attribute.expr, declared.source_of("provider"), known)


def _source(call: Declaration) -> Iterator[Diagnostic]:
    attribute, version = call.attributes.get("source"), call.attributes.get("version")
    if version is not None:
        yield from check_version(version.expr, call.source_of("version"))
    if attribute is None:
        return
    source = call.source_of("source")
    if isinstance(attribute.expr, (n.NumberLit, n.BoolLit)):
        yield problem(source, attribute.expr, "Invalid module source address", "It must be a string.")
    if not isinstance(attribute.expr, n.StringLit):
        return
    text = attribute.expr.value
    if is_no_address(text):
        detail = f'"{text[:200]}" is not an address of a module.'
        hint = f'For a folder, write "./{text[:200]}".' if text else ""
        yield problem(source, attribute.expr, "Invalid module source address", detail, hint)
    elif version is not None and not isinstance(version.expr, n.NullLit) and not may_have_versions(text):
        detail = "Only modules of a registry have versions."
        yield problem(call.source_of("version"), version, "Invalid module version", detail, "Remove the argument.")


def _providers(expr: n.Expr, source: SourceFile, known: object) -> Iterator[Diagnostic]:
    if not isinstance(expr, n.ObjectCons):
        yield problem(source, expr, "Invalid providers", "It must be a map of provider configurations, written out.")
        return
    seen: set[str] = set()
    for item in expr.items:
        name = reference_text(item.key, source)
        if name in seen:
            detail = f"A configuration was already passed to {name[:200]}."
            yield problem(source, item.key, "Duplicate provider address", detail)
        seen.add(name)
        yield from check_provider_reference(item.value, source)
        yield from _configuration(item.value, source, known)


def _configuration(expr: n.Expr, source: SourceFile, known: object) -> Iterator[Diagnostic]:
    """Report a provider configuration with an alias that is not declared."""
    root, names = root_of(expr), names_after(expr)
    if isinstance(expr, n.StringLit) and expr.value.count(".") == 1:
        root, names = expr.value.split(".")[0], expr.value.split(".")[1:]
    if root is None or not names:
        return
    shown = f"{root}.{names[0]}"
    if shown not in known:  # type: ignore[operator]
        detail = f"There is no provider configuration {shown[:200]}: no provider block has this alias."
        hint = "Declare it, or list it in configuration_aliases of required_providers."
        yield problem(source, expr, "Provider configuration not present", detail, hint)
