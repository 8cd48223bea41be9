"""Plans, as `terraform show -json` and `tofu show -json` print them.

Every resource instance that will exist is read as it will be: from the list of changes (which has those that stay as they are, too),
the others (of targeted plans) from the planned values. Data sources that were read already, and everything in a refresh-only plan, is
read from the refreshed prior state. Instances that are only destroyed or forgotten will not be there to break a rule: they are left
out. One that is replaced is there, with its ``__change_actions__``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from riveter.core.causes import DeferredArgument
from riveter.core.values import Unknown
from riveter.resource import Reference, Resource
from riveter.terraform.documents.completeness import problems
from riveter.terraform.documents.configuration_blocks import blocks_of
from riveter.terraform.documents.deferred_documents import DeferredDocuments
from riveter.terraform.documents.envelope import (
    ABSENT,
    DocumentContext,
    Envelope,
    LoadedDocument,
    decode,
    decode_as,
    module_of,
)
from riveter.terraform.documents.hidden_references import HiddenReferences
from riveter.terraform.documents.json_templates import decode_expressions
from riveter.terraform.documents.plan_references import (
    CalledModule,
    PlanConfigProvider,
    PlanConfigResource,
    PlanConfiguration,
    ReferenceResolver,
)
from riveter.terraform.documents.planned_resource import PlannedResource
from riveter.terraform.documents.recorded_instance import InstanceRecord
from riveter.terraform.documents.recorded_secrets import keep_entries
from riveter.terraform.documents.source_map import best_source
from riveter.terraform.documents.value_sources import ValueSources, sources_of

GONE = frozenset({("delete",), ("forget",)})
"""The actions after which a resource is no longer there, or no longer Terraform's."""


class PlannedChange(msgspec.Struct, frozen=True):
    """The change of a resource instance; its values before the change are not needed."""

    actions: tuple[str, ...] = ()
    after: msgspec.Raw = ABSENT
    after_unknown: msgspec.Raw = ABSENT
    after_sensitive: msgspec.Raw = ABSENT


class ResourceChange(msgspec.Struct, frozen=True):
    """A resource instance in the list of changes."""

    address: str
    change: PlannedChange
    module_address: str = ""
    mode: str = "managed"
    type: str = ""
    name: str = ""
    index: str | int | None = None
    deposed: str | None = None
    provider_name: str = ""


class DeferredChange(msgspec.Struct, frozen=True):
    """A change that a later plan will make."""

    resource_change: ResourceChange
    reason: str = ""


class ActionInvocation(msgspec.Struct, frozen=True):
    """An action that the plan runs."""

    address: str
    type: str = ""
    name: str = ""
    provider_name: str = ""
    config_values: msgspec.Raw = ABSENT
    config_unknown: msgspec.Raw = ABSENT
    config_sensitive: msgspec.Raw = ABSENT


class DeferredAction(msgspec.Struct, frozen=True):
    """An action that a later plan will run."""

    action_invocation: ActionInvocation
    reason: str = ""


class ValuesResource(msgspec.Struct, frozen=True):
    """A resource instance among values."""

    address: str
    mode: str = "managed"
    type: str = ""
    name: str = ""
    index: str | int | None = None
    provider_name: str = ""
    values: msgspec.Raw = ABSENT
    sensitive_values: msgspec.Raw = ABSENT
    depends_on: tuple[str, ...] = ()
    deposed_key: str | None = None


class ValuesModule(msgspec.Struct, frozen=True):
    """A module instance among values."""

    address: str = ""
    resources: tuple[ValuesResource, ...] = ()
    child_modules: tuple[ValuesModule, ...] = ()


class PlanValues(msgspec.Struct, frozen=True):
    """Planned values, or the values of a state."""

    root_module: ValuesModule = ValuesModule()


class PriorState(msgspec.Struct, frozen=True):
    """The state before the plan."""

    values: PlanValues = PlanValues()


class PlanVariable(msgspec.Struct, frozen=True):
    """The value of a root variable."""

    value: Any = None


