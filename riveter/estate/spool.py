"""Results that are not yet in a snapshot, by their keys, in a temporary file of this machine."""

from __future__ import annotations

import tempfile
import zlib

import msgspec

from riveter.estate.model import Scanned


class Spool:
    """Results by key. Memory holds only where they are."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="riveter-estate-")  # noqa: SIM115 - closed with the spool
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def add(self, key: str, blob: bytes) -> None:
        """Add a compressed result, unless there is one of its key."""
        if key not in self._places:
            self._file.seek(self._end)
            self._file.write(blob)
            self._places[key] = (self._end, len(blob))
            self._end += len(blob)

    def get(self, key: str) -> Scanned:
        """Return a result."""
        start, size = self._places[key]
        self._file.seek(start)
        return unpacked(self._file.read(size))

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


def packed(content: bytes) -> bytes:
    """Return an encoded result as it is kept."""
    return zlib.compress(content, 1)


def unpacked(blob: bytes) -> Scanned:
    """Return a result that was kept."""
    return msgspec.msgpack.decode(zlib.decompress(blob), type=Scanned)
