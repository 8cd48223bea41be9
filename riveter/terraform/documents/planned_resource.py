"""Resources of plans and states. Their values are decoded when a rule first asks: most of a large plan is never looked at.

What a plan does not know is taken from the configuration where that is at hand: it knows the shape of a policy of which the plan
only says that it is known after apply.

Absent is told as in configuration. Plans and states hold every attribute of the schema: null where it is not set, and for older
providers an empty text, list or map as well. Nulls are left out; empty values too, unless the configuration sets them. Elements of
maps (tags, environment variables) are kept as they are.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Protocol

import msgspec

from riveter.core.addresses import InstanceKey, ModulePath
from riveter.core.causes import (
    Cause,
    ChecksumOnly,
    ComputedAttribute,
    DataSource,
    DeferredArgument,
    Limit,
    NotRecorded,
    ProviderDefault,
    SpentBudget,
)
from riveter.core.paths import format_path, unindexed
from riveter.core.source import Span
from riveter.core.values import PartialMap, Unknown
from riveter.core.versions import VersionRange, ranges
from riveter.findings import Provenance
from riveter.resource import Origin, PathKeys, Reference, Resource
from riveter.terraform.documents.envelope import ABSENT, decode
from riveter.terraform.documents.plan_references import NO_RESOURCES
from riveter.terraform.documents.source_map import SourceMap
from riveter.terraform.lang.secrecy import end_of_secret
from riveter.terraform.modules.schemas import Schemas
from riveter.terraform.values.types import STRING

MAX_DEPTH = 100
"""Values nested more deeply than this are cut off: no provider's schema comes near it."""

META = ("count", "for_each", "depends_on", "lifecycle", "connection", "provisioner")
_MISSING: Any = object()
_UNSURE: Any = object()
_NULL = {"constant_value": None}
_CHECKSUM = re.compile("[0-9a-f]{40}")
MAX_MATCHED = 200
"""Of more blocks than this, elements are not told apart."""
_IDENTIFIERS: frozenset[PathKeys] = frozenset({("id",), ("arn",)})


class InstanceContext(Protocol):
    """What the rest of a document knows of a resource instance."""

    def expressions(self) -> dict[str, Any] | None:
        """The arguments its block has, as in the configuration part of a plan; None where that is not known."""

    def references(self) -> tuple[Reference, ...]:
        """The resources it refers to."""

    def surely_set(self, references: tuple[str, ...]) -> bool:
        """Whether an argument that refers to these, and is not known, can't be null."""

    def only_read(self, references: tuple[str, ...]) -> tuple[str, str] | None:
        """The address and attribute that these references lead to, where they all lead to one and to nothing else."""

    def provider_arguments(self) -> dict[str, Any] | None:
        """The arguments of its provider configuration, as in the configuration part of a plan; None where they are not known."""

    def version_constraints(self, name: str) -> Iterable[str]:
        """The constraints of a provider."""

    def may_be_dynamic(self) -> bool:
        """Whether a `dynamic` block of it may make blocks whose number is not known: documents do not list those."""

    def meta(self) -> dict[str, Any]:
        """Its meta-arguments, as far as the document tells."""


class Entry(msgspec.Struct, frozen=True):
    """One resource instance of a document.

    unknown, sensitive: masks of the shape of the values, true at what is known after apply or sensitive.
    """

    address: str
    module: str
    path: ModulePath
    type: str
    name: str
    key: InstanceKey
    provider: str
    values: msgspec.Raw
    unknown: msgspec.Raw = ABSENT
    sensitive: msgspec.Raw = ABSENT
    actions: tuple[str, ...] = ()

    @property
    def block(self) -> str:
        """The name of its block in its module: ``type.name``, ``data.type.name``."""
        return f"{self.type}.{self.name}"


