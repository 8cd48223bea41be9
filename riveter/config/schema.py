"""The published JSON Schema of `riveter.yml`."""

from __future__ import annotations

import os


def text() -> str:
    """The schema document as it is published."""
    with open(os.path.join(os.path.dirname(__file__), "config-v1.schema.json"), encoding="utf-8") as handle:
        return handle.read()
