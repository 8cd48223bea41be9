"""Everything that is wrong with the declarations of a module, as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.config.language_version import versions_of
from riveter.terraform.validation.built_in import check_built_in, check_built_in_provider, schema_of
from riveter.terraform.validation.conditions import check_conditions
from riveter.terraform.validation.meta_arguments import check_meta_arguments
from riveter.terraform.validation.module_calls import check_calls
from riveter.terraform.validation.names import check_locals, check_names
from riveter.terraform.validation.provisioners import check_provisioners
from riveter.terraform.validation.refactoring import check_refactoring
from riveter.terraform.validation.settings import check_settings
from riveter.terraform.validation.structure import check_structure
from riveter.terraform.validation.variables import check_variable

FIRST = (1, 0)
"""The first version of Terraform whose rules these are."""


def problems_of(config: ModuleConfig) -> Iterator[Diagnostic]:
    """Return the errors of `terraform validate` in a module that need no evaluation."""
    if not versions_of(config).allows(FIRST):
        return  # older versions have other rules
    for declared in _declarations(config):
        yield from check_names(declared)
        schema = schema_of(declared, config)
        if schema is not None:
            yield from check_structure(declared, schema)
            yield from check_built_in(declared, config)
        yield from check_meta_arguments(declared)
        yield from check_conditions(declared)
        if declared.block.type == "provider":
            yield from check_built_in_provider(declared, config)
        if declared.block.type == "variable":
            yield from check_variable(declared)
        if declared.block.type in ("resource", "data", "ephemeral", "removed"):
            yield from check_provisioners(declared)
    yield from check_locals(config)
    yield from check_settings(config)
    yield from check_refactoring(config)
    if not config.incomplete:  # a syntax error may have hidden the declaration
        yield from check_calls(config)


def _declarations(config: ModuleConfig) -> Iterator[Declaration]:
    for table in (
        config.resources,
        config.data,
        config.ephemeral,
        config.actions,
        config.calls,
        config.variables,
        config.outputs,
        config.checks,
    ):
        yield from table.values()
    yield from config.providers
    yield from config.terraform
    yield from config.refactorings