class PlannedResource(Resource):
    """A resource of a plan or state."""

    __slots__ = ("_entry", "_evaluated", "_explains", "_filled", "_schemas", "_source", "deferred_document")

    def __init__(
        self, entry: Entry, explains: InstanceContext, source: SourceMap | None, schemas: Schemas | None, file: Span
    ) -> None:
        declared = source.declaration(entry.path, entry.block) if source is not None else None
        root = source.root.tree.root_name if source is not None else file.file
        span = declared.span if declared is not None else file
        super().__init__(
            address=entry.address,
            type=entry.type,
            name=entry.name,
            values={},
            origin=RecordedOrigin(self, schemas, declared.header_span if declared is not None else file),
            span=span,
            module=entry.module,
            provider=entry.provider,
            change_actions=entry.actions,
            root=root,
            filled_in=self._filled_in,
            provider_versions=self._provider_versions,
            region=self._region if entry.type.removeprefix("data.").startswith("aws_") else None,
        )
        self._filled: dict[PathKeys, Any] = {}
        self.deferred_document: Callable[[str, str], Any] | None = None
        """Gives what is known of a policy document that is read on apply."""
        self._entry = entry
        self._explains = explains
        self._schemas = schemas
        self._source = source if declared is not None else None
        self._evaluated: Any = _MISSING
        del self.values, self.references  # filled on first use

    def __getattr__(self, name: str) -> Any:
        if name == "values":
            self.values = made = self._values()
            return made
        if name == "references":
            self.references = edges = self._references()
            return edges
        raise AttributeError(name)

    @property
    def entry(self) -> Entry:
        """What the document says of it."""
        return self._entry

    def evaluated(self) -> Resource | None:
        """The same instance as the configuration alone gives it, where that is at hand."""
        if self._evaluated is _MISSING:
            entry = self._entry
            self._evaluated = (
                self._source.evaluated(entry.path, entry.block, entry.key) if self._source is not None else None
            )
        found: Resource | None = self._evaluated
        return found

    def _values(self) -> dict[str, Any]:
        entry = self._entry
        known, unknown = decode(entry.values), decode(entry.unknown)
        evaluated = self.evaluated()
        shape = evaluated.values if evaluated is not None else {}
        settle = _Settle(self, self._explains, self._schemas, self._filled)
        values = settle.attributes(
            known if isinstance(known, dict) else {},
            unknown if isinstance(unknown, dict) else {},
            self._explains.expressions(),
            evaluated.values if evaluated is not None else None,
        )
        told = shape if evaluated is not None else {"lifecycle": _untold(entry), **self._explains.meta()}
        values.update((name, told[name]) for name in META if name in told and name not in values)
        if "." in entry.provider:
            values.setdefault("provider", entry.provider)
        return values

    def _filled_in(self, path: PathKeys) -> Any:
        """What the document has for an argument that nobody wrote."""
        if self._schemas is None:
            return None
        _ = self.values  # finds them
        return self._filled.get(path)

    def shown_values(self) -> dict[str, Any]:
        """See `Resource.shown_values`."""
        result = dict(self.values)
        copied: set[PathKeys] = set()
        for path, value in self._filled.items():
            at: Any = result
            for depth, key in enumerate(path[:-1], 1):
                if path[:depth] not in copied:
                    copied.add(path[:depth])
                    at[key] = [*at[key]] if isinstance(at[key], list) else {**at[key]}
                at = at[key]
            at[path[-1]] = value
        return result

    def _provider_versions(self, name: str) -> VersionRange:
        """The versions of a provider that it may be made with."""
        evaluated = self.evaluated()
        if evaluated is not None and evaluated.provider_versions is not None:
            return evaluated.provider_versions(name)
        return ranges(self._explains.version_constraints(name))

    def _region(self) -> Any:
        """The region it will be in: its own, else that of its provider configuration."""
        own = self.values.get("region", self._filled.get(("region",)))
        if own is not None:
            return own
        evaluated = self.evaluated()
        if evaluated is not None and evaluated.region is not None:
            return evaluated.region()
        written = (self._explains.provider_arguments() or {}).get("region")
        if isinstance(written, dict) and isinstance(written.get("constant_value"), str):
            return written["constant_value"]
        return Unknown(ProviderDefault(f"provider.{self.provider}", "region"), not_null=True)

    def own_references(self) -> tuple[Reference, ...]:
        """What the document itself says of the resources it refers to."""
        return self._explains.references()

    def _references(self) -> tuple[Reference, ...]:
        own = self.own_references()
        evaluated = self.evaluated()
        if evaluated is None:
            return own
        exact = [edge for edge in evaluated.references if "[*]" not in edge.address]
        covered = {"depends_on", *(unindexed(edge.key) for edge in exact)}
        return tuple(dict.fromkeys([*exact, *(edge for edge in own if unindexed(edge.key) not in covered)]))


