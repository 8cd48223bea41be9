"""The provider configuration of a resource, and the values that AWS resources take from it: tags and the region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from riveter.core.alternatives import Alternatives
from riveter.core.causes import EvaluationFailure, ProviderDefault
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.lang.body import EvaluatedBody, evaluate_body, reference_text
from riveter.terraform.modules.provider_names import provider_name
from riveter.terraform.modules.tree import Module
from riveter.terraform.values.alternatives import NO_RESULT, mapped
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.partial import OpenObject, open_object
from riveter.terraform.values.value import TValue, is_null, mark, unmark

MAX_DEPTH = 64


class ProviderConfiguration(msgspec.Struct, frozen=True):
    """A provider configuration. body: None if there is no block. module: where it is searched for last."""

    name: str
    module: Any
    body: EvaluatedBody | None


def configuration_of(module: Module, name: str) -> ProviderConfiguration:
    """Return the configuration for a name (``aws``, ``aws.west``) in a module."""
    current: Module = module
    for _ in range(MAX_DEPTH):
        for declared in current.config.providers:
            base = declared.label(0) + (f".{declared.alias}" if declared.alias else "")
            if name != base and not name.startswith(f"{base}["):
                continue
            for suffix, body in _instances(current, declared):
                if base + suffix == name:
                    return ProviderConfiguration(name, current, body)
        if current.parent is None or current.call is None:
            break
        name, current = _given(current, name), current.parent
    return ProviderConfiguration(name, current, None)


def _instances(module: Module, declared: Declaration) -> Iterator[tuple[str, EvaluatedBody]]:
    known = module.tree.provider_bodies
    for suffix, scope_of in module.provider_instances(declared):
        key = (id(declared), module.address, suffix)
        if key not in known:
            known[key] = evaluate_body(declared.block, scope_of(declared.source), _silent)
        yield suffix, known[key]


def _given(module: Module, name: str) -> str:
    """Return the provider configuration that a module call passes, by its name in the calling module."""
    given = module.call.attributes.get("providers") if module.call is not None else None
    if module.call is None or module.parent is None or given is None or not isinstance(given.expr, n.ObjectCons):
        return name
    source = module.call.source_of("providers")
    scope = module.parent.scope_in(module.call_scope or module.parent.scope(source), source)
    for item in given.expr.items:
        if reference_text(item.key, source) == name:
            return provider_name(item.value, scope)
    return name


def _silent(error: EvaluationError) -> Unknown:
    """Return the unknown instead of a failed value; the error is reported where the block is read."""
    return Unknown(EvaluationFailure(error.summary, span=error.span))


def region(configuration: ProviderConfiguration) -> TValue:
    """Return the region of a provider configuration; unknown if it comes from the environment."""
    field = configuration.body.fields.get("region") if configuration.body is not None else None
    if field is not None and not is_null(field.value):
        return field.value
    return Unknown(ProviderDefault(f"provider.{configuration.name}", "region"), not_null=True)


def all_tags(configuration: ProviderConfiguration, own: TValue) -> TValue:
    """Return the tags of a resource with those that its provider configuration adds, without those that it ignores."""
    default, marks = unmark(_argument(configuration, "default_tags", "tags"))
    if configuration.body is None and configuration.module.tree.incomplete:  # whoever calls the module configures it
        default = Unknown(ProviderDefault(f"provider.{configuration.name}", "default_tags"), not_null=True)
    plain, more = unmark(own)
    return mark(_tags(configuration, default, plain), marks | more)


def _tags(configuration: ProviderConfiguration, default: TValue, own: TValue) -> TValue:
    if isinstance(default, Alternatives):
        found = mapped(default, lambda option: _tags(configuration, option, own), EvaluationError)
        return default if found is NO_RESULT else found
    if isinstance(own, Alternatives):
        found = mapped(own, lambda option: _tags(configuration, default, option), EvaluationError)
        return own if found is NO_RESULT else found
    merged = _merged(default, _set(own))
    ignored = _ignored(configuration)
    if isinstance(merged, dict):
        merged = {name: value for name, value in merged.items() if not is_null(value)}
        if ignored is None:
            if merged:
                merged = dict.fromkeys(
                    merged, Unknown(ProviderDefault(f"provider.{configuration.name}", "ignore_tags"))
                )
        else:
            merged = {name: value for name, value in merged.items() if not _matches(name, ignored)}
    elif isinstance(merged, OpenObject):
        entries = {} if ignored is None else {k: v for k, v in merged.entries.items() if not _matches(k, ignored)}
        merged = open_object(entries, merged)
    return merged


def _set(tags: TValue) -> TValue:
    """Return tags without those that are null: the provider leaves them out, so that they override nothing."""
    if isinstance(tags, dict):
        return {name: value for name, value in tags.items() if not is_null(value)}
    if isinstance(tags, OpenObject):
        return open_object({name: value for name, value in tags.entries.items() if not is_null(value)}, tags)
    return tags


def _argument(configuration: ProviderConfiguration, block: str, name: str) -> TValue:
    """Return an argument of a nested block that occurs once; null if it does not occur."""
    if configuration.body is None:
        return None
    if configuration.body.block.from_json and block in configuration.body.fields:  # JSON has the block as a value
        return _member(configuration.body.fields[block].value, name)
    blocks = configuration.body.blocks.get(block)
    if blocks is None or not blocks.items:
        return None
    if blocks.open:
        return next(iter(blocks.open.values()))
    field = blocks.items[0].fields.get(name)
    return None if field is None else field.value


def _member(block: TValue, name: str) -> TValue:
    value, marks = unmark(block)
    if isinstance(value, tuple):
        return mark(_member(value[0], name), marks) if value else None
    if isinstance(value, OpenObject):
        value = value.entries if name in value.entries else _unknown(value)
    if isinstance(value, Unknown):
        return mark(value.derive(not_null=False), marks)
    return mark(value.get(name), marks) if isinstance(value, dict) else None


def _merged(default: TValue, own: TValue) -> TValue:
    base = {} if is_null(default) else default
    over = {} if is_null(own) else own
    if isinstance(base, dict) and isinstance(over, dict):
        return {**base, **over}
    if isinstance(over, dict):
        entries = dict(over) if isinstance(base, Unknown) else {}
        return open_object({**(base.entries if isinstance(base, OpenObject) else {}), **entries}, _unknown(base))
    known = over.entries if isinstance(over, OpenObject) else {}
    below = base if isinstance(base, dict) else base.entries if isinstance(base, OpenObject) else {}
    cause = _unknown(over)
    hidden = {name: cause.derive(not_null=False) for name in below if name not in known}
    return open_object({**hidden, **known}, cause)


def _unknown(value: TValue) -> Unknown:
    return value if isinstance(value, Unknown) else Unknown(ProviderDefault("provider", "default_tags"))


def _ignored(configuration: ProviderConfiguration) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the names and the prefixes of names that are ignored; None if they are not known."""
    found: list[tuple[str, ...]] = []
    for name in ("keys", "key_prefixes"):
        value, _ = unmark(_argument(configuration, "ignore_tags", name))
        items = () if is_null(value) else value
        if not isinstance(items, tuple) or not all(isinstance(unmark(item)[0], str) for item in items):
            return None
        found.append(tuple([str(unmark(item)[0]) for item in items]))
    return found[0], found[1]


def _matches(name: str, ignored: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    return name in ignored[0] or name.startswith(ignored[1])
