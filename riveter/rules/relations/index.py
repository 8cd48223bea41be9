"""The resources of a run by address, type and module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from riveter.core.addresses import base_address, modules_around
from riveter.core.alternatives import Alternatives
from riveter.core.causes import AmbiguousInstance
from riveter.core.effort import spend
from riveter.core.values import Unknown
from riveter.manifests import MANIFEST, typed
from riveter.resource import Resource
from riveter.rules.model.resource_types import matches_any_type

_PREFIX = "kubernetes_"

Connection: TypeAlias = "tuple[Resource, Unknown | None]"
"""A connected resource, and why it may not be connected after all, if so."""


class ResourceIndex:
    """The resources of a run; indexes are built when they are first needed."""

    def __init__(self, resources: Sequence[Resource]) -> None:
        self.resources = resources
        self._by_address: dict[str, list[Resource]] | None = None
        self._by_base: dict[str, list[Resource]] = {}
        self._by_type: dict[str, list[Resource]] = {}
        self._order: dict[int, int] = {}
        self._of_types: dict[tuple[str, ...], list[Resource]] = {}
        self._modules: dict[str, list[Resource]] | None = None

    def by_address(self) -> dict[str, list[Resource]]:
        """Return the resources by their addresses."""
        if self._by_address is None:
            self._by_address = {}
            for i, resource in enumerate(self.resources):
                self._order[id(resource)] = i
                self._by_address.setdefault(resource.address, []).append(resource)
                self._by_base.setdefault(base_address(resource.address), []).append(resource)
                self._by_type.setdefault(resource.type, []).append(resource)
        return self._by_address

    def order_of(self, resource: Resource) -> int:
        """Return the position of a resource among all."""
        self.by_address()
        return self._order[id(resource)]

    def has(self, resource: Resource) -> bool:
        """Return whether a resource is one of the run, which lives as long as this."""
        self.by_address()
        return id(resource) in self._order

    def at(self, address: str) -> list[Connection]:
        """Return the resources at an address; if it does not name an instance, each of them is uncertain."""
        exact = self.by_address().get(address)
        if exact:
            return [(resource, None) for resource in exact]
        base = base_address(address)
        instances = self._by_base.get(base, [])
        if base != address and not address.endswith("[*]"):
            # A key of a resource whose instances are not known: its representative may be that one.
            instances = [r for r in instances if r.address.endswith("[*]")]
            if len(instances) == 1 and is_only(instances[0]):
                return [(instances[0], None)]
        elif len(instances) == 1 and not instances[0].address.endswith("[*]"):
            return [(instances[0], None)]
        spend(len(instances))
        doubt = Unknown(AmbiguousInstance(base))
        return [(resource, doubt) for resource in instances]

    def of_types(self, types: tuple[str, ...]) -> list[Resource]:
        """Return the resources of some types (globs allowed), in order."""
        found = self._of_types.get(types)
        if found is None:
            self.by_address()
            names = [name for name in self._by_type if matches_any_type(types, name)]
            found = [resource for name in names for resource in self._by_type[name]]
            if MANIFEST in self._by_type and MANIFEST not in names:
                made = [form for form in self._manifests() if matches_any_type(types, form.type)]
                names, found = [*names, *(form.type for form in made)], found + made
            if len(names) > 1:
                found.sort(key=lambda resource: self._order[id(resource)])
            self._of_types[types] = found
        return found

    def as_types(self, found: Iterable[Connection]) -> Iterator[Connection]:
        """Yield connections, and those to manifests as those to the typed resources too."""
        for resource, doubt in found:
            yield resource, doubt
            if resource.type == MANIFEST and (form := typed(resource)) is not None:
                self._order.setdefault(id(form), self._order[id(resource)])
                yield form, doubt

    def may_be_manifests(self, types: tuple[str, ...]) -> bool:
        """Return whether there are manifests, which may be of one of some types as well."""
        self.by_address()
        return MANIFEST in self._by_type and MANIFEST not in types and any(name.startswith(_PREFIX) for name in types)

    def _manifests(self) -> list[Resource]:
        """Return the manifests as typed resources."""
        return [
            form for form, _ in self.as_types((each, None) for each in self._by_type[MANIFEST]) if form.type != MANIFEST
        ]

    def may_be_one_of_several(self, resource: Resource) -> bool:
        """Return whether the address of a resource without its key may mean other instances as well."""
        alike = self._by_base.get(base_address(resource.address), ())
        return len(alike) > 1 or (resource.address.endswith("[*]") and not is_only(resource))

    def inside(self, module: Resource, types: tuple[str, ...]) -> list[Resource]:
        """Return the resources that a module call makes, in the modules below it as well."""
        found = self._in_module().get(module.address, ())
        spend(len(found) // 4)
        return [other for other in found if matches_any_type(types, other.type)]

    def _in_module(self) -> dict[str, list[Resource]]:
        """Return the resources in each module and in the modules below it."""
        if self._modules is None:
            self._modules = {}
            for resource in self.resources:
                for address in modules_around(resource.module):
                    self._modules.setdefault(address, []).append(resource)
        return self._modules

    def is_installed(self, module: str) -> bool:
        """Return whether there are resources of a module."""
        return module in self._in_module()


def is_only(resource: Resource) -> bool:
    """Return True if the representative of all instances of a block is the only possible one."""
    return resource.address.endswith("[*]") and isinstance(resource.existence, Alternatives)