def _untold(entry: Entry) -> Unknown:
    """Documents say nothing of `lifecycle`. Its type keeps `**` from looking into it on every resource."""
    return Unknown(NotRecorded(entry.address, "lifecycle"), type=STRING)


class _Settle:
    """Joins what a document knows of a resource with what it does not.

    `written` is, at each place, the expressions of a block or the expression of an argument as the configuration part of a plan has them;
    None where the block is known not to have the argument, `_UNSURE` where that is not known (in blocks made by `dynamic`, for one).
    """

    def __init__(
        self,
        resource: PlannedResource,
        explains: InstanceContext,
        schemas: Schemas | None,
        filled: dict[PathKeys, Any],
    ) -> None:
        self.resource = resource
        self._filled = filled
        self._entry = resource.entry
        self._explains = explains
        self._schemas = schemas
        self._edges: dict[str, list[str]] | None = None
        self._tagged = False
        self._mask: Any = _UNSURE

    def attributes(
        self, known: dict[str, Any], unknown: dict[str, Any], written: Any, shape: Any, path: PathKeys = ()
    ) -> dict[str, Any]:
        """The attributes and blocks of a block."""
        result: dict[str, Any] = {}
        if not path:
            self._tagged = known.get("tags") is not None or bool(unknown.get("tags"))
        sure = isinstance(written, dict)
        # what the configuration gives no value is not set there, whatever is written
        complete = isinstance(shape, dict) and not isinstance(shape, PartialMap)
        if not isinstance(shape, dict):
            shape = {}

        def absent(name: str) -> bool:
            return complete and shape.get(name) is None

        def written_as(name: str) -> Any:
            if absent(name):
                return None
            given = written.get(name) if sure else _UNSURE
            return None if given == _NULL else given

        for name, value in known.items():
            mask = unknown.get(name)
            given = written_as(name)
            is_set = (sure and given is not None) or name in shape
            if isinstance(value, (str, int, float)) and mask is not True:  # most of them
                here = (*path, name)
                if given is None and value != "" and self.left_out(here, unknown=False):
                    self._filled[here] = value
                elif name == "user_data" and isinstance(value, str) and _CHECKSUM.fullmatch(value):
                    told = shape.get(name)
                    if told is None and isinstance(given, dict):
                        told = given.get("constant_value")
                    result[name] = self.behind_checksum(value, told, (*path, name))
                elif value != "" or is_set:
                    result[name] = value
                continue
            if value is None and not mask:
                if given is not None and given is not _UNSURE and self.is_write_only((*path, name)):
                    result[name] = self.write_only(given, shape.get(name), (*path, name))
                continue
            settled = self.argument(value, mask, given, shape.get(name), (*path, name), absent(name))
            if settled is not None and (is_set or settled not in ([], {})):
                result[name] = settled
        for name, mask in unknown.items():
            if mask and name not in known:
                settled = self.argument(None, mask, written_as(name), shape.get(name), (*path, name), absent(name))
                if settled is not None:
                    result[name] = settled
        return result

    def argument(self, known: Any, unknown: Any, written: Any, shape: Any, path: PathKeys, absent: bool) -> Any:
        """The value of an argument or of the blocks of one type, None where it is absent.

        absent: the source does not have it. Where it has an empty list (of a `dynamic` block that makes none), it is as empty here.
        """
        empty = shape == []
        if (
            unknown is True
            and (empty or (written is None and shape is None))
            and self.left_out(path, unknown=True, absent=absent or empty)
        ):
            return shape
        return self.value(known, unknown, written, shape, path, argument=True)

    def left_out(self, path: PathKeys, *, unknown: bool, absent: bool = False) -> bool:
        """Whether an argument that stands in no expression was left out, so that what the document has is the provider's.

        An argument that the provider never computes has its default then. One that it may compute is the provider's as well where the
        resource is created; later on, the service may have it from an earlier configuration. A plan lists no `dynamic` blocks: only
        the source tells that there are none.
        """
        if self._schemas is None or path in _IDENTIFIERS:
            return False
        if path == ("tags_all",) and (self._tagged or "default_tags" in (self._explains.provider_arguments() or {})):
            return False
        names = tuple([key for key in path if isinstance(key, str)])
        attribute = self._schemas.attribute_at(self._entry.type, names)
        created = self._entry.actions == ("create",)
        if attribute is None:
            block = self._schemas.block_nesting(self._entry.type, names) is not None
            return unknown and created and block and (absent or not self._explains.may_be_dynamic())
        if not attribute.optional or (attribute.as_blocks and not unknown):
            return False
        return created if attribute.computed else not unknown

    def is_write_only(self, path: PathKeys) -> bool:
        """Whether documents never hold an argument."""
        names = tuple([key for key in path if isinstance(key, str)])
        attribute = self._schemas.attribute_at(self._entry.type, names) if self._schemas is not None else None
        return attribute is not None and attribute.write_only

    def write_only(self, written: Any, shape: Any, path: PathKeys) -> Any:
        """What a write-only argument is that the configuration sets."""
        if shape is not None:
            return shape
        if isinstance(written, dict) and written.get("constant_value") is not None:
            return written["constant_value"]
        references = written.get("references") if isinstance(written, dict) else None
        named = tuple([item for item in references or () if isinstance(item, str)])
        cause = NotRecorded(self._entry.address, format_path(path))
        return Unknown(cause, (self._entry.address,), not_null=bool(named) and self._explains.surely_set(named))

    def behind_checksum(self, checksum: str, told: Any, path: PathKeys) -> Any:
        """The user data of which the provider records the checksum only, where the configuration tells it."""
        if isinstance(told, str) and checksum in _checksums(told):
            return told
        if isinstance(told, Unknown):
            return told
        return Unknown(ChecksumOnly(self._entry.address, format_path(path)), (self._entry.address,), not_null=True)

    def value(
        self, known: Any, unknown: Any, written: Any, shape: Any, path: PathKeys, *, argument: bool = False
    ) -> Any:
        """The value at a path, None where it is absent. argument: it is one of a block, not an element of a value."""
        if len(path) > MAX_DEPTH:
            return Unknown(SpentBudget(Limit.DEPTH))
        if unknown is True:
            return self.unknown(written, shape, path, argument)
        if isinstance(known, list) or (known is None and isinstance(unknown, list) and _has_true(unknown)):
            return self.elements(known or [], unknown if isinstance(unknown, list) else [], written, shape, path)
        if isinstance(known, dict) or (known is None and isinstance(unknown, dict) and _has_true(unknown)):
            return self.entries(known or {}, unknown if isinstance(unknown, dict) else {}, written, shape, path)
        return known

    def elements(self, known: list[Any], unknown: list[Any], written: Any, shape: Any, path: PathKeys) -> list[Any]:
        """The elements of a list: of values, or the blocks of one type."""
        result: list[Any] = []
        order = match_blocks(known, shape)
        for index in range(max(len(known), len(unknown))):
            item = known[index] if index < len(known) else None
            mask = unknown[index] if index < len(unknown) else None
            match = order[index] if index < len(order) else None
            below = shape[match] if match is not None else None
            if isinstance(item, dict) and mask is not True:
                masks = mask if isinstance(mask, dict) else {}
                inner = _written_in(written, item, len(known))
                result.append(self.attributes(item, masks, inner, below, (*path, index)))
            else:
                result.append(self.value(item, mask, _passed_on(written), below, (*path, index)))
        return result

    def entries(
        self, known: dict[str, Any], unknown: dict[str, Any], written: Any, shape: Any, path: PathKeys
    ) -> dict[str, Any]:
        """The elements of a map or object: only nulls are absent."""
        result: dict[str, Any] = {}
        passed = _passed_on(written)
        for name in [*known, *(name for name in unknown if name not in known)]:
            below = shape.get(name) if isinstance(shape, dict) else None
            value = self.value(known.get(name), unknown.get(name), passed, below, (*path, name))
            if value is not None:
                result[name] = value
        return result

    def unknown(self, written: Any, shape: Any, path: PathKeys, argument: bool) -> Any:
        """What stands for a value that is known after apply.

        The configuration says most of it. Without it, a value that is written down is surely set, but may be any text made of what it
        refers to. A simple one that the provider alone sets counts as an identifier, which holds none of the text that a rule looks
        for: as absent as it is in configuration, but not known to be absent.
        """
        if shape is not None and _tells_more(shape):
            return shape
        entry = self._entry
        cause: Cause = DeferredArgument(entry.address, format_path(path))
        if isinstance(written, dict):
            if (constant := written.get("constant_value")) is not None:
                return constant  # the provider takes an empty value for none
            if (text := self.document(written)) is not None:
                return text
        if isinstance(written, (dict, list)):
            references = tuple(self.edges().get(str(path[0]), ()))
            return Unknown(cause, references, not_null=argument and self._surely_set(written, path))
        own = path in _IDENTIFIERS
        if entry.type.startswith("data."):
            cause = DataSource(entry.address, format_path(path), planned=True)
        elif own or (written is None and not self._is_collection(path)):
            cause = ComputedAttribute(entry.address, format_path(path))
        return Unknown(cause, (entry.address,), not_null=own)

    def document(self, written: dict[str, Any]) -> Any:
        """The text of the policy document that an argument takes; None where it takes none."""
        render, references = self.resource.deferred_document, written.get("references")
        if render is None or not isinstance(references, list):
            return None
        read = self._explains.only_read(tuple([item for item in references if isinstance(item, str)]))
        return render(*read) if read is not None else None

    def _surely_set(self, written: Any, path: PathKeys) -> bool:
        """Whether an argument that is written down is not null: what is null, the provider may fill in all the same."""
        names = tuple([key for key in path if isinstance(key, str)])
        references = written.get("references") if isinstance(written, dict) else None
        if not isinstance(references, list):
            return True
        if self._schemas is not None and self._schemas.computed(self._entry.type, names) is False:
            # one that is null would be known, unless what it refers to may turn out to be null
            roots = {item.partition(".")[0].partition("[")[0] for item in references if isinstance(item, str)}
            if not roots.isdisjoint(NO_RESOURCES):
                return True
        return self._explains.surely_set(tuple([item for item in references if isinstance(item, str)]))

    def _is_collection(self, path: PathKeys) -> bool:
        """Whether a value is a list, set or map, or may be: the mask of sensitive values has an empty one in its place."""
        if self._mask is _UNSURE:
            self._mask = decode(self._entry.sensitive)
        mask = self._mask
        for key in path[:-1]:
            mask = _step(mask, key)
        return not isinstance(mask, dict) or isinstance(mask.get(path[-1]), (list, dict))

    def edges(self) -> dict[str, list[str]]:
        """The addresses that each top-level argument refers to."""
        if self._edges is None:
            self._edges = {}
            for edge in self.resource.own_references():
                self._edges.setdefault(edge.key.partition(".")[0], []).append(edge.address)
        return self._edges


