"""The policy that `data.google_iam_policy` writes as JSON: bindings by role, members in order, as the Google provider does.

Parts may be unknown. A block that stands for any number of blocks stays one in the text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riveter.core.values import OpenList, Unknown
from riveter.terraform.data_sources.iam_rendering import write
from riveter.terraform.lang.arguments import Arguments
from riveter.terraform.values.types import STRING, SetType

_TEXTS = SetType(STRING)


def policy_data(arguments: Arguments, charge: Callable[[int], None]) -> str | Unknown:
    """Return the policy as text. Raises `EvaluationError` if the provider would refuse the arguments. charge: spends budget."""
    arguments.expect(("audit_config", "binding"))
    result: dict[str, Any] = {}
    configs = _list([_audit_config(block, charge) for block in arguments.blocks("audit_config")], "service")
    if configs:
        result["auditConfigs"] = configs
    bindings = _list([_binding(block, charge) for block in arguments.blocks("binding")], "role")
    if bindings:
        result["bindings"] = bindings
    return write(result, indent=False)


_Opened = tuple[dict[str, Any], Unknown | None]
"""An object, and why it stands for any number of objects."""


def _list(items: list[_Opened], key: str) -> list[Any]:
    """Return the objects in the order of the texts at a key. Those without a known text come last."""
    texts = [(item[0].get(key), item) for item in items]
    known = sorted(((text, item) for text, item in texts if isinstance(text, str)), key=lambda pair: pair[0])
    return _opened([item for _, item in known] + [item for text, item in texts if not isinstance(text, str)])


def _opened(items: list[_Opened]) -> list[Any]:
    opened = {index: why for index, (_, why) in enumerate(items) if why is not None}
    plain = [item for item, _ in items]
    return OpenList(plain, opened) if opened else plain


def _binding(given: _Block, charge: Callable[[int], None]) -> _Opened:
    block, why = given
    charge(1)
    block.expect(("condition", "members", "role"))
    result: dict[str, Any] = {}
    conditions = block.blocks("condition")
    if conditions:
        inner, unsure = conditions[0]
        texts = ("description", "expression", "title")
        inner.expect(texts)
        values = {name: inner.value(name, STRING, required=name != "description") for name in texts}
        result["condition"] = unsure.derive() if unsure is not None else _set(values)
    members = block.value("members", _TEXTS, required=True)
    role = block.value("role", STRING, required=True)
    result |= _set({"members": _texts(members, charge), "role": role})
    return result, why


def _audit_config(given: _Block, charge: Callable[[int], None]) -> _Opened:
    block, why = given
    charge(1)
    block.expect(("audit_log_configs", "service"))
    logs: list[_Opened] = []
    for inner, unsure in block.blocks("audit_log_configs"):
        inner.expect(("exempted_members", "log_type"))
        exempted = _texts(inner.value("exempted_members", _TEXTS), charge)
        log_type = inner.value("log_type", STRING, required=True)
        logs.append((_set({"exemptedMembers": exempted, "logType": log_type}), unsure))
    service = block.value("service", STRING, required=True)
    return _set({"auditLogConfigs": _opened(logs), "service": service}), why


_Block = tuple[Arguments, Unknown | None]


def _texts(values: Any, charge: Callable[[int], None]) -> Any:
    """Return a set of texts as a list in order, those that are not known last."""
    if not isinstance(values, tuple):
        return values
    charge(len(values))
    known = sorted(item for item in values if isinstance(item, str))
    return [*known, *(item for item in values if isinstance(item, Unknown))]


def _set(values: dict[str, Any]) -> dict[str, Any]:
    """Return what is set: Go leaves out what is empty."""
    return {name: value for name, value in values.items() if isinstance(value, Unknown) or value}
