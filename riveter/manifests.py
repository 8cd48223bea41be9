"""`kubernetes_manifest` as the typed resource of the same object, so that one rule is about both.

A Deployment in a manifest has the keys of `kubernetes_deployment_v1`: `spec.template.spec.container` instead of
`manifest.spec.template.spec.containers`. The schema of the typed resource says which keys there are.

A manifest whose kind is not known may be any of them: rules about each of them get a resource of which nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from riveter.core.causes import UnknownObject
from riveter.core.effort import spend
from riveter.core.paths import format_path
from riveter.core.patterns import late
from riveter.core.secrets import Secrets
from riveter.core.source import Span
from riveter.core.values import OpenList, PartialMap, Unknown
from riveter.findings import Provenance
from riveter.provider_schema import known_types, lookup
from riveter.provider_schema.schema import AttributeSchema, BlockSchema, SchemaNode, TypeSchema
from riveter.resource import Origin, PathKeys, Reference, Resource

MANIFEST = "kubernetes_manifest"
_GROUPS = frozenset({"", "apps", "autoscaling", "batch", "extensions", "policy"})
"""API groups of Kubernetes itself, beside those that end in `.k8s.io`. Others use its names for other objects."""
_TYPED = "typed"
_HUMP = late(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_OBJECTS = frozenset(
    {"kubernetes_annotations", "kubernetes_env", "kubernetes_labels", "kubernetes_node_taint", MANIFEST}
)
"""Typed resources that change a part of an object."""
_PRIMITIVES = frozenset({"string", "number", "bool"})
_SUFFIXES = ("_v1", "_v1beta1", "")
_ALIKE = {"kubernetes_replica_set": "kubernetes_deployment"}
"""Objects that no type is for, by the type that has the same keys."""


def forms(resource: Resource) -> Iterator[Resource]:
    """Yield a resource, and as what else it is judged: a manifest as the typed resource, or as all that it may be."""
    yield resource
    if resource.type != MANIFEST:
        return
    other = typed(resource)
    if other is not None:
        yield other
    elif (doubt := undetermined(resource)) is not None:
        yield from _all_forms(resource, doubt)


def undetermined(resource: Resource) -> Unknown | None:
    """Return why it is not known which object a manifest is; None if it is known, certainly none that has a type, or no manifest."""
    found = _undetermined(resource)
    if found is None:
        return None
    return Unknown(UnknownObject(cause=found[0].cause), found[0].references)


def _undetermined(resource: Resource) -> tuple[Unknown, PathKeys] | None:
    """Return the part of a manifest that would say which object it is, and is not known, with its place."""
    if resource.type != MANIFEST:
        return None
    manifest = _member(resource.values, "manifest")
    if isinstance(manifest, Unknown):
        return manifest, ("manifest",)
    if not isinstance(manifest, dict):
        return None
    version, kind = _member(manifest, "apiVersion"), _member(manifest, "kind")
    if isinstance(version, str) and not _is_of_kubernetes(version):
        return None
    if isinstance(kind, str) and _type_of_kind(kind) is None:
        return None
    parts = (("kind", kind), ("apiVersion", version))
    return next(((part, ("manifest", name)) for name, part in parts if isinstance(part, Unknown)), None)


def _member(values: dict[str, Any], name: str) -> Any:
    """Return a member of an object, or why it is not known whether there is one."""
    return values.get(name, values.missing if isinstance(values, PartialMap) else None)


def _all_forms(resource: Resource, doubt: Unknown) -> Iterator[Resource]:
    """Yield an unknown manifest as each typed resource that it may be, without any values. Only what holds for every object passes."""
    found = _undetermined(resource)
    place = found[1] if found is not None else ("manifest",)
    manifest = resource.values.get("manifest")
    kind = manifest.get("kind") if isinstance(manifest, dict) else None
    candidates = (_type_of_kind(kind),) if isinstance(kind, str) else _object_types()
    for type in candidates:
        schema = lookup(type) if type is not None else None
        if type is None or schema is None:
            continue
        spend(1)
        form = _made(resource, type, PartialMap({}, doubt), _UndeterminedOrigin(resource.origin, place))
        form.existence = doubt
        form.__dict__["ref"] = resource.ref  # findings are about the manifest, not about one type of many
        yield form


@cache
def _object_types() -> tuple[str, ...]:
    """Return the typed resources that are objects of Kubernetes, and no parts of one."""
    names = (name for name in known_types("kubernetes") if "." not in name and name not in _NO_OBJECTS)
    return tuple(name for name in names if not name.endswith("_data"))


def typed(resource: Resource) -> Resource | None:
    """Return a manifest as the resource of its type, always the same one; None for other resources, and for objects without a type."""
    if resource.type != MANIFEST:
        return None
    if _TYPED not in resource.__dict__:
        resource.__dict__[_TYPED] = _typed(resource)
    found: Resource | None = resource.__dict__[_TYPED]
    return found


def _typed(resource: Resource) -> Resource | None:
    manifest = resource.values.get("manifest")
    if not isinstance(manifest, dict):
        return None
    type = _type_of(manifest)
    schema = lookup(type) if type is not None else None
    if type is None or schema is None:
        return None
    places: dict[PathKeys, PathKeys] = {(): ("manifest",)}
    values = _converted(schema.root, _with_texts(manifest), ("manifest",), (), places)
    texts = manifest.get("stringData")
    for key in texts if isinstance(texts, dict) else ():
        places["data", key] = ("manifest", "stringData", key)
    made = _made(resource, type, values, _ManifestOrigin(resource.origin, places, schema))
    made.references = _references(resource.references, places)
    return made


def _references(references: tuple[Reference, ...], places: dict[PathKeys, PathKeys]) -> tuple[Reference, ...]:
    """Return the references of a manifest with the keys of the typed resource. One of the whole keeps its key."""
    if not references:
        return ()
    names = {format_path(source): format_path(target) for target, source in places.items()}
    return tuple(Reference(_renamed(edge.key, names), edge.address, edge.attribute) for edge in references)


def _renamed(key: str, names: dict[str, str]) -> str:
    start, rest = key, ""
    while start not in names and "." in start:
        start, _, last = start.rpartition(".")
        rest = f".{last}{rest}"
    return f"{names.get(start, start)}{rest}".lstrip(".") or key


def _made(resource: Resource, type: str, values: dict[str, Any], origin: Origin) -> Resource:
    made = Resource(
        address=resource.address,
        type=type,
        name=resource.name,
        values=values,
        origin=origin,
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


def keep_secrets(secrets: Secrets, resource: Resource) -> None:
    """Add the secrets of a manifest."""
    if resource.type == MANIFEST:
        for value in _secrets_of(resource):
            secrets.add_value(value)


def _secrets_of(resource: Resource) -> Iterator[Any]:
    """Yield the values of a manifest that are sensitive in the typed resource: the data of a Secret, also of what only may be one."""
    form = typed(resource)
    schema = lookup(form.type) if form is not None else None
    for path in schema.sensitive_paths if schema is not None else ():
        value: Any = form.values if form is not None else None
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None:
            yield value
    manifest = resource.values.get("manifest")
    if form is None and isinstance(manifest, dict) and undetermined(resource) is not None:
        kind = manifest.get("kind")
        if not isinstance(kind, str) or kind == "Secret":
            yield from (manifest[name] for name in ("data", "stringData") if name in manifest)


def _type_of(manifest: dict[str, Any]) -> str | None:
    version, kind = manifest.get("apiVersion"), manifest.get("kind")
    if not isinstance(version, str) or not isinstance(kind, str) or not _is_of_kubernetes(version):
        return None
    return _type_of_kind(kind)


def _is_of_kubernetes(version: str) -> bool:
    group = version.rpartition("/")[0]
    return group in _GROUPS or group.endswith(".k8s.io")


def _type_of_kind(kind: str) -> str | None:
    name = "kubernetes_" + _HUMP.sub("_", kind).lower()
    name = _ALIKE.get(name, name)
    return next((name + suffix for suffix in _SUFFIXES if lookup(name + suffix) is not None), None)


def _with_texts(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest with `stringData` in `data`, as Kubernetes has it in the end."""
    texts, data = manifest.get("stringData"), manifest.get("data")
    if texts is None or not all(part is None or isinstance(part, (dict, Unknown)) for part in (data, texts)):
        return manifest
    both: dict[str, Any] = {}
    missing: Unknown | None = None
    for part in (data, texts):
        if isinstance(part, Unknown):
            missing = part if missing is None else missing
        elif part is not None:
            both.update(part)
            missing = part.missing if missing is None and isinstance(part, PartialMap) else missing
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


class _UndeterminedOrigin:
    """The origin of everything in a manifest of which it is not known what it is: the place that would say it."""

    def __init__(self, origin: Origin, place: PathKeys) -> None:
        self._origin = origin
        self._place = place

    def locate(self, path: PathKeys) -> Span:
        """Return the span of what is not known."""
        return self._origin.locate(self._place)

    def provenance(self, path: PathKeys) -> tuple[Provenance, ...]:
        """Return the chain back to what is not known."""
        return self._origin.provenance(self._place)

    def concealed(self, path: PathKeys) -> int:
        """Return how many keys can be shown: they are those of a schema."""
        return len(path)

    def sensitive(self, path: PathKeys) -> bool:
        """Return True if what is not known is sensitive."""
        return self._origin.sensitive(self._place)
