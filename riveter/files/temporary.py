"""Write files into a temporary folder, for input that is not read from its own location."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


@contextmanager
def folder_with(files: Mapping[str, bytes], prefix: str) -> Iterator[str]:
    """Yield a temporary folder with files, by their paths in it (``/`` separated); it is removed at the end."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix=prefix) as folder:
        for path, data in files.items():
            full = os.path.join(folder, *path.split("/"))
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "wb") as handle:
                handle.write(data)
        yield folder