def load(parts: Envelope, around: DocumentContext) -> LoadedDocument:
    """Return the resources of a plan. Raises `DocumentError` if Terraform would not write such a document."""
    configuration: PlanConfiguration = decode_as(
        parts.configuration, PlanConfiguration, PlanConfiguration(), around, "configuration"
    )
    root = CalledModule(configuration.root_module)
    changes: tuple[ResourceChange, ...] = decode_as(
        parts.resource_changes, tuple[ResourceChange, ...], (), around, "resource_changes"
    )
    deferred: tuple[DeferredChange, ...] = decode_as(
        parts.deferred_changes, tuple[DeferredChange, ...], (), around, "deferred_changes"
    )
    entries = [_with_provider(entry, root) for entry in _entries(parts, changes, deferred, around)]
    entries.extend(_actions(parts, around))
    keep_entries(around.secrets, around.in_time(entries), around.schemas)
    masks = _Masks(entries)
    variables = decode_as(parts.variables, dict[str, PlanVariable], {}, around, "variables")
    given = {name: variable.value for name, variable in variables.items()}
    resolver = ReferenceResolver(
        root,
        ((entry.path, entry.block, entry.key, entry.address) for entry in entries),
        masks.of,
        frozenset([name for name, value in given.items() if value is None]),
    )
    hidden = HiddenReferences(resolver, decode(parts.relevant_attributes), entries)
    blocks, calls = set(root.resources), set(root.children)
    if not blocks and not calls:  # a plan whose configuration part was cut away
        blocks = {entry.block for entry in entries if not entry.path}
        calls = {entry.path[0][0] for entry in entries if entry.path}
    source = best_source((around.open_source(directory, given) for directory in around.directories), blocks, calls)
    texts = frozenset(_texts(given))
    planned: dict[str, PlannedResource] = {}
    for entry in around.in_time(entries):
        context = _InPlan(entry, resolver, hidden, configuration.provider_config, texts)
        planned[entry.address] = PlannedResource(entry, context, source, around.schemas, around.span)
    documents = DeferredDocuments(planned)
    for resource in planned.values():
        resource.deferred_document = documents.of
    for item in deferred:
        if item.reason == "instance_count_unknown" and item.resource_change.address in planned:
            waiting = planned[item.resource_change.address]
            waiting.existence = Unknown(DeferredArgument(waiting.address, "count"), (waiting.address,))
    resources: list[Resource] = [*planned.values()]
    if source is not None:
        resources.extend(source.other_blocks())
    else:
        resources.extend(blocks_of(root, configuration.provider_config, entries, around))
    gone = [item.address for item in changes if item.change.actions in GONE]
    waits = [item.resource_change.address for item in deferred]
    return LoadedDocument(around.name, resources, [*problems(parts, waits, root, entries, gone, around)], source)


def _actions(parts: Envelope, around: DocumentContext) -> Iterator[InstanceRecord]:
    """Yield the actions that a plan runs: each once, however often it runs."""
    now: tuple[ActionInvocation, ...] = decode_as(
        parts.action_invocations, tuple[ActionInvocation, ...], (), around, "action_invocations"
    )
    later: tuple[DeferredAction, ...] = decode_as(
        parts.deferred_action_invocations, tuple[DeferredAction, ...], (), around, "deferred_action_invocations"
    )
    seen: set[str] = set()
    for item in (*now, *(action.action_invocation for action in later)):
        module, _, _ = item.address.rpartition("action.")
        if item.address in seen:
            continue
        seen.add(item.address)
        path = module_of(module.rstrip("."), around)
        yield InstanceRecord(
            address=item.address,
            module=module.rstrip("."),
            path=path,
            type=f"action.{item.type}",
            name=item.name,
            key=None,
            provider=provider_of(item.provider_name),
            values=item.config_values,
            unknown=item.config_unknown,
            sensitive=item.config_sensitive,
        )


def _entries(
    parts: Envelope, changes: Iterable[ResourceChange], deferred: Iterable[DeferredChange], around: DocumentContext
) -> Iterator[InstanceRecord]:
    seen: set[str] = set()
    for item in (*changes, *(change.resource_change for change in deferred)):
        if item.deposed or item.address in seen:
            continue
        seen.add(item.address)
        if item.change.actions in GONE:
            continue
        path = module_of(item.module_address, around)
        yield InstanceRecord(
            address=item.address,
            module=item.module_address,
            path=path,
            type=rule_type(item.mode, item.type),
            name=item.name,
            key=item.index,
            provider=provider_of(item.provider_name),
            values=item.change.after,
            unknown=item.change.after_unknown,
            sensitive=item.change.after_sensitive,
            actions=item.change.actions,
        )
    planned: PlanValues = decode_as(parts.planned_values, PlanValues, PlanValues(), around, "planned_values")
    for entry, _ in value_entries(planned.root_module, around):
        if entry.address not in seen:
            seen.add(entry.address)
            yield entry
    refresh_only = not seen
    prior: PriorState = decode_as(parts.prior_state, PriorState, PriorState(), around, "prior_state")
    for entry, _ in value_entries(prior.values.root_module, around):
        if entry.address not in seen and (refresh_only or entry.type.startswith("data.")):
            yield entry


