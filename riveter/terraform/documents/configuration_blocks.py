"""The blocks of a plan's configuration besides resources: providers, module calls, variables and outputs.

A plan contains their constant arguments. For other arguments, it contains only the references, not the values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from riveter.core.addresses import ModulePath, instance_suffix, module_path
from riveter.core.causes import DeferredArgument, NotRecorded
from riveter.core.values import Unknown
from riveter.resource import Resource
from riveter.terraform.documents.envelope import DocumentContext
from riveter.terraform.documents.json_templates import constant_of, decode_expressions
from riveter.terraform.documents.plan_references import CalledModule, PlanConfigProvider
from riveter.terraform.documents.recorded_instance import InstanceRecord
from riveter.terraform.lang.secrecy import keep_at
from riveter.terraform.modules.file_origin import FileOrigin
from riveter.terraform.modules.schemas import Schemas

MAX_DEPTH = 64
_OF_VARIABLES = ("type", "nullable", "ephemeral", "validation")
_OF_OUTPUTS = ("ephemeral", "precondition")
"""What a plan does not say of variables and outputs, whether it is written or not."""


def blocks_of(
    root: CalledModule,
    providers: Mapping[str, PlanConfigProvider],
    entries: Iterable[InstanceRecord],
    around: DocumentContext,
) -> Iterator[Resource]:
    """Return the blocks of a plan's modules that are not resources."""
    for config in providers.values():
        values = _values(decode_expressions(config.expressions), f"provider.{config.name}")
        if not values:
            continue
        if config.alias:
            values["alias"] = config.alias
        secrets = _secrets(around.schemas, f"provider.{config.name}")
        name = f"provider.{config.name}"
        yield _block("provider", config.name, name, values, secrets, around, _address(config.module_address))
    calls: dict[ModulePath, dict[str, dict[Any, None]]] = {}
    for path in dict.fromkeys(entry.path for entry in entries):
        for depth, (name, key) in enumerate(path):
            calls.setdefault(path[:depth], {}).setdefault(name, {})[key] = None
    yield from _module_blocks(root, (), calls, around)


def _address(module: str) -> str:
    """Return the address of a module. Terraform 0.12 writes only the names of the calls."""
    if not module or module_path(module) is not None:
        return module
    return ".".join([f"module.{name}" for name in module.split(".")])


def _module_blocks(
    module: CalledModule,
    path: ModulePath,
    calls: Mapping[ModulePath, Mapping[str, Mapping[Any, None]]],
    around: DocumentContext,
) -> Iterator[Resource]:
    """Return the calls, variables and outputs of a module and of those it calls. `calls`: the instances with resources.

    What a plan says of the blocks of a called module is the same for each of its instances: they are returned for the first one.
    """
    place = ".".join([f"module.{name}{instance_suffix(key)}" for name, key in path])
    inner: list[tuple[CalledModule, ModulePath]] = []
    for name, call in module.module.module_calls.items():
        keys = calls.get(path, {}).get(name, {None: None})
        for key in keys:
            address = f"module.{name}{instance_suffix(key)}"
            values = _values(decode_expressions(call.expressions), address)
            values.update({k: v for k, v in (("source", call.source), ("version", call.version_constraint)) if v})
            hidden = [(k,) for k, v in call.module.variables.items() if v.get("sensitive") or v.get("ephemeral")]
            yield _block("module", name, address, values, hidden, around, place)
        inner.append((module.children[name], (*path, (name, next(iter(keys))))))
    for name, variable in module.module.variables.items():
        values = {key: value for key, value in variable.items() if value is not None}
        values = _not_recorded(f"var.{name}", _OF_VARIABLES) | values
        default = [("default",)] if variable.get("sensitive") or variable.get("ephemeral") else []
        yield _block("variable", name, f"var.{name}", values, default, around, place)
    for name, output in module.module.outputs.items():
        expression = output.expression
        constant = constant_of(expression.constant_value, references=bool(expression.references))
        value = Unknown(DeferredArgument(f"output.{name}", "value")) if constant is None else constant
        values = _not_recorded(f"output.{name}", _OF_OUTPUTS) | {"value": value}
        if output.description is not None:
            values["description"] = output.description
        if output.sensitive:
            values["sensitive"] = True
        secret = (("value",),) if output.sensitive else ()
        yield _block("output", name, f"output.{name}", values, secret, around, place)
    for child, below in inner if len(path) < MAX_DEPTH else ():
        yield from _module_blocks(child, below, calls, around)


def _not_recorded(address: str, names: Iterable[str]) -> dict[str, Any]:
    return {name: Unknown(NotRecorded(address, name), (address,)) for name in names}


def _block(
    type: str,
    name: str,
    address: str,
    values: dict[str, Any],
    secrets: Iterable[tuple[str, ...]],
    around: DocumentContext,
    module: str,
) -> Resource:
    secrets = tuple(secrets)
    keep_at(around.secrets, values, secrets)
    return Resource(
        address=f"{module}.{address}" if module else address,
        type=type,
        name=name,
        module=module,
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
