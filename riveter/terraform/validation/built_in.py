"""The types of the provider that is part of Terraform: ``terraform_data`` and ``terraform_remote_state``."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.core.suggestions import closest, meant
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.config.language_version import versions_of
from riveter.terraform.config.provider_uses import is_unused
from riveter.terraform.lang.expression_walk import root_of
from riveter.terraform.validation.schemas import ANYTHING, SCHEMAS, BodySchema, closed, names
from riveter.terraform.validation.settings import required_source
from riveter.terraform.validation.structure import problem

_PREFIX, _PROVIDER = "terraform_", "terraform"
_SOURCE = "terraform.io/builtin/terraform"
_NO_OUTPUTS_OUTSIDE = (0, 12)
"""From here on, the outputs of `terraform_remote_state` are in its attribute `outputs` only."""
_STORE = (1, 16)
"""From here on, `terraform_data` has the block `store`."""

_ATTRIBUTES = {
    ("resource", "terraform_data"): names("input triggers_replace id output"),
    ("data", "terraform_remote_state"): names("backend config defaults workspace outputs"),
}
_REQUIRED = {"terraform_remote_state": ("backend",)}
_SCHEMAS = {
    (kind, type_): closed(SCHEMAS[kind], attributes, _REQUIRED.get(type_, ()))
    for (kind, type_), attributes in _ATTRIBUTES.items()
}
_PROVIDER_META = names("alias version for_each")
_READ_ONLY = {"terraform_data": ("id", "output")}
_TEXTS = {"terraform_remote_state": ("backend", "workspace")}
_OBJECTS = {"terraform_remote_state": ("config", "defaults")}
_NO_OBJECTS = (n.StringLit, n.Template, n.NumberLit, n.BoolLit, n.TupleCons, n.ForTuple)
_BACKENDS = names("azurerm consul cos gcs http inmem kubernetes local oci oss pg remote s3")
_REMOVED_BACKENDS = names("artifactory atlas etcd etcdv3 manta swift")
_NO_TEXTS = (n.TupleCons, n.ObjectCons, n.ForTuple, n.ForObject)


def schema_of(declared: Declaration, config: ModuleConfig) -> BodySchema | None:
    """Return the schema of a top-level block: that of the language, or that of a type of the built-in provider."""
    kind, type_ = declared.block.type, declared.label(0)
    if not _is_built_in(declared, config):
        return SCHEMAS.get(kind)
    found = _SCHEMAS.get((kind, type_), SCHEMAS[kind])
    if type_ == "terraform_data" and kind == "resource" and versions_of(config).allows(_STORE):
        more = names("store") if declared.block.from_json else names("")  # what JSON has there may be a block
        return closed(found, _ATTRIBUTES[kind, type_] | more, blocks={"store": ANYTHING})
    return found


def attributes_of(declared: Declaration, config: ModuleConfig) -> frozenset[str] | None:
    """Return the attributes that a reference to a resource or data source can name; None if they are not known."""
    found = _ATTRIBUTES.get((declared.block.type, declared.label(0)))
    if found is None or not _is_built_in(declared, config):
        return None
    limit = versions_of(config)
    if not limit.allows(_NO_OUTPUTS_OUTSIDE):
        return None
    return found | {"store"} if limit.allows(_STORE) else found


def check_built_in(declared: Declaration, config: ModuleConfig) -> Iterator[Diagnostic]:
    """Find what is wrong with a resource or data source of the built-in provider beyond its structure."""
    kind, type_ = declared.block.type, declared.label(0)
    if not _is_built_in(declared, config):
        if not type_.startswith(_PREFIX) and _names_built_in(declared, config):
            detail = f'The built-in provider "terraform" has no {kind} type "{type_[:100]}".'
            yield problem(declared.source, declared.block.labels[0], f"Unknown {kind} type", detail)
        return
    if (kind, type_) not in _SCHEMAS:
        known = [name.removeprefix(_PREFIX) for of, name in _SCHEMAS if of == kind]
        if close := closest(type_.removeprefix(_PREFIX), known, 0.8):
            detail = f'The built-in provider "terraform" has no {kind} type "{type_[:100]}".'
            label, hint = declared.block.labels[0], meant(_PREFIX + close, '""')
            yield problem(declared.source, label, f"Unknown {kind} type", detail, hint)
        else:
            yield _newer(
                declared.source, declared.block.labels[0], f"Unknown {kind} type", f'{kind} type "{type_[:100]}"'
            )
        return
    yield from _ignored(declared, attributes_of(declared, config))
    for name in _READ_ONLY.get(type_, ()):
        attribute = declared.attributes.get(name)
        if attribute is not None and not isinstance(attribute.expr, (n.NullLit, n.Invalid)):
            detail = f'Terraform sets "{name}" itself.'
            yield problem(declared.source_of(name), attribute, "Read-only argument", detail, "Remove the argument.")
    for name in _TEXTS.get(type_, ()):
        attribute = declared.attributes.get(name)
        if attribute is not None and isinstance(attribute.expr, _NO_TEXTS):
            detail = f'The argument "{name}" must be a string.'
            yield problem(declared.source_of(name), attribute.expr, "Incorrect argument type", detail)
    for name in _OBJECTS.get(type_, ()):
        attribute = declared.attributes.get(name)
        if attribute is not None and isinstance(attribute.expr, _NO_OBJECTS):
            detail = f'The argument "{name}" must be an object.'
            yield problem(declared.source_of(name), attribute.expr, "Incorrect argument type", detail)
    backend = declared.attributes.get("backend") if type_ == "terraform_remote_state" else None
    if backend is not None:
        yield from _backend(backend.expr, declared)


def _backend(expr: n.Expr, declared: Declaration) -> Iterator[Diagnostic]:
    """Report a backend that there is certainly not. Later versions may have more."""
    summary, source = "Unsupported backend type", declared.source_of("backend")
    if isinstance(expr, (n.NumberLit, n.BoolLit)):
        yield problem(source, expr, summary, "It must be the name of a backend.")
    elif isinstance(expr, n.StringLit) and expr.value not in _BACKENDS:
        close = closest(expr.value[:100], _BACKENDS, 0.75)
        if close or expr.value in _REMOVED_BACKENDS:
            hint = meant(close, '""') if close and expr.value not in _REMOVED_BACKENDS else ""
            yield problem(source, expr, summary, f'There is no backend type "{expr.value[:100]}".', hint)
        else:
            yield _newer(source, expr, summary, f'backend type "{expr.value[:100]}"')


def _newer(source: SourceFile, at: n.Node, summary: str, what: str) -> Diagnostic:
    """Return a warning of what the known versions of Terraform refuse, and a later one may have."""
    detail = f"No version of Terraform that riveter knows has the {what}."
    return msgspec.structs.replace(problem(source, at, summary, detail), severity="warning")


def check_built_in_provider(declared: Declaration, config: ModuleConfig) -> Iterator[Diagnostic]:
    """Find arguments of the built-in provider, which has none. Terraform does not look at a configuration that nothing uses."""
    if declared.label(0) != _PROVIDER or _elsewhere(config) or is_unused(declared, config):
        return
    for name, attribute in declared.attributes.items():
        if name not in _PROVIDER_META:
            detail = f'The built-in provider "terraform" has no argument "{name[:100]}".'
            yield problem(declared.source_of(name), attribute, "Unsupported argument", detail)


def _elsewhere(config: ModuleConfig) -> bool:
    """Return True if the local name `terraform` may be that of another provider."""
    return required_source(config, _PROVIDER) not in ("", _SOURCE)


def _ignored(declared: Declaration, attributes: frozenset[str] | None) -> Iterator[Diagnostic]:
    """Find what `ignore_changes` names and the type does not have."""
    listed = [
        (item, declared.source_of_block(block))
        for block in declared.blocks("lifecycle")
        for attribute in block.attributes
        if attribute.name == "ignore_changes" and isinstance(attribute.expr, n.TupleCons)
        for item in attribute.expr.items
    ]
    for item, source in listed if attributes is not None else ():
        name = root_of(item)
        if name is not None and name not in (attributes or ()):
            detail = f'{declared.label(0)} has no attribute "{name[:100]}".'
            yield problem(source, item, "Unsupported attribute", detail)


def _is_built_in(declared: Declaration, config: ModuleConfig) -> bool:
    if not declared.label(0).startswith(_PREFIX):
        return False
    return _names_built_in(declared, config, _PROVIDER)


def _names_built_in(declared: Declaration, config: ModuleConfig, default: str = "") -> bool:
    """Return True if the provider of a block is the built-in one. default: its local name if the block names none."""
    if declared.block.type not in ("resource", "data"):
        return False
    provider = declared.attributes.get("provider")
    local = default if provider is None else root_of(provider.expr)
    if not local:
        return False
    return (required_source(config, local) or (_SOURCE if local == _PROVIDER else "")) == _SOURCE
