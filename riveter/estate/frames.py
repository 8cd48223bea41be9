"""Messages in a stream of bytes: each has its length before it."""

from __future__ import annotations

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">I")


def framed(data: bytes) -> bytes:
    """Return a message with its length."""
    return _LENGTH.pack(len(data)) + data


def write_frame(stream: BinaryIO, data: bytes) -> None:
    """Write a message."""
    rest = memoryview(framed(data))
    while rest:
        rest = rest[stream.write(rest) :]


def read_frame(stream: BinaryIO) -> bytes | None:
    """Return the next message; None at the end."""
    head = _exactly(stream, _LENGTH.size)
    return None if head is None else _exactly(stream, _LENGTH.unpack(head)[0])


def _exactly(stream: BinaryIO, size: int) -> bytes | None:
    parts: list[bytes] = []
    while size:
        part = stream.read(size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
