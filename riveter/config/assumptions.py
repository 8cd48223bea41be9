"""`assume`: values that are known only outside of the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riveter.config.fields import ConfigFields, section
from riveter.core.addresses import parts
from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.core.yaml_fields import nearest

_HINT = "Write `data.aws_region.name: eu-west-1`, or for a single one `data.aws_region.current.name`."


def read(fields: ConfigFields) -> Mapping[str, Any]:
    """Return the assumed values by ``type.attribute`` or ``address.attribute``, without the broken ones."""
    node = section(fields, "assume", _HINT)
    found: dict[str, Any] = {}
    for key, value in node.fields.items() if node is not None else ():
        span = node.key_spans[key] if node is not None else value.span
        names = _names(key)
        if names is None:
            fields.error(span, f"`{clip(key)}` does not name an attribute", "", _HINT)
            continue
        _check(*names, span, fields.diagnostics)
        found[key] = value.plain()
    return found


def _names(key: str) -> tuple[str, str] | None:
    """Return the type (``data.aws_region``) and the attribute in a key; None if the key has another form."""
    names = list(parts(key))
    while len(names) > 2 and names[0] == "module":
        del names[:2]
    prefix = "data." if names and names[0] == "data" else ""
    if prefix:
        del names[0]
    if len(names) not in (2, 3) or not all(names):
        return None
    return prefix + names[0], names[-1]


def _check(type: str, attribute: str, span: Span, diagnostics: list[Diagnostic]) -> None:
    """Warn of a type or an attribute that the provider does not have."""
    from riveter import provider_schema

    provider = provider_schema.provider_of(type)
    known = provider_schema.known_types(provider)
    schema = provider_schema.lookup(type) if known else None
    if known and schema is None:
        what = "data source" if type.startswith("data.") else "resource type"
        summary = f"There is no {what} `{clip(type.removeprefix('data.'))}`: nothing is assumed"
        diagnostics.append(Diagnostic("warning", summary, "", span, nearest(type, known)))
    elif schema is not None and attribute != "id" and not schema.root.opaque and schema.member((attribute,)) is None:
        summary = f"`{clip(type)}` has no attribute `{clip(attribute)}`: nothing is assumed"
        diagnostics.append(Diagnostic("warning", summary, "", span, nearest(attribute, schema.root.names())))
