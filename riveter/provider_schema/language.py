"""The blocks of Terraform's own language that rules can address, described as the types of providers are."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from riveter.provider_schema.schema import TypeSchema

_CONDITION: dict[str, Any] = {"n": "list", "a": {"condition": "r dynamic", "error_message": "r string"}}
_OPEN: dict[str, Any] = {"n": "list", "o": True}
_BLOCKS: dict[str, dict[str, Any]] = {
    "terraform": {
        "a": {"required_version": "o string", "experiments": "o list(string)"},
        "b": {
            "required_providers": _OPEN, "backend": _OPEN, "cloud": _OPEN, "provider_meta": _OPEN,
            "encryption": _OPEN, "language": _OPEN,
        },
    },
    "variable": {
        "a": {
            "type": "o string", "default": "o dynamic", "description": "o string", "sensitive": "o bool",
            "nullable": "o bool", "ephemeral": "o bool", "deprecated": "o string", "const": "o bool",
        },
        "b": {"validation": _CONDITION},
    },
    "output": {
        "a": {
            "value": "o dynamic", "type": "o string", "description": "o string", "sensitive": "o bool",
            "ephemeral": "o bool", "deprecated": "o string", "depends_on": "o list(string)",
        },
        "b": {"precondition": _CONDITION},
    },
    "module": {
        "a": {
            "source": "r string", "version": "o string", "providers": "o map(string)",
            "depends_on": "o list(string)",
        },
        "o": True,
    },
    "provider": {
        "a": {"alias": "o string", "version": "o string"},
        "o": True,
    },
    "locals": {"o": True},
    "root_module": {"a": {"path": "o string"}},
}  # fmt: skip
"""As the data files of providers have it. `module` and `provider` blocks take more arguments than these, `locals` takes any."""

BLOCK_TYPES = tuple(_BLOCKS)


@lru_cache(maxsize=16)
def block_schema(type: str) -> TypeSchema | None:
    """Return the schema of a kind of block; None for a resource type, and for a block that rules cannot address."""
    raw = _BLOCKS.get(type)
    return None if raw is None else TypeSchema({"name": type, **raw}, "", "", "")


def members(type: str) -> list[str]:
    """Return the names of the arguments and blocks of a kind of block that do not depend on a provider or module."""
    schema = block_schema(type)
    return [] if schema is None else schema.root.names()
