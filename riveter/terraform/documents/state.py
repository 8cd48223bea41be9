"""States: raw ones (version 4, what is in ``terraform.tfstate``) and those that `terraform show -json` prints.

A state lists the resources that an instance depends on, but not the attributes. An attribute that contains the identifier of one of them is
the reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from riveter.core.addresses import InstanceKey, ModulePath, instance_suffix
from riveter.core.diagnostics import Diagnostic
from riveter.resource import Reference, Resource
from riveter.terraform.documents.envelope import (
    ABSENT,
    DocumentContext,
    Envelope,
    LoadedDocument,
    decode,
    decode_as,
    module_of,
)
from riveter.terraform.documents.plan import PlanValues, provider_of, rule_type, value_entries
from riveter.terraform.documents.plan_references import block_name
from riveter.terraform.documents.planned_resource import PlannedResource
from riveter.terraform.documents.recorded_instance import InstanceRecord
from riveter.terraform.documents.recorded_secrets import keep_entries
from riveter.terraform.documents.source_map import best_source
from riveter.terraform.documents.value_sources import ValueSources

_DYNAMIC = frozenset({"terraform_data"})
"""Resources of Terraform itself whose attributes have dynamic types. Elsewhere `{value = "x", type = "string"}` may be a plain map."""
_COLLECTIONS = (["list"], ["map"], ["object"], ["set"], ["tuple"])
_PRIMITIVES = ("bool", "number", "string")
IDENTIFIERS = ("id", "arn", "name", "bucket", "key_id", "url")
"""The attributes by which others refer to a resource."""


class StateInstance(msgspec.Struct, frozen=True):
    """One instance of a resource in a raw state."""

    index_key: str | int | None = None
    attributes: msgspec.Raw = ABSENT
    attributes_flat: msgspec.Raw = ABSENT
    sensitive_attributes: tuple[tuple[dict[str, Any], ...], ...] | None = None
    dependencies: tuple[str, ...] | None = None
    deposed: str | None = None


class StateResource(msgspec.Struct, frozen=True):
    """One resource in a raw state, with its instances."""

    mode: str
    type: str
    name: str
    module: str = ""
    provider: str = ""
    instances: tuple[StateInstance, ...] = ()


def load_raw(parts: Envelope, around: DocumentContext) -> LoadedDocument:
    """Return the resources of a raw state. Raises `DocumentError` if Terraform would not write such a document."""
    resources: tuple[StateResource, ...] = decode_as(
        parts.resources, tuple[StateResource, ...], (), around, "resources"
    )
    diagnostics: list[Diagnostic] = []
    entries: list[tuple[InstanceRecord, tuple[str, ...]]] = []
    for resource in around.in_time(resources):
        path = module_of(resource.module, around)
        for instance in resource.instances:
            if instance.deposed:
                continue
            if instance.attributes is ABSENT and instance.attributes_flat is not ABSENT:
                address = _address(resource, instance.index_key)
                detail = f"{address} was last written by Terraform 0.11; its attributes can't be read."
                hint = "Run terraform apply -refresh-only."
                diagnostics.append(Diagnostic("warning", "Old state of a resource", detail, around.span, hint))
            entries.append((_raw_entry(resource, path, instance), instance.dependencies or ()))
    return _loaded(entries, around, diagnostics)


def _address(resource: StateResource, key: InstanceKey) -> str:
    local = block_name(resource.mode, resource.type, resource.name) + instance_suffix(key)
    return f"{resource.module}.{local}" if resource.module else local


def _raw_entry(resource: StateResource, path: ModulePath, instance: StateInstance) -> InstanceRecord:
    secrets = [_secret_path(steps) for steps in instance.sensitive_attributes or ()]
    return InstanceRecord(
        address=_address(resource, instance.index_key),
        module=resource.module,
        path=path,
        type=rule_type(resource.mode, resource.type),
        name=resource.name,
        key=instance.index_key,
        provider=_provider(resource.provider),
        values=_without_types(instance.attributes, resource.type),
        sensitive=msgspec.Raw(msgspec.json.encode(_mask(secrets))),
    )


def _without_types(attributes: msgspec.Raw, type: str) -> msgspec.Raw:
    """Return the attributes of an instance. Of one of a dynamic type, a state holds the value and its type: return the value alone."""
    text = bytes(attributes)
    if b'"value"' not in text or b'"type"' not in text:  # most have none
        return attributes
    try:
        fields = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        plain = {name: _typed_value(field, simple=type in _DYNAMIC) for name, field in fields.items()}
    except (msgspec.MsgspecError, RecursionError):  # reading the values says what is wrong
        return attributes
    return msgspec.Raw(msgspec.json.encode(plain))


def _typed_value(field: msgspec.Raw, *, simple: bool) -> msgspec.Raw:
    """Return the value in ``{"value": …, "type": ["object", …]}``, another field as it is. simple: types may also be ``"string"``."""
    if not bytes(field).lstrip().startswith(b"{"):
        return field
    inner = msgspec.json.decode(field, type=dict[str, msgspec.Raw])
    if inner.keys() != {"value", "type"}:
        return field
    type = decode(inner["type"])
    known = (
        type[:1] in _COLLECTIONS and len(type) in (2, 3) if isinstance(type, list) else simple and type in _PRIMITIVES
    )
    return inner["value"] if known else field


def _provider(text: str) -> str:
    """Turn ``provider["registry.terraform.io/hashicorp/aws"].west`` into ``aws.west``."""
    name, _, rest = text.partition('"]')
    short = provider_of(name.partition('["')[2])
    return f"{short}{rest}" if rest.startswith(".") else short


def _secret_path(steps: Sequence[dict[str, Any]]) -> tuple[str | int, ...]:
    keys: list[str | int] = []
    for step in steps:
        value = step.get("value")
        if isinstance(value, dict):  # an index, as {"value": …, "type": …}
            value = value.get("value")
        if not isinstance(value, (str, int)):
            break
        keys.append(value)
    return tuple(keys)


def _mask(paths: Iterable[tuple[str | int, ...]]) -> Any:
    """Return a mask of the shape of the values, true at the paths; a list index is left open, so that all elements count."""
    mask: dict[str, Any] = {}
    for path in paths:
        if not path:
            return True
        at: Any = mask
        for position, key in enumerate(path):
            name = str(key)
            following = path[position + 1] if position + 1 < len(path) else None
            if at.get(name) is True:
                break
            if following is None or isinstance(following, int):
                at[name] = True
                break
            at = at.setdefault(name, {})
    return mask


def load_shown(parts: Envelope, around: DocumentContext) -> LoadedDocument:
    """Return the resources of a state as `terraform show -json` prints it. Raises `DocumentError` if it would not print such a document."""
    values: PlanValues = decode_as(parts.values, PlanValues, PlanValues(), around, "values")
    return _loaded(list(value_entries(values.root_module, around)), around, [])


def _loaded(
    entries: list[tuple[InstanceRecord, tuple[str, ...]]], around: DocumentContext, diagnostics: list[Diagnostic]
) -> LoadedDocument:
    top = {entry.block for entry, _ in entries if not entry.path}
    calls = {entry.path[0][0] for entry, _ in entries if entry.path}
    source = best_source((around.open_source(directory, None) for directory in around.directories), top, calls)
    keep_entries(around.secrets, (entry for entry, _ in around.in_time(entries)), around.schemas)
    state = _State()
    resources: list[Resource] = []
    for entry, dependencies in around.in_time(entries):
        resource = PlannedResource(entry, _InState(state, entry, dependencies), source, around.schemas, around.span)
        state.add(resource, dependencies)
        resources.append(resource)
    if source is not None:
        resources.extend(source.other_blocks())
    return LoadedDocument(around.name, resources, diagnostics, source)


class _State:
    """The resources of a state by block, to resolve identifiers."""

    def __init__(self) -> None:
        self._by_block: dict[str, list[PlannedResource]] = {}
        self._dependencies: dict[str, tuple[str, ...]] = {}
        self._identifiers: dict[str, dict[str, tuple[str, str]]] = {}

    def add(self, resource: PlannedResource, dependencies: tuple[str, ...]) -> None:
        """Take in a resource instance with the blocks it depends on."""
        block = _without_keys(resource.entry)
        self._by_block.setdefault(block, []).append(resource)
        self._dependencies.setdefault(block, dependencies)

    def dependencies(self, block: str) -> tuple[str, ...]:
        """Return the blocks that the instances of a block depend on."""
        return self._dependencies.get(block, ())

    def instances(self, block: str) -> list[PlannedResource]:
        """Return the instances of a block, named by module path and block without instance keys."""
        return self._by_block.get(block, [])

    def identifiers(self, block: str) -> dict[str, tuple[str, str]]:
        """Return the identifiers of a block's instances: a text to its address and attribute."""
        found = self._identifiers.get(block)
        if found is None:
            found = self._identifiers[block] = {}
            for resource in self.instances(block):
                for name in IDENTIFIERS:
                    value = resource.values.get(name)
                    if isinstance(value, str) and value:
                        found.setdefault(value, (resource.address, name))
        return found