def value_entries(module: ValuesModule, around: DocumentContext) -> Iterator[tuple[InstanceRecord, tuple[str, ...]]]:
    """Yield the resource instances in a tree of values, each with its dependencies."""
    stack = [module]
    while stack:
        current = stack.pop()
        stack.extend(reversed(current.child_modules))
        path = module_of(current.address, around)
        for item in current.resources:
            if item.deposed_key:
                continue
            entry = InstanceRecord(
                address=item.address,
                module=current.address,
                path=path,
                type=rule_type(item.mode, item.type),
                name=item.name,
                key=item.index,
                provider=provider_of(item.provider_name),
                values=item.values,
                sensitive=item.sensitive_values,
            )
            yield entry, item.depends_on


def rule_type(mode: str, type: str) -> str:
    """Return the type that rules name a resource by."""
    return type if mode == "managed" else f"{mode}.{type}"


def provider_of(name: str) -> str:
    """Return the short name of a provider: ``aws`` of ``registry.terraform.io/hashicorp/aws``."""
    return name.rpartition("/")[2]


def _with_provider(entry: InstanceRecord, root: CalledModule) -> InstanceRecord:
    """Return the entry with the alias of its provider, where its block names one."""
    calls = root.at(entry.path)
    block = calls.resources.get(entry.block) if calls is not None else None
    alias = block.provider_config_key.rpartition(":")[2] if block is not None else ""
    return msgspec.structs.replace(entry, provider=alias) if "." in alias else entry


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in a value."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, (dict, list)):
            stack.extend(item.values() if isinstance(item, dict) else item)


class _Masks:
    """The masks of the values known only after apply, by address; each is decoded once."""

    def __init__(self, entries: Iterable[InstanceRecord]) -> None:
        self._raw = {entry.address: entry.unknown for entry in entries}
        self._decoded: dict[str, Any] = {}

    def of(self, address: str) -> Any:
        """Return the mask of a resource; None if it has none."""
        if address not in self._decoded:
            self._decoded[address] = decode(self._raw.get(address, ABSENT))
        return self._decoded[address]


class _InPlan:
    """The configuration part of a plan for a resource instance."""

    __slots__ = ("_entry", "_given", "_hidden", "_providers", "_resolver")

    def __init__(
        self,
        entry: InstanceRecord,
        resolver: ReferenceResolver,
        hidden: HiddenReferences,
        providers: dict[str, PlanConfigProvider],
        given: frozenset[str],
    ) -> None:
        self._entry = entry
        self._given = given
        self._providers = providers
        self._resolver = resolver
        self._hidden = hidden

    def _block(self) -> PlanConfigResource | None:
        calls = self._resolver.root.at(self._entry.path)
        return calls.resources.get(self._entry.block) if calls is not None else None

    def expressions(self) -> dict[str, Any] | None:
        """Return the arguments of its block, as in the configuration part of a plan; None if they are not known."""
        block = self._block()
        decoded = decode_expressions(block.expressions) if block is not None else None
        return decoded if isinstance(decoded, dict) else {} if block is not None else None

    def references(self) -> tuple[Reference, ...]:
        """Return the resources it refers to."""
        return self._resolver.references(self._entry.path, self._entry.block, self._entry.key)

    def sources(self, references: Iterable[str]) -> ValueSources:
        """Return the sources of a value that is known only after apply, by the references of its expression."""
        return sources_of(self._resolver, self._entry.path, self._entry.block, self._entry.key, references)

    def is_unknown(self, address: str, attribute: str) -> bool:
        """Return True if an attribute of a resource of the plan is known only after apply."""
        return self._resolver.is_unknown(address, attribute)

    def provider_arguments(self) -> dict[str, Any] | None:
        """Return the arguments of its provider configuration, as in the configuration part of a plan; None if they are not known."""
        block = self._block()
        config = self._providers.get(block.provider_config_key) if block is not None else None
        decoded = decode_expressions(config.expressions) if config is not None else None
        return decoded if isinstance(decoded, dict) else None

    def version_constraints(self, name: str) -> Iterable[str]:
        """Return the constraints of a provider."""
        return [config.version_constraint for config in self._providers.values() if config.name == name]

    def is_given(self, text: str) -> bool:
        """Return True if a text is the value of a variable of the root module, or a part of it."""
        return text in self._given

    def may_be_dynamic(self) -> bool:
        """Return True if a `dynamic` block of it may make blocks whose number is not known: documents do not list those."""
        return self._hidden.anything(self._entry.path)

    def meta(self) -> dict[str, Any]:
        """Return its meta-arguments, if the document contains them."""
        block = self._block()
        return {"depends_on": list(block.depends_on)} if block is not None and block.depends_on else {}
