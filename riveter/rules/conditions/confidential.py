"""Limit what findings and explanations show of a value and of its key."""

from __future__ import annotations

from typing import Any

from riveter.core.paths import DERIVED_KEYS, KeyMatch, PathKeys, compile_path, format_path
from riveter.core.secrets import Secrets
from riveter.resource import Resource
from riveter.rules.model.messages import SENSITIVE, encodable

_MAX_DEPTH = 40


def is_secret(resource: Resource, match: KeyMatch) -> bool:
    """Return True if the value of a match, or any that it was put together from, is sensitive."""
    if match.parts:
        return any(resource.origin.sensitive(path) for path in match.parts)
    if match.path and match.path[0] in DERIVED_KEYS:
        return type(match.path[0]) is not str  # a `SecretKey`: the policies are those of other resources
    return bool(match.path) and resource.origin.sensitive(match.path)


def holds_secret(resource: Resource, match: KeyMatch) -> bool:
    """Return True if the value of a match is, or has in it, something sensitive: `.` is all of a resource."""
    return is_secret(resource, match) or (not match.path and not match.parts and resource.origin.sensitive(()))


def without_secrets(resource: Resource, match: KeyMatch, secrets: Secrets) -> Any:
    """Return the value of a match without its sensitive parts, and without the secrets of the run."""
    value = match.value
    if not match.path and not match.parts and isinstance(value, dict) and resource.origin.sensitive(()):
        value = _parts(resource, value, (), 0)
    return secrets.masked(value)


def _parts(resource: Resource, value: Any, path: PathKeys, depth: int) -> Any:
    if path and (depth > _MAX_DEPTH or value is None or not resource.origin.sensitive(path)):
        return value
    if path and resource.origin.concealed(path) <= len(path) and not _open_inside(resource, value, path):
        return SENSITIVE
    if isinstance(value, dict):
        return {key: _parts(resource, item, (*path, key), depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_parts(resource, item, (*path, index), depth + 1) for index, item in enumerate(value)]
    return SENSITIVE


def _open_inside(resource: Resource, value: Any, path: PathKeys) -> bool:
    """Return True if there is something in a value that is not sensitive."""
    below = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return any(not resource.origin.sensitive((*path, key)) for key in below)


def shown_path(resource: Resource, path: PathKeys, key: str, secrets: Secrets) -> str:
    """Return the dotted key of a path.

    Below what is sensitive as a whole, keys that `key`, the key of the rule, does not name are masked.
    """
    end = len(path) if not path or str(path[0]).startswith("__") else resource.origin.concealed(path)
    if end < len(path):
        named = {arg for kind, arg in compile_path(key).segments if kind <= 1} if key else set()
        path = (*path[:end], *(one if isinstance(one, int) or one in named else SENSITIVE for one in path[end:]))
    return secrets.mask_key(encodable(format_path(path)))
