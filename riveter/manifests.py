"""`kubernetes_manifest` as the typed resource of the same object, so that one rule is about both.

A Deployment in a manifest has the keys of `kubernetes_deployment_v1`: `spec.template.spec.container` instead of
`manifest.spec.template.spec.containers`. The schema of the typed resource says which keys there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riveter.core.effort import spend
from riveter.core.patterns import late
from riveter.core.source import Span
from riveter.core.values import OpenList, PartialMap, Unknown
from riveter.findings import Provenance
from riveter.provider_schema import lookup
from riveter.provider_schema.schema import AttributeSchema, BlockSchema, SchemaNode, TypeSchema
from riveter.resource import Origin, PathKeys, Resource

MANIFEST = "kubernetes_manifest"
_GROUPS = frozenset({"", "apps", "autoscaling", "batch", "extensions", "policy"})
"""API groups of Kubernetes itself, beside those that end in `.k8s.io`. Others use its names for other objects."""
_HUMP = late(r"(?<=[a-z0-9])(?=[A-Z])")
_PRIMITIVES = frozenset({"string", "number", "bool"})
_SUFFIXES = ("_v1", "_v1beta1", "")
_ALIKE = {"kubernetes_replica_set": "kubernetes_deployment"}
"""Objects that no type is for, by the type that has the same keys."""


def forms(resource: Resource) -> Iterator[Resource]:
    """Yield a resource, and as what else it is judged: a manifest as the typed resource."""
    yield resource
    if resource.type == MANIFEST and (other := typed(resource)) is not None:
        yield other


def typed(resource: Resource) -> Resource | None:
    """Return a manifest as the resource of its type; None for other resources, and for objects without a type."""
    if resource.type != MANIFEST:
        return None
    manifest = resource.values.get("manifest")
    if not isinstance(manifest, dict):
        return None
    type = _type_of(manifest)
    schema = lookup(type) if type is not None else None
    if type is None or schema is None:
        return None
    places: dict[PathKeys, PathKeys] = {(): ("manifest",)}
    values = _converted(schema.root, _with_texts(manifest), ("manifest",), (), places)
    for key in manifest.get("stringData") or ():
        places["data", key] = ("manifest", "stringData", key)
    made = Resource(
        address=resource.address,
        type=type,
        name=resource.name,
        values=values,
        origin=_ManifestOrigin(resource.origin, places, schema),
        span=resource.span,
        module=resource.module,
        provider=resource.provider,
        references=resource.references,
        existence=resource.existence,
        change_actions=resource.change_actions,
        root=resource.root,
        unread=resource.unread,
        provider_versions=resource.provider_versions,
        several=resource.several,
    )
    made.run = resource.run
    return made


def secrets_of(resource: Resource) -> Iterator[Any]:
    """Yield the values of a manifest that are sensitive in the typed resource: the data of a Secret."""
    schema = lookup(resource.type)
    for path in schema.sensitive_paths if schema is not None else ():
        value: Any = resource.values
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None:
            yield value


def _type_of(manifest: dict[str, Any]) -> str | None:
    version, kind = manifest.get("apiVersion"), manifest.get("kind")
    if not isinstance(version, str) or not isinstance(kind, str):
        return None
    group = version.rpartition("/")[0]
    if group not in _GROUPS and not group.endswith(".k8s.io"):
        return None
    name = "kubernetes_" + _HUMP.sub("_", kind).lower()
    name = _ALIKE.get(name, name)
    return next((name + suffix for suffix in _SUFFIXES if lookup(name + suffix) is not None), None)


def _with_texts(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest with `stringData` in `data`, as Kubernetes has it in the end."""
    texts, data = manifest.get("stringData"), manifest.get("data")
    if not isinstance(texts, dict) or not (data is None or isinstance(data, dict)):
        return manifest
    both: dict[str, Any] = {**(data or {}), **texts}
    missing = next((part.missing for part in (data, texts) if isinstance(part, PartialMap)), None)
    made = {**manifest, "data": both if missing is None else PartialMap(both, missing)}
    return PartialMap(made, manifest.missing) if isinstance(manifest, PartialMap) else made


def _converted(
    node: SchemaNode, value: dict[str, Any], source: PathKeys, target: PathKeys, places: dict[PathKeys, PathKeys]
) -> dict[str, Any]:
    """Return an object with the names of a schema, and its blocks as lists. `places` gets where each value was."""
    spend(1 + len(value))
    keys = {key.lower(): key for key in value}
    found: dict[str, Any] = {}
    for member in node.members():
        key = _key_of(member.name, keys)
        item = value[key] if key is not None else None
        if key is None or item is None:
            continue
        there, here = (*source, key), (*target, member.name)
        places[here] = there
        inner = node.enter(member.name) if isinstance(member, BlockSchema) else None
        found[member.name] = _argument(member, item) if inner is None else _blocks(inner, item, there, here, places)
    return PartialMap(found, value.missing) if isinstance(value, PartialMap) else found


def _argument(member: AttributeSchema | BlockSchema, value: Any) -> Any:
    """Return the value of an argument. An unknown one gets the type of the schema, so that nobody expects anything below a text."""
    if value.__class__ is not Unknown or not isinstance(member, AttributeSchema) or member.type not in _PRIMITIVES:
        return value
    return Unknown(value.cause, value.references, type=member.type, not_null=value.not_null, symbol=value.symbol)


def _blocks(node: SchemaNode, value: Any, source: PathKeys, target: PathKeys, places: dict[PathKeys, PathKeys]) -> Any:
    if isinstance(value, Unknown):
        return value
    items = value if isinstance(value, list) else [value]
    made: list[Any] = []
    for i, item in enumerate(items):
        there, here = ((*source, i) if isinstance(value, list) else source), (*target, i)
        places[here] = there
        made.append(_converted(node, item, there, here, places) if isinstance(item, dict) else item)
    return OpenList(made, value.open) if isinstance(value, OpenList) else made


def _key_of(name: str, keys: dict[str, str]) -> str | None:
    """Return the key of a manifest for the name of an argument or block: `host_ipc` is hostIPC, `container` is containers."""
    word = name.replace("_", "")
    forms = (word, f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies")
    return next((keys[form] for form in forms if form in keys), None)


class _ManifestOrigin:
    """The origin of the values of a manifest, asked by the paths of the typed resource."""

    def __init__(self, origin: Origin, places: dict[PathKeys, PathKeys], schema: TypeSchema) -> None:
        self._origin = origin
        self._places = places
        self._schema = schema

    def _place(self, path: PathKeys) -> PathKeys:
        for end in range(len(path), 0, -1):
            if path[:end] in self._places:
                return (*self._places[path[:end]], *path[end:])
        return ("manifest", *path)

    def locate(self, path: PathKeys) -> Span:
        """Return the span of the value in the manifest."""
        return self._origin.locate(self._place(path))

    def provenance(self, path: PathKeys) -> tuple[Provenance, ...]:
        """Return the chain from the value in the manifest back to its source."""
        return self._origin.provenance(self._place(path))

    def concealed(self, path: PathKeys) -> int:
        """Return how many keys can be shown. A place in the manifest is one key deeper at least."""
        place = self._place(path)
        shown = self._origin.concealed(place)
        return len(path) if shown >= len(place) else max(0, min(shown - 1, len(path)))

    def sensitive(self, path: PathKeys) -> bool:
        """Return True if the value in the manifest is sensitive, or would be in the typed resource."""
        return self._schema.is_sensitive(path) or self._origin.sensitive(self._place(path))