def _without_keys(entry: InstanceRecord) -> str:
    return "".join(f"module.{name}." for name, _ in entry.path) + entry.block


class _InState:
    """The data of a state about a resource instance, besides its values."""

    __slots__ = ("_dependencies", "_entry", "_state")

    def __init__(self, state: _State, entry: InstanceRecord, dependencies: tuple[str, ...]) -> None:
        self._state = state
        self._entry = entry
        self._dependencies = dependencies

    def expressions(self) -> dict[str, Any] | None:
        """Return None: a state does not contain the arguments of a block."""
        return None

    def sources(self, references: Iterable[str]) -> ValueSources:
        """Return nothing that is known: a state has no expressions."""
        return ValueSources(open=True)

    def is_unknown(self, address: str, attribute: str) -> bool:
        """Return False: all of a state is known."""
        return False

    def provider_arguments(self) -> dict[str, Any] | None:
        """Return None: a state does not contain the arguments of providers."""
        return None

    def version_constraints(self, name: str) -> Iterable[str]:
        """Return no constraints: a state has none."""
        return ()

    def is_given(self, text: str) -> bool:
        """See `InstanceContext`: a state has no variables."""
        return False

    def may_be_dynamic(self) -> bool:
        """Return False: all of a state is known."""
        return False

    def meta(self) -> dict[str, Any]:
        """Return no meta-arguments: a state contains none."""
        return {}

    def references(self) -> tuple[Reference, ...]:
        """Return the resources it refers to.

        Terraform also lists indirect dependencies: a dependency is left out if another one already depends on it and no attribute names it.
        """
        found: dict[Reference, None] = {}
        texts = [(key, text) for key, text in _texts(decode(self._entry.values)) if key not in ("id", "arn")]
        indirect = {name for block in self._dependencies for name in self._state.dependencies(block)}
        for block in self._dependencies:
            named = self._state.identifiers(block)
            hits = [Reference(key, *named[text]) for key, text in texts if text in named]
            found.update(dict.fromkeys(hits))
            if not hits and block not in indirect:
                instances = self._state.instances(block)
                address = instances[0].address if len(instances) == 1 else block
                found[Reference("depends_on", address)] = None
        return tuple(found)


def _texts(values: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts in a value with their dotted keys."""
    stack: list[tuple[str, Any]] = [("", values)]
    while stack:
        key, value = stack.pop()
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict):
            stack.extend((f"{key}.{name}" if key else name, item) for name, item in reversed(value.items()))
        elif isinstance(value, list):
            stack.extend((f"{key}.{index}", item) for index, item in reversed(list(enumerate(value))))
