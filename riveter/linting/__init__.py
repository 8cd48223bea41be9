"""Check rule files beyond the checks of the loader.

`lint_files` adds to the loader's errors: conditions that contradict each other or change nothing, unused parameters, ids that two files
share, and keys, values and resource types that the providers' schemas do not have.
"""

from __future__ import annotations

from riveter.linting.files import lint_files, lint_source

__all__ = ["lint_files", "lint_source"]
