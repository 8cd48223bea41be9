"""The published JSON Schemas of the JSON report and of explanations."""

from __future__ import annotations

import json
from typing import Any

from riveter.files import package


def text() -> str:
    """Return the schema document as it is published."""
    return package.text("reporters", "output-v1.schema.json")


def explain_text() -> str:
    """Return the schema of `riveter explain --format json`."""
    return package.text("reporters", "explain-v1.schema.json")


def schema() -> dict[str, Any]:
    """Return the schema as plain values."""
    loaded: dict[str, Any] = json.loads(text())
    return loaded
