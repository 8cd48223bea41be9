"""The interface of provider schemas for the module tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from riveter.core.versions import VersionRange


class AttributeFacts(Protocol):
    """The facts of the provider's schema about an attribute."""

    @property
    def computed(self) -> bool:
        """Whether the provider may set it."""

    @property
    def computed_only(self) -> bool:
        """Whether only the provider may set it."""

    @property
    def optional(self) -> bool:
        """Whether a configuration may set it."""

    @property
    def write_only(self) -> bool:
        """Whether it is write-only: plans and states never contain it."""

    @property
    def as_blocks(self) -> bool:
        """Whether a configuration may write it as nested blocks."""

    @property
    def sensitive(self) -> bool:
        """Whether its value is a secret."""

    @property
    def presumed(self) -> bool:
        """Whether it is sensitive only by its name: the provider does not mark it."""

    @property
    def type(self) -> str:
        """Its type in Terraform's notation (``set(string)``), with ``object`` for an attribute with members."""


class TextRewriting(Protocol):
    """How a provider rewrites a text."""

    @property
    def text(self) -> Callable[[str], str]:
        """Gives the text that is planned for one that is written."""

    @property
    def by_part(self) -> bool:
        """Whether it does not change a text if it does not change its known parts."""


class Schemas(Protocol):
    """Knowledge of resource types (``aws_s3_bucket``, ``data.aws_ami``). Its methods return None if they do not know."""

    def attribute(self, type: str, name: str) -> AttributeFacts | None:
        """Return a top-level attribute."""

    def block_names(self, type: str) -> frozenset[str] | None:
        """Return the names of the nested blocks at the top level."""

    def computed(self, type: str, path: tuple[str, ...]) -> bool | None:
        """Return whether the provider may set an attribute by itself. Block names and attribute name without indexes."""

    def attribute_at(self, type: str, path: tuple[str, ...]) -> AttributeFacts | None:
        """Return an attribute; block names and attribute name without indexes."""

    def block_nesting(self, type: str, path: tuple[str, ...]) -> str | None:
        """Return the nesting of the block at a path without indexes: ``single``, ``list``, ``set``, ``map``; None if there is no block."""

    def deciding(self, resource_type: str) -> tuple[str, ...]:
        """Return the arguments on whose values the defaults of others depend."""

    def planned(
        self, type: str, path: tuple[str, ...], versions: VersionRange, given: tuple[tuple[str, str | None], ...] = ()
    ) -> Any:
        """Return the value that the provider plans for an argument that is not set: None for null, `NOT_KNOWN` if it is not known.

        given: the values of the arguments that decide: empty if it is not set, None if it is not known.
        """

    def rewriting(self, type: str, path: tuple[str, ...]) -> TextRewriting | None:
        """Return how the provider rewrites the text of an argument before it plans it; None if it does not."""

    def sensitive_paths(self, type: str) -> frozenset[tuple[str, ...]]:
        """Return paths of sensitive attributes, block names and attribute names without indexes."""
