"""ZIP archives in memory, read within bounds: they may be made to fill the memory, and name any path."""

from __future__ import annotations

import io
import zipfile

MAX_ENTRIES = 20_000
MAX_TOTAL_BYTES = 128 * 1024 * 1024


class ArchiveError(Exception):
    """An archive that can't be read."""


class Archive:
    """The entries of an archive by their names. Raises `ArchiveError` for one that is damaged or too large."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        # NotImplementedError is what zipfile raises for a version or compression that it does not know
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
            raise ArchiveError("The archive is damaged.") from None
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(item.file_size for item in entries) > MAX_TOTAL_BYTES:
            raise ArchiveError("The archive is too large.")
        self.names = tuple(dict.fromkeys(item.filename for item in entries))
        self._left = MAX_TOTAL_BYTES

    def content(self, name: str, limit: int) -> bytes:
        """Return the bytes of an entry. Raises `ArchiveError` if it is larger than `limit`, whatever size it declares."""
        try:
            with self._archive.open(name) as handle:
                data = handle.read(limit + 1)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError):
            raise ArchiveError("The archive is damaged.") from None
        except Exception as error:  # what the libraries for compression raise
            if type(error).__module__ in ("zlib", "_lzma", "lzma", "_bz2"):
                raise ArchiveError("The archive is damaged.") from None
            raise
        self._left -= len(data)
        if len(data) > limit or self._left < 0:
            raise ArchiveError("The archive is too large.")
        return data
