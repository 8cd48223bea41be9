"""One resource instance of a plan or state, with the data about it in the document and the configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import msgspec

from riveter.core.addresses import InstanceKey, ModulePath
from riveter.resource import Reference, Resource
from riveter.terraform.documents.envelope import ABSENT
from riveter.terraform.documents.value_sources import ValueSources


class InstanceContext(Protocol):
    """The data about a resource instance in the rest of a document."""

    def expressions(self) -> dict[str, Any] | None:
        """Return the arguments of its block, as in the configuration part of a plan; None if they are not known."""

    def references(self) -> tuple[Reference, ...]:
        """Return the resources it refers to."""

    def sources(self, references: Iterable[str]) -> ValueSources:
        """Return the sources of a value that is known only after apply, by the references of its expression."""

    def is_unknown(self, address: str, attribute: str) -> bool:
        """Return True if an attribute of a resource of the document is known only after apply."""

    def provider_arguments(self) -> dict[str, Any] | None:
        """Return the arguments of its provider configuration, as in the configuration part of a plan; None if they are not known."""

    def version_constraints(self, name: str) -> Iterable[str]:
        """Return the constraints of a provider."""

    def is_given(self, text: str) -> bool:
        """Return True if a text is the value of a variable of the root module, or a part of it."""

    def may_be_dynamic(self) -> bool:
        """Return True if a `dynamic` block of it may make blocks whose number is not known: documents do not list those."""

    def meta(self) -> dict[str, Any]:
        """Return its meta-arguments, if the document contains them."""


class InstanceRecord(msgspec.Struct, frozen=True):
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


class RecordedResource(Protocol):
    """A resource that is made of an entry."""

    values: dict[str, Any]
    deferred_document: Callable[[str, str], Any] | None
    """Returns the known parts of a policy document that is read on apply."""

    @property
    def entry(self) -> InstanceRecord:
        """The entry of the document."""

    def evaluated(self) -> Resource | None:
        """Return the same instance as the configuration alone gives it, if the configuration is available."""

    def own_references(self) -> tuple[Reference, ...]:
        """Return the resources that it refers to, as the document alone has them."""


MakeExplains = Callable[[InstanceRecord], InstanceContext]
