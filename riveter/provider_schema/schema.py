"""`TypeSchema`: the schema of a resource type or data source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec

Nesting = Literal["single", "list", "set", "map"]
Availability = Literal["", "removed", "beta"]
PathLike = "str | Sequence[str | int]"


class AttributeSchema(msgspec.Struct, frozen=True):
    """An attribute.

    type: in Terraform's notation (``string``, ``set(string)``); ``object`` represents the members of the attribute.
    sensitive: its values are secrets; presumed: by its name only, the provider does not say so.
    availability: ``removed`` when only the older version of the provider has it, ``beta`` when only its beta variant has.
    """

    name: str
    type: str
    required: bool = False
    optional: bool = False
    computed: bool = False
    write_only: bool = False
    sensitive: bool = False
    presumed: bool = False
    deprecated: bool = False
    availability: Availability = ""

    @property
    def computed_only(self) -> bool:
        """Whether only the provider can set it."""
        return self.computed and not self.optional and not self.required

    @property
    def nesting(self) -> Nesting | None:
        """Return the nesting of its members; None for an attribute without members."""
        if not self.type.endswith("object" + ")" * self.type.count("(")):
            return None
        head = self.type.partition("(")[0]
        return "single" if head == "object" else head  # type: ignore[return-value]

    @property
    def as_blocks(self) -> bool:
        """Whether a configuration may write it as nested blocks as well (Terraform's "attributes as blocks")."""
        return self.type in ("list(object)", "set(object)") and not self.computed_only


class BlockSchema(msgspec.Struct, frozen=True):
    """A nested block. `max_items` 0: any number. `opaque`: its content is not known (anything is allowed)."""

    name: str
    nesting: Nesting
    min_items: int = 0
    max_items: int = 0
    deprecated: bool = False
    availability: Availability = ""
    opaque: bool = False


class SchemaNode:
    """A node of a schema: where attributes and blocks are members (a type, a block, an attribute that is an object)."""

    __slots__ = ("_raw", "_root")

    def __init__(self, raw: dict[str, Any], root: TypeSchema) -> None:
        self._raw = raw
        self._root = root

    @property
    def opaque(self) -> bool:
        """Whether the members are not known."""
        return bool(self._raw.get("o"))

    def names(self) -> list[str]:
        """Return the names of all members."""
        raw = self._members()
        return [*raw.get("a", ()), *raw.get("b", ())]

    def get(self, name: str) -> AttributeSchema | BlockSchema | None:
        """Return the member of this name."""
        raw = self._members()
        attribute = raw.get("a", {}).get(name)
        if attribute is not None:
            return _attribute(name, attribute if isinstance(attribute, str) else attribute["t"])
        block = raw.get("b", {}).get(name)
        return _block(name, block) if block is not None else None

    def enter(self, name: str) -> SchemaNode | None:
        """Return the position inside a member; None if it has no members."""
        raw = self._members()
        inner = raw.get("b", {}).get(name) or raw.get("a", {}).get(name)
        return SchemaNode(inner, self._root) if isinstance(inner, dict) else None

    def members(self) -> Iterator[AttributeSchema | BlockSchema]:
        """Yield all members."""
        raw = self._members()
        for name, spec in raw.get("a", {}).items():
            yield _attribute(name, spec if isinstance(spec, str) else spec["t"])
        for name, block in raw.get("b", {}).items():
            yield _block(name, block)

    @property
    def recursive(self) -> bool:
        """Whether the members are those of a block this one lies in."""
        return "r" in self._raw

    def _members(self) -> dict[str, Any]:
        path = self._raw.get("r")
        if path is None:
            return self._raw
        place = self._root.place(path)
        return place._raw if place is not None else {}


class TypeSchema:
    """A resource type, a data source (``data.…``), an ephemeral resource or a provider's own configuration.

    Paths are dotted (``rule.transition.days``) or sequences; indexes and ``*`` in them are skipped, because they do not matter for the
    schema.
    """

    def __init__(self, raw: dict[str, Any], provider: str, version: str, older: str) -> None:
        self.name: str = raw["name"]
        self.provider = provider
        self.version = version
        self.older_version = older
        flags = raw.get("f", "")
        self.deprecated = "d" in flags
        self.availability: Availability = _availability(flags)
        self._raw = raw

    def __repr__(self) -> str:
        return f"TypeSchema({self.name!r})"

    @cached_property
    def root(self) -> SchemaNode:
        """The top level."""
        return SchemaNode(self._raw, self)

    def place(self, path: str | Sequence[str | int]) -> SchemaNode | None:
        """Return the place inside the block or object at a path (the top level for an empty one)."""
        place: SchemaNode | None = self.root
        for name in _names(path):
            place = place.enter(name) if place is not None else None
        return place

    def member(self, path: str | Sequence[str | int]) -> AttributeSchema | BlockSchema | None:
        """Return the attribute or block at a path."""
        names = _names(path)
        if not names:
            return None
        place = self.place(names[:-1])
        return place.get(names[-1]) if place is not None else None

    def attribute(self, path: str | Sequence[str | int]) -> AttributeSchema | None:
        """Return the attribute at a path; None if there is none, or if it is a block."""
        found = self.member(path)
        return found if isinstance(found, AttributeSchema) else None

    def block(self, path: str | Sequence[str | int]) -> BlockSchema | None:
        """Return the block at a path; None if there is none, or if it is an attribute."""
        found = self.member(path)
        return found if isinstance(found, BlockSchema) else None

    def block_names(self, path: str | Sequence[str | int] = ()) -> frozenset[str]:
        """Return the names of the nested blocks at a path."""
        place = self.place(path)
        return frozenset() if place is None else frozenset(place._members().get("b", ()))

    def is_sensitive(self, path: str | Sequence[str | int]) -> bool:
        """Return True if the value at a path is, or is part of, or holds, a sensitive attribute."""
        place: SchemaNode | None = self.root
        names = _names(path)
        for name in names:
            if place is None:
                return False  # inside a map, a document, or where nothing is known
            member = place.get(name)
            if isinstance(member, AttributeSchema) and member.sensitive:
                return True
            place = place.enter(name)
        return any(secret[: len(names)] == tuple(names) for secret in self.sensitive_paths)

    @cached_property
    def sensitive_paths(self) -> frozenset[tuple[str, ...]]:
        """The paths of all sensitive attributes (those inside a recursive block are not repeated)."""
        return frozenset(_sensitive(self.root, ()))


def _sensitive(place: SchemaNode, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if place.recursive:
        return
    raw = place._raw
    for name, spec in raw.get("a", {}).items():
        text = spec if isinstance(spec, str) else spec["t"]
        flags = text.partition(" ")[0]
        if "s" in flags or "p" in flags:
            yield (*path, name)
        elif not isinstance(spec, str):
            yield from _sensitive(SchemaNode(spec, place._root), (*path, name))
    for name, block in raw.get("b", {}).items():
        yield from _sensitive(SchemaNode(block, place._root), (*path, name))


def _attribute(name: str, spec: str) -> AttributeSchema:
    flags, _, type = spec.partition(" ")
    return AttributeSchema(
        name,
        type,
        "r" in flags,
        "o" in flags,
        "c" in flags,
        "w" in flags,
        "s" in flags or "p" in flags,
        "p" in flags,
        "d" in flags,
        _availability(flags),
    )


def _block(name: str, raw: dict[str, Any]) -> BlockSchema:
    flags = raw.get("f", "")
    return BlockSchema(
        name, raw["n"], raw.get("i", 0), raw.get("m", 0), "d" in flags, _availability(flags), bool(raw.get("o"))
    )


def _availability(flags: str) -> Availability:
    return "removed" if "x" in flags else "beta" if "b" in flags else ""


def _names(path: str | Sequence[str | int]) -> list[str]:
    """Return the names in a path, without indexes and wildcards."""
    keys: Iterable[str | int] = path.split(".") if isinstance(path, str) else path
    return [
        key for key in keys if isinstance(key, str) and key not in ("*", "**", "") and not key.lstrip("-").isdigit()
    ]
