"""Resources of plans and states. Their values are decoded when a rule first needs them, so most of a large plan is never decoded.

Values that a plan does not know come from the configuration if it is available: it knows the parts of a policy that the plan only calls
known after apply.

Absent has the same meaning as in configuration. Plans and states contain every attribute of the schema: null if it is not set, and for
older providers also an empty text, list or map. Nulls are left out, and so are empty values, unless the configuration sets them. Elements
of maps (tags, environment variables) are kept as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riveter.core.causes import NotRecorded, ProviderDefault, UnseenExpression
from riveter.core.paths import format_path, unindexed
from riveter.core.source import Span
from riveter.core.values import Unknown
from riveter.core.versions import VersionRange, ranges
from riveter.resource import PathKeys, Reference, Resource
from riveter.terraform.documents.block_matching import is_constant_at
from riveter.terraform.documents.envelope import decode
from riveter.terraform.documents.recorded_instance import InstanceContext, InstanceRecord
from riveter.terraform.documents.recorded_origin import RecordedOrigin
from riveter.terraform.documents.source_map import SourceMap
from riveter.terraform.documents.value_merging import ValueMerger
from riveter.terraform.modules.schemas import Schemas
from riveter.terraform.values.types import STRING

META = ("count", "for_each", "depends_on", "lifecycle", "connection", "provisioner")
_MISSING: Any = object()


class PlannedResource(Resource):
    """A resource of a plan or state."""

    recorded = True

    __slots__ = ("_entry", "_evaluated", "_explains", "_filled", "_schemas", "_source", "deferred_document")

    def __init__(
        self,
        entry: InstanceRecord,
        explains: InstanceContext,
        source: SourceMap | None,
        schemas: Schemas | None,
        file: Span,
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
            unseen=self._unseen,
            region=self._region if entry.type.removeprefix("data.").startswith("aws_") else None,
        )
        self._filled: dict[PathKeys, Any] = {}
        self.deferred_document: Callable[[str, str], Any] | None = None
        """Returns the known parts of a policy document that is read on apply."""
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
    def entry(self) -> InstanceRecord:
        """The entry of the document."""
        return self._entry

    def evaluated(self) -> Resource | None:
        """Return the same instance as the configuration alone gives it, if the configuration is available."""
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
        settle = ValueMerger(self, self._explains, self._schemas, self._filled)
        values = settle.attributes(
            known if isinstance(known, dict) else {},
            unknown if isinstance(unknown, dict) else {},
            self._explains.expressions(),
            evaluated.values if evaluated is not None else None,
        )
        known_meta = shape if evaluated is not None else {"lifecycle": _untold(entry), **self._explains.meta()}
        values.update((name, known_meta[name]) for name in META if name in known_meta and name not in values)
        if "." in entry.provider:
            values.setdefault("provider", entry.provider)
        return values

    def _filled_in(self, path: PathKeys) -> Any:
        """Return the document's value for an argument that the configuration does not set."""
        if self._schemas is None:
            return None
        _ = self.values  # finds them
        value = self._filled.get(path)
        return None if isinstance(value, (list, dict)) else value

    def shown_values(self) -> dict[str, Any]:
        """Return the values for display. They include values that the configuration does not set, if a document has them."""
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
        """Return the versions of a provider that it may be made with."""
        evaluated = self.evaluated()
        if evaluated is not None and evaluated.provider_versions is not None:
            return evaluated.provider_versions(name)
        return ranges(self._explains.version_constraints(name))

    def _region(self) -> Any:
        """Return the region it will be in: its own, else that of its provider configuration."""
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

    def _unseen(self, path: PathKeys, text: str) -> Unknown | None:
        """Return why it is not known how a text at a path is made: without the configuration, only constants and variables are shown."""
        if self.evaluated() is not None:
            return None
        written: Any = self._explains.expressions()
        if written is not None and (is_constant_at(written, path) or self._explains.is_given(text)):
            return None
        return Unknown(UnseenExpression(self.address, format_path(path), ""), (self.address,), not_null=True)

    def own_references(self) -> tuple[Reference, ...]:
        """Return the references to resources in the document itself."""
        return self._explains.references()

    def _references(self) -> tuple[Reference, ...]:
        own = tuple([edge for edge in self.own_references() if self._may_hold(edge)])
        evaluated = self.evaluated()
        if evaluated is None:
            return own
        exact = [edge for edge in evaluated.references if "[*]" not in edge.address]
        covered = {"depends_on", *(unindexed(edge.key) for edge in exact)}
        return tuple(dict.fromkeys([*exact, *(edge for edge in own if unindexed(edge.key) not in covered)]))

    def _may_hold(self, edge: Reference) -> bool:
        """Return False if an argument cannot have the value of its reference: it is not set, or is known before that value is.

        A plan lists the references of all sides of a condition.
        """
        if edge.key in META:
            return True
        values = [match.value for match in self.get(unindexed(edge.key))]
        if all(value is None or value in ("", [], {}) for value in values):
            return False
        if edge.attribute == "" or not self._explains.is_unknown(edge.address, edge.attribute):
            return True
        return any(_has_unknown(value) for value in values)


def _has_unknown(value: Any) -> bool:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Unknown):
            return True
        if isinstance(item, (dict, list)):
            stack.extend(item.values() if isinstance(item, dict) else item)
    return False


def _untold(entry: InstanceRecord) -> Unknown:
    """Return the `lifecycle` of a document, which does not contain it. Its type keeps `**` from reading it for every resource."""
    return Unknown(NotRecorded(entry.address, "lifecycle"), type=STRING)
