"""The published JSON Schema of the JSON report."""

from __future__ import annotations

import json
import os
from typing import Any


def text() -> str:
    """The schema document as it is published."""
    with open(os.path.join(os.path.dirname(__file__), "output-v1.schema.json"), encoding="utf-8") as handle:
        return handle.read()


def schema() -> dict[str, Any]:
    """The schema as plain values."""
    loaded: dict[str, Any] = json.loads(text())
    return loaded
