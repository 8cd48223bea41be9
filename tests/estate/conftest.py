"""These tests need the extra `estate`. Without it, they are skipped with this reason."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

MISSING = [name for name in ("distributed", "duckdb", "fsspec", "pyarrow") if find_spec(name) is None]

if not MISSING:
    from .support import _no_children_are_left, engine, estate  # noqa: F401 - fixtures


class _Skipped(pytest.Module):
    """A module that is not imported."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        pytest.skip(f"the extra `estate` is not installed: there is no {', '.join(MISSING)}", allow_module_level=True)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Return a module that is skipped where the extra is missing."""
    return _Skipped.from_parent(parent, path=module_path) if MISSING else None