def _checksums(user_data: str) -> set[str]:
    """What the AWS provider, before version 6, records of user data: it is decoded first where it is Base64."""
    data = user_data.encode()
    texts = [data]
    with suppress(ValueError):
        texts.append(base64.b64decode(data, validate=True))
    return {hashlib.sha1(text, usedforsecurity=False).hexdigest() for text in texts}


def _has_true(mask: Any) -> bool:
    stack = [mask]
    while stack:
        item = stack.pop()
        if item is True:
            return True
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return False


def _tells_more(shape: Any) -> bool:
    """Whether the configuration's value says more than that the value is not known; one that is wholly known contradicts the plan."""
    stack = [shape]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown):
            return item.kind not in ("error", "budget", "module")
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return False


def _is_expression(written: Any) -> bool:
    return isinstance(written, dict) and ("references" in written or "constant_value" in written)


def _passed_on(written: Any) -> Any:
    """What is known of the elements of a value: they are as written as it is."""
    return written if _is_expression(written) else _UNSURE


def _written_in(written: Any, item: dict[str, Any], number: int) -> Any:
    """The expressions of the blocks of one type that may be those of an element: in a set they may stand in another order.

    number: how many elements there are. Where there are more than blocks that are written, `dynamic` blocks make the others.
    """
    if isinstance(written, dict):
        return _UNSURE if _is_expression(written) else written
    if not isinstance(written, list) or number > len(written):
        return _UNSURE
    blocks = [block for block in written if isinstance(block, dict)]
    if len(blocks) > 1 and len(blocks) <= MAX_MATCHED:
        blocks = [block for block in blocks if _fits(item, _constants(block))] or blocks
    joined: dict[str, Any] = {}
    for block in blocks:
        joined.update(block)
    return joined


