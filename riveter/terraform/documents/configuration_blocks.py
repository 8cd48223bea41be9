"""The blocks of a plan's configuration besides resources: providers, module calls, variables and outputs of the root module.

A plan contains their constant arguments. For other arguments, it contains only the references, not the values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from riveter.core.addresses import instance_suffix
from riveter.core.causes import DeferredArgument
from riveter.core.values import Unknown
from riveter.resource import Resource
from riveter.terraform.documents.envelope import DocumentContext, decode
from riveter.terraform.documents.plan_references import CalledModule, PlanConfigProvider
from riveter.terraform.documents.recorded_instance import InstanceRecord
from riveter.terraform.lang.secrecy import keep_at
from riveter.terraform.modules.file_origin import FileOrigin
from riveter.terraform.modules.schemas import Schemas

MAX_DEPTH = 64


def blocks_of(
    root: CalledModule,
    providers: Mapping[str, PlanConfigProvider],
    entries: Iterable[InstanceRecord],
    around: DocumentContext,
) -> Iterator[Resource]:
    """Return the blocks of a plan's root module that are not resources."""
    for config in providers.values():
        values = _values(decode(config.expressions), f"provider.{config.name}")
        if config.module_address or not values:
            continue
        if config.alias:
            values["alias"] = config.alias
        secrets = _secrets(around.schemas, f"provider.{config.name}")
        yield _block("provider", config.name, f"provider.{config.name}", values, secrets, around)
    keys: dict[str, dict[Any, None]] = {}
    for entry in entries:
        if entry.path:
            keys.setdefault(entry.path[0][0], {})[entry.path[0][1]] = None
    for name, call in root.module.module_calls.items():
        for key in keys.get(name, {None: None}):
            address = f"module.{name}{instance_suffix(key)}"
            values = _values(decode(call.expressions), address)
            values.update({k: v for k, v in (("source", call.source), ("version", call.version_constraint)) if v})
            hidden = [(k,) for k, v in call.module.variables.items() if v.get("sensitive") or v.get("ephemeral")]
            yield _block("module", name, address, values, hidden, around)
    for name, variable in root.module.variables.items():
        values = {key: value for key, value in variable.items() if value is not None}
        default = [("default",)] if variable.get("sensitive") or variable.get("ephemeral") else []
        yield _block("variable", name, f"var.{name}", values, default, around)
    for name, output in root.module.outputs.items():
        constant = decode(output.expression.constant_value)
        value = Unknown(DeferredArgument(f"output.{name}", "value")) if constant is None else constant
        values = {"value": value}
        if output.sensitive:
            values["sensitive"] = True
        yield _block("output", name, f"output.{name}", values, (("value",),) if output.sensitive else (), around)


def _block(
    type: str,
    name: str,
    address: str,
    values: dict[str, Any],
    secrets: Iterable[tuple[str, ...]],
    around: DocumentContext,
) -> Resource:
    secrets = tuple(secrets)
    keep_at(around.secrets, values, secrets)
    return Resource(
        address=address,
        type=type,
        name=name,
        values=values,
        origin=FileOrigin(around.span, secrets),
        span=around.span,
        root=around.name,
    )


def _secrets(schemas: Schemas | None, type: str) -> Iterable[tuple[str, ...]]:
    return schemas.sensitive_paths(type) if schemas is not None else ()


def _values(expressions: Any, address: str, prefix: str = "", depth: int = 0) -> dict[str, Any]:
    """Return the arguments of a block: constants as they are, others unknown."""
    result: dict[str, Any] = {}
    if not isinstance(expressions, dict) or depth > MAX_DEPTH:
        return result
    for name, expression in expressions.items():
        key = f"{prefix}{name}"
        if isinstance(expression, list):
            result[name] = [_values(item, address, f"{key}.", depth + 1) for item in expression]
        elif not isinstance(expression, dict):
            continue
        elif "constant_value" in expression:
            if expression["constant_value"] is not None:
                result[name] = expression["constant_value"]
        elif isinstance(expression.get("references"), list) or not expression:
            result[name] = Unknown(DeferredArgument(address, key), (address,))
        else:
            result[name] = [_values(expression, address, f"{key}.", depth + 1)]
    return result
