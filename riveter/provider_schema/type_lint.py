"""Check the resource types of rules, and return the types that match a glob."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from riveter.core.clipping import clip
from riveter.core.globs import is_glob, matches_glob
from riveter.core.suggestions import closest, did_you_mean, meant
from riveter.provider_schema import known_types, lookup, provider_of
from riveter.provider_schema.language import BLOCK_TYPES, block_schema
from riveter.provider_schema.problems import SchemaProblem, version_detail
from riveter.provider_schema.reader import PROVIDERS
from riveter.provider_schema.schema import TypeSchema

_OUT_OF_REACH = frozenset({"check", "resource", "data", "moved", "import", "removed"})
_REACHED = f"Name a resource type, data.<type>, or one of {', '.join(sorted(BLOCK_TYPES))}."


def check_type(pattern: str) -> SchemaProblem | None:
    """Return the problem of a rule's resource type: a name, or a glob of names.

    Return None for types of providers without schemas, and for blocks that are not resources (``module``, ``variable``).
    """
    if is_glob(pattern):
        head = re.split(r"[*?]", pattern, maxsplit=1)[0]
        provider = provider_of(head) if "_" in head else ""
        if provider not in PROVIDERS or expand(pattern):
            return None
        return SchemaProblem(
            "unknown-type", "warning", f"No type of the {provider} provider matches `{pattern}`", about="type"
        )
    if pattern in _OUT_OF_REACH:
        return SchemaProblem("unknown-type", "warning", f"No rule reaches `{pattern}` blocks", "", _REACHED, "type")
    if pattern.isidentifier() and "_" not in pattern and pattern not in BLOCK_TYPES:
        summary = f"`{clip(pattern, 80)}` does not look like a resource type"
        hint = "A resource type begins with the name of its provider: `aws_s3_bucket`."
        return SchemaProblem("unknown-type", "warning", summary, "", hint, "type")
    provider = provider_of(pattern)
    if "_" not in pattern or provider not in PROVIDERS:
        return _misspelt_provider(pattern)
    schema = lookup(pattern)
    if schema is None:
        return SchemaProblem(
            "unknown-type", "warning", f"The {provider} provider has no {_kind(pattern)} `{_bare(pattern)}`",
            version_detail(provider), _nearest_type(pattern, known_types(provider)), "type",
        )  # fmt: skip
    if schema.availability == "removed":
        return SchemaProblem(
            "removed-type", "note", f"`{pattern}` was removed from the {provider} provider",
            f"Version {schema.version} does not have it, {schema.older_version} did.", about="type",
        )  # fmt: skip
    if schema.deprecated:
        return SchemaProblem(
            "deprecated-type", "note", f"`{pattern}` is deprecated in the {provider} provider", about="type"
        )
    return None


@lru_cache(maxsize=256)
def expand(pattern: str) -> tuple[str, ...]:
    """Return the known types that match a glob; empty if its provider cannot be determined or has no schemas."""
    if not is_glob(pattern):
        return (pattern,)
    head = re.split(r"[*?]", pattern, maxsplit=1)[0]
    if "_" not in head or provider_of(head) not in PROVIDERS:
        return ()
    return tuple(
        name
        for name in known_types(provider_of(head))
        if not name.startswith(("ephemeral.", "provider.")) and matches_glob(pattern, name)
    )


def schema_of(resource_type: str) -> TypeSchema | None:
    """Return the schema of a type, a kind of block (``variable``) or a provider (``provider.aws``); None if there is none."""
    if resource_type.startswith("provider."):
        return lookup(resource_type)
    if "_" in resource_type and provider_of(resource_type) in PROVIDERS:
        return lookup(resource_type)
    return block_schema(resource_type)


def _kind(resource_type: str) -> str:
    return "data source" if resource_type.startswith("data.") else "resource type"


def _bare(resource_type: str) -> str:
    return resource_type.removeprefix("data.")


def _misspelt_provider(resource_type: str) -> SchemaProblem | None:
    """Return a type whose prefix is nearly that of a provider there are schemas of, and is a type of it when corrected."""
    if resource_type != resource_type.lower() and lookup(resource_type.lower()) is not None:
        return _no_type(resource_type, resource_type.lower())
    kind, dot, name = resource_type.rpartition(".")
    prefix, underscore, rest = name.partition("_")
    if not underscore or len(prefix) < 3:
        return None
    provider = closest(prefix, PROVIDERS)
    corrected = f"{kind}{dot}{provider}_{rest}"
    return _no_type(resource_type, corrected) if provider is not None and lookup(corrected) is not None else None


def _no_type(resource_type: str, corrected: str) -> SchemaProblem:
    return SchemaProblem(
        "unknown-type", "warning", f"There is no resource type `{clip(resource_type, 80)}`", "",
        meant(corrected), "type",
    )  # fmt: skip


def _nearest_type(resource_type: str, known: Iterable[str]) -> str:
    other = resource_type.removeprefix("data.") if resource_type.startswith("data.") else f"data.{resource_type}"
    names = [name for name in known if not name.startswith(("ephemeral.", "provider."))]
    if other in names:
        return meant(other)
    same_kind = [name for name in names if name.startswith("data.") == resource_type.startswith("data.")]
    return did_you_mean(resource_type, same_kind, 0.8)
