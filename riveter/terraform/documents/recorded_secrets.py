"""The secrets of a plan or a state: values that the document or the providers' schemas mark as sensitive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from riveter.core.secrets import Secrets
from riveter.terraform.documents.envelope import ABSENT, Envelope, decode
from riveter.terraform.documents.recorded_instance import InstanceRecord
from riveter.terraform.lang.secrecy import keep_at
from riveter.terraform.modules.schemas import Schemas


class _ValueChange(msgspec.Struct, frozen=True):
    """The change of an output, or of a resource."""

    before: msgspec.Raw = ABSENT
    after: msgspec.Raw = ABSENT
    before_sensitive: msgspec.Raw = ABSENT
    after_sensitive: msgspec.Raw = ABSENT


class _ChangeOfResource(msgspec.Struct, frozen=True):
    change: _ValueChange = _ValueChange()


def keep_entries(secrets: Secrets, entries: Iterable[InstanceRecord], schemas: Schemas | None) -> None:
    """Add the secrets of a document's resource instances."""
    for entry in entries:
        keep_masked(secrets, entry.values, entry.sensitive)
        paths = schemas.sensitive_paths(entry.type) if schemas is not None else frozenset()
        if paths:
            keep_at(secrets, decode(entry.values), paths)


def keep_masked(secrets: Secrets, values: msgspec.Raw, mask: msgspec.Raw) -> None:
    """Add the values at which a mask of their shape is true."""
    if b"true" not in bytes(mask):  # most say nothing: their values are not decoded
        return
    stack = [(decode(values), decode(mask))]
    while stack:
        value, hidden = stack.pop()
        if hidden is True:
            secrets.add_value(value)
        elif isinstance(hidden, dict) and isinstance(value, dict):
            stack.extend((value[key], inner) for key, inner in hidden.items() if key in value)
        elif isinstance(hidden, dict) and isinstance(value, list):  # the mask of a state leaves indexes out
            stack.extend((item, hidden) for item in value)
        elif isinstance(hidden, list) and isinstance(value, list):
            stack.extend(zip(value, hidden, strict=False))


def keep_parts(secrets: Secrets, parts: Envelope) -> None:
    """Add the sensitive variables and outputs of a document, and the values that were sensitive before."""
    given = _dict(decode(parts.variables))
    for name, declared in _struct(
        parts.configuration, _ConfigurationPart, _ConfigurationPart()
    ).root_module.variables.items():
        if declared.sensitive or declared.ephemeral:
            secrets.add_value(_dict(given.get(name)).get("value"))
            secrets.add_value(decode(declared.default))
    prior = _struct(parts.prior_state, _WithValues, _WithValues()).values
    for outputs in (decode(parts.outputs), *map(_outputs, (parts.planned_values, parts.values, prior))):
        for output in _dict(outputs).values():
            if _dict(output).get("sensitive") is True:
                secrets.add_value(_dict(output).get("value"))
    changes: list[_ValueChange] = [*_struct(parts.output_changes, dict[str, _ValueChange], {}).values()]
    for changed in (parts.resource_changes, parts.resource_drift):
        changes += [item.change for item in _struct(changed, list[_ChangeOfResource], [])]
    for change in changes:
        keep_masked(secrets, change.before, change.before_sensitive)
        keep_masked(secrets, change.after, change.after_sensitive)


class _DeclaredVariable(msgspec.Struct, frozen=True):
    sensitive: bool = False
    ephemeral: bool = False
    default: msgspec.Raw = ABSENT


class _DeclaredVariables(msgspec.Struct, frozen=True):
    variables: dict[str, _DeclaredVariable] = {}


class _ConfigurationPart(msgspec.Struct, frozen=True):
    root_module: _DeclaredVariables = _DeclaredVariables()


class _WithValues(msgspec.Struct, frozen=True):
    values: msgspec.Raw = ABSENT


class _WithOutputs(msgspec.Struct, frozen=True):
    outputs: msgspec.Raw = ABSENT


def _outputs(raw: msgspec.Raw) -> Any:
    return decode(_struct(raw, _WithOutputs, _WithOutputs()).outputs)


def _struct(raw: msgspec.Raw, type: Any, default: Any) -> Any:
    """Return a part of a document, or the default if it has another form: its reader reports that."""
    try:
        found = msgspec.json.decode(raw, type=type)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return default
    return default if found is None else found


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
