"""The published JSON Schema of `riveter.yml`."""

from __future__ import annotations

from riveter.files import package


def text() -> str:
    """Return the schema document as it is published."""
    return package.text("config", "config-v1.schema.json")
