"""The origin of a recorded resource's values, and the secret ones among them."""

from __future__ import annotations

from typing import Any

from riveter.core.source import Span
from riveter.findings import Provenance
from riveter.resource import Origin, PathKeys
from riveter.terraform.documents.block_matching import in_source
from riveter.terraform.documents.envelope import decode
from riveter.terraform.documents.masks import has_true, step
from riveter.terraform.documents.recorded_instance import RecordedResource
from riveter.terraform.lang.secrecy import end_of_secret
from riveter.terraform.modules.schemas import Schemas

_MISSING: Any = object()


class RecordedOrigin:
    """The `Origin` of a recorded resource: its block in the configuration if it was found, otherwise the document."""

    def __init__(self, resource: RecordedResource, schemas: Schemas | None, fallback: Span) -> None:
        self._resource = resource
        self._schemas = schemas
        self._fallback = fallback
        self._mask: Any = _MISSING

    def locate(self, path: PathKeys) -> Span:
        """Return the narrowest span for the value at a path: an attribute, an item of an object, or a block."""
        found = self._behind(path)
        return self._fallback if found is None else found[0].locate(found[1])

    def provenance(self, path: PathKeys) -> tuple[Provenance, ...]:
        """Return the chain from the attribute back to the source location of its value (empty if the attribute is that location)."""
        found = self._behind(path)
        return () if found is None else found[0].provenance(found[1])

    def _behind(self, path: PathKeys) -> tuple[Origin, PathKeys] | None:
        """Return the configuration's source for a path, and the path there."""
        evaluated = self._resource.evaluated()
        if evaluated is None:
            return None
        return evaluated.origin, in_source(path, self._resource.values, evaluated.values)

    def concealed(self, path: PathKeys) -> int:
        """Return how many keys of a path can be shown: the value there is sensitive as a whole, including its keys."""
        if self._schemas is not None:
            end = end_of_secret(path, self._schemas.sensitive_paths(self._resource.entry.type))
            if end:
                return end
        mask = self._sensitive()
        for at, key in enumerate(path):
            if mask is True:
                return at
            mask = step(mask, key)
        return len(path)

    def _sensitive(self) -> Any:
        if self._mask is _MISSING:
            self._mask = decode(self._resource.entry.sensitive)
        return self._mask

    def sensitive(self, path: PathKeys) -> bool:
        """Return True if the value at a path, or one it is part of or made of, is sensitive."""
        if self._schemas is not None:
            names = tuple(key for key in path if isinstance(key, str))
            for secret in self._schemas.sensitive_paths(self._resource.entry.type):
                if secret[: len(names)] == names or names[: len(secret)] == secret:
                    return True
        mask = self._sensitive()
        for key in path:
            if mask is True:
                return True
            mask = step(mask, key)
        return has_true(mask)
