"""What the extractors produce and the data files hold: a provider's types as nested attributes and blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Sensitivity = Literal["", "declared", "presumed"]
"""Declared by the provider, or presumed from the name of the attribute."""

Nesting = Literal["single", "list", "set", "map"]

Availability = Literal["", "removed", "beta"]
"""In the newest version of the provider, only in an older one, or only in its beta variant."""

PRIMITIVES = frozenset({"string", "number", "bool", "dynamic"})


@dataclass
class Attribute:
    """An attribute.

    type: ``string``, ``list(string)``, ``set(object)``, … ``object`` stands for the members in `attributes`.
    recursive: the path of the block or attribute of the same type whose members these are again.
    opaque_block: a block in truth, whose members the source does not tell.
    """

    type: str
    required: bool = False
    optional: bool = False
    computed: bool = False
    write_only: bool = False
    sensitive: Sensitivity = ""
    deprecated: bool = False
    availability: Availability = ""
    attributes: dict[str, Attribute] = field(default_factory=dict)
    recursive: str = ""
    opaque_block: bool = False

    @property
    def settable(self) -> bool:
        """Whether a configuration can set it."""
        return self.required or self.optional


@dataclass
class Block:
    """A nested block, or a whole type (nesting ``single``).

    maximum: 0 for any number. opaque: its members are not known (any may be there).
    """

    nesting: Nesting = "single"
    minimum: int = 0
    maximum: int = 0
    deprecated: bool = False
    availability: Availability = ""
    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    recursive: str = ""
    opaque: bool = False

    @property
    def members(self) -> dict[str, Attribute | Block]:
        """Attributes and blocks together (no name is both)."""
        return {**self.attributes, **self.blocks}


@dataclass
class Provider:
    """The schemas of one version of a provider.

    types: by the name that rules use (``aws_s3_bucket``, ``data.aws_ami``, ``ephemeral.…``, ``provider.aws``).
    package: the package they were read from (``name@version``), or ``terraform`` for the exact schema.
    """

    source: str
    version: str
    package: str
    types: dict[str, Block] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The short name: ``aws``."""
        return self.source.rpartition("/")[2]

    def counts(self) -> dict[str, int]:
        """How many types there are of each kind."""
        counts = {"resources": 0, "data_sources": 0, "ephemeral": 0}
        for name in self.types:
            head = name.partition(".")[0]
            if head != "provider":
                counts[{"data": "data_sources", "ephemeral": "ephemeral"}.get(head, "resources")] += 1
        return counts


Node = tuple[str, "Attribute | Block"]


def walk(block: Block, path: str = "") -> Iterator[Node]:
    """Every attribute and block below `block` with its dotted path, parents first."""
    for name, attribute in block.attributes.items():
        yield from _walk_attribute(attribute, f"{path}{name}")
    for name, child in block.blocks.items():
        yield f"{path}{name}", child
        yield from walk(child, f"{path}{name}.")


def _walk_attribute(attribute: Attribute, path: str) -> Iterator[Node]:
    yield path, attribute
    for name, child in attribute.attributes.items():
        yield from _walk_attribute(child, f"{path}.{name}")
