"""The context of a violation in its fingerprint, to distinguish violations with the same key, expected and actual value.

It contains the attributes of the list elements around a value (an ingress rule with its ports), and a digest of a value that a finding
cannot contain in full (a policy with holes). It is not shown. It does not depend on positions, so it stays the same when blocks move.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from riveter.core.digests import sha256
from riveter.core.paths import PathKeys, format_path
from riveter.core.secrets import Secrets
from riveter.core.values import Hole, PartialText, Unknown
from riveter.resource import Resource
from riveter.rules.model.messages import MAX_ITEMS, MAX_TEXT

DESCRIPTIVE = frozenset({"description", "tags", "tags_all"})
"""Attributes that have no effect on the behaviour of an element."""

_LONG = 200
NO_SECRETS = Secrets()
_MAX_DEPTH = 40


def context_of(
    resource: Resource, path: PathKeys, value: Any = None, *, secret: bool = False, secrets: Secrets = NO_SECRETS
) -> str:
    """Return the context of the value at a path; empty if the path and the value identify it.

    secret: leave out the value. secrets: those of the run, which are not part of a context.
    """
    if not path or str(path[0]).startswith("__"):
        return ""
    found: list[Any] = []
    for index, key in enumerate(path):
        if isinstance(key, int):
            around = path[: index + 1]
            inner = path[index + 1] if index + 1 < len(path) else None
            attributes = _attributes(resource, around, _at(resource, around), inner, secrets)
            if attributes:
                found.append(attributes)
    if not secret and not _told_in_full(value):
        found.append(_digest(_known(secrets.masked(value))))
    return _text(found) if found else ""


def context_of_elements(
    resource: Resource, paths: Iterable[PathKeys], others: Iterable[str], secrets: Secrets = NO_SECRETS
) -> str:
    """Return the context of list elements and of related resources that should not be as they are."""
    inside = [_attributes(resource, path, _at(resource, path), None, secrets) for path in paths]
    found = sorted([_text(item) for item in inside] + [secrets.mask(other) for other in others])
    return _text(found) if found else ""


def context_of_rest(resource: Resource, secrets: Secrets = NO_SECRETS) -> str:
    """Return the context of everything about a resource, for findings that do not contain all of their violations."""
    values = {key: value for key, value in resource.values.items() if not resource.origin.sensitive((key,))}
    return _digest(_known(secrets.masked(values)))


def _at(resource: Resource, path: PathKeys) -> Any:
    matches = resource.get(format_path(path))
    return matches[0].value if matches else None


def _attributes(
    resource: Resource, path: PathKeys, element: Any, inner: str | int | None, secrets: Secrets
) -> dict[str, Any]:
    """Return the plain attributes of an element, without the one that the path goes on into."""
    if not isinstance(element, dict):
        return {}
    found: dict[str, Any] = {}
    for key in sorted(element, key=str):
        value = element[key]
        if key == inner or key in DESCRIPTIVE or value is None:
            continue
        if isinstance(value, Unknown) and not value.references:
            continue
        plain = not isinstance(value, (dict, list)) or (
            isinstance(value, list) and not any(isinstance(item, (dict, list, Unknown)) for item in value)
        )
        if plain and value != [] and not resource.origin.sensitive((*path, key)):
            shown = _known(secrets.masked(value))
            found[secrets.mask_key(str(key))] = shown if len(str(shown)) <= _LONG else _digest(shown)
    return found


def _told_in_full(value: Any, depth: int = 0) -> bool:
    """Return True if a finding holds all of a value (see `riveter.rules.model.messages.plain`)."""
    if isinstance(value, Unknown) or depth > _MAX_DEPTH:
        return False
    if isinstance(value, str):
        return len(value) <= MAX_TEXT
    if isinstance(value, dict):
        return len(value) <= MAX_ITEMS and all(_told_in_full(item, depth + 1) for item in value.values())
    if isinstance(value, (list, tuple)):
        return len(value) <= MAX_ITEMS and all(_told_in_full(item, depth + 1) for item in value)
    return True


def _known(value: Any, depth: int = 0) -> Any:
    """Return the known part of a value as JSON; for an unknown part, the references that it depends on."""
    if isinstance(value, PartialText):
        return {"${}": [_known(part.value) if isinstance(part, Hole) else part for part in value.parts]}
    if isinstance(value, Unknown):
        return {"?": list(value.references)}
    if depth > _MAX_DEPTH:
        return "…"
    if isinstance(value, dict):
        return {str(key): _known(value[key], depth + 1) for key in sorted(value, key=str)}
    if isinstance(value, (list, tuple)):
        return [_known(item, depth + 1) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def _digest(value: Any) -> str:
    return sha256(_text(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _text(value: Any) -> str:
    try:
        return msgspec.json.encode(value, enc_hook=str).decode()
    except (UnicodeEncodeError, RecursionError):
        return repr(value)
