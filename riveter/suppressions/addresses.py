"""Terraform's addresses, taken apart: ``module.a["x"].aws_s3_bucket.b[0]``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=4096)
def parts(address: str) -> tuple[str, ...]:
    """The parts between dots; an instance key belongs to the part before it (`module`, `a["x"]`, …)."""
    found: list[str] = []
    start = position = 0
    quoted = False
    depth = 0
    while position < len(address):
        char = address[position]
        if quoted:
            if char == "\\":
                position += 1
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
        elif char == "." and depth <= 0:
            found.append(address[start:position])
            start = position + 1
        position += 1
    found.append(address[start:])
    return tuple(found)


def module_path(module: str) -> Iterator[str]:
    """The addresses of a module and of those around it, the outermost first."""
    names = parts(module) if module else ()
    for end in range(2, len(names) + 1, 2):
        yield ".".join(names[:end])


@lru_cache(maxsize=4096)
def without_keys(address: str) -> str:
    """An address without its instance keys."""
    return ".".join(part.partition("[")[0] for part in parts(address))
