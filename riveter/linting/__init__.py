"""Check rule files beyond the checks of the loader.

`lint_files` adds to the loader's errors: conditions that contradict each other or change nothing, unused parameters, ids that two files
share, and keys, values and resource types that the providers' schemas do not have. A scan needs the keys only, so the rest is imported
when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riveter.linting.files import lint_files, lint_source

__all__ = ["lint_files", "lint_source"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from riveter.linting import files

    return getattr(files, name)