def _constants(block: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a block whose values are constant."""
    return {
        name: expression["constant_value"]
        for name, expression in block.items()
        if isinstance(expression, dict) and "constant_value" in expression
    }


def match_blocks(known: list[Any], shape: Any) -> list[int | None]:
    """For each block of a document, the block of the configuration it comes from, where only one fits.

    The blocks of a set have another order in a document than in configuration. A block fits where no known simple value differs.
    """
    if not isinstance(shape, list):
        return []
    if len(known) == 1 and len(shape) == 1:
        return [0]
    if len(known) * len(shape) > 250_000:
        return []
    result: list[int | None] = []
    for index, item in enumerate(known):
        if not isinstance(item, dict):
            result.append(index if len(known) == len(shape) else None)
            continue
        fits = [at for at, block in enumerate(shape) if isinstance(block, dict) and _fits(item, block)]
        result.append(fits[0] if len(fits) == 1 else None)
    return result


def _fits(item: dict[str, Any], block: dict[str, Any]) -> bool:
    for name, value in block.items():
        if isinstance(value, (str, int, float)) and name in item:
            other = item[name]
            if isinstance(other, (str, int, float)) and _text(other) != _text(value):
                return False
            if other is None:
                return False
    return True


def _text(value: str | int | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


class RecordedOrigin:
    """The `Origin` of a recorded resource: its block in the configuration where that is found, else the document."""

    def __init__(self, resource: PlannedResource, schemas: Schemas | None, fallback: Span) -> None:
        self._resource = resource
        self._schemas = schemas
        self._fallback = fallback
        self._mask: Any = _MISSING

    def locate(self, path: PathKeys) -> Span:
        """See `Origin`."""
        found = self._behind(path)
        return self._fallback if found is None else found[0].locate(found[1])

    def provenance(self, path: PathKeys) -> tuple[Provenance, ...]:
        """See `Origin`."""
        found = self._behind(path)
        return () if found is None else found[0].provenance(found[1])

    def _behind(self, path: PathKeys) -> tuple[Origin, PathKeys] | None:
        """Where the configuration tells of a path, and the path there."""
        evaluated = self._resource.evaluated()
        if evaluated is None:
            return None
        return evaluated.origin, _in_source(path, self._resource.values, evaluated.values)

    def concealed(self, path: PathKeys) -> int:
        """See `Origin`."""
        if self._schemas is not None:
            end = end_of_secret(path, self._schemas.sensitive_paths(self._resource.type))
            if end:
                return end
        mask = self._sensitive()
        for at, key in enumerate(path):
            if mask is True:
                return at
            mask = _step(mask, key)
        return len(path)

    def _sensitive(self) -> Any:
        if self._mask is _MISSING:
            self._mask = decode(self._resource.entry.sensitive)
        return self._mask

    def sensitive(self, path: PathKeys) -> bool:
        """See `Origin`."""
        if self._schemas is not None:
            names = tuple(key for key in path if isinstance(key, str))
            for secret in self._schemas.sensitive_paths(self._resource.type):
                if secret[: len(names)] == names or names[: len(secret)] == secret:
                    return True
        mask = self._sensitive()
        for key in path:
            if mask is True:
                return True
            mask = _step(mask, key)
        return _has_true(mask)


def _in_source(path: PathKeys, values: Any, shape: Any) -> PathKeys:
    """The path with the indexes of the configuration's blocks."""
    result: list[str | int] = []
    for key in path:
        index: str | int = key
        if isinstance(key, int) and isinstance(values, list) and isinstance(shape, list):
            order = match_blocks(values, shape)
            match = order[key] if -len(order) <= key < len(order) else None
            index = match if match is not None else key
        result.append(index)
        values, shape = _step(values, key), _step(shape, index)
    return tuple(result)


def _step(value: Any, key: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int) and -len(value) <= key < len(value):
        return value[key]
    return None


MakeExplains = Callable[[Entry], InstanceContext]
