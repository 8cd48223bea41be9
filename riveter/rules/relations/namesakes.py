"""Resources that are called after another of their type: `bucket = "${aws_s3_bucket.data.id}-logs"`."""

from __future__ import annotations

from riveter.core.addresses import address_type, base_address
from riveter.resource import Resource
from riveter.rules.relations.index import ResourceIndex
from riveter.rules.relations.names import is_identity


class Namesakes:
    """The resources of a run that are called after others."""

    def __init__(self, index: ResourceIndex) -> None:
        self._index = index
        self._found: dict[str, dict[str, list[Resource]]] = {}

    def of(self, address: str) -> list[Resource]:
        """Return the resources whose name is made of that of the resource at an address."""
        type = address_type(address)
        found = self._found.get(type)
        if found is None:
            found = {}
            for resource in self._index.of_types((type,)):
                bases = {
                    base_address(edge.address)
                    for edge in resource.references
                    if address_type(edge.address) == type and is_identity(edge.key, type)
                }
                for base in bases:
                    found.setdefault(base, []).append(resource)
            self._found[type] = found
        return found.get(base_address(address), [])
