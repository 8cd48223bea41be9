"""Resolve references in a module, and report references to something that is not declared."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from riveter.core.causes import CurrentCommand, EvaluationFailure, PossiblyDeclared
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.modules.provider_values import is_identifier
from riveter.terraform.modules.tree import Module
from riveter.terraform.values.errors import EvaluationError, UndeclaredError
from riveter.terraform.values.types import BOOL
from riveter.terraform.values.value import EPHEMERAL, TValue, mark

_KINDS = {
    "resource": "resource",
    "data": "resource",
    "ephemeral": "resource",
    "action": "action",
    "variable": "input variable",
    "local": "local value",
    "module": "module",
}
_A = {
    "resource": "A managed resource",
    "data": "A data resource",
    "ephemeral": "An ephemeral resource",
    "action": "An action",
    "variable": "An input variable with the name",
    "local": "A local value with the name",
    "module": "No module call named",
}
_KIND_OF_ROOT = {
    "var": "variable",
    "local": "local",
    "module": "module",
    "data": "data",
    "ephemeral": "ephemeral",
    "action": "action",
    "path": "",
    "terraform": "",
    "tofu": "",
    "each": "",
    "count": "",
    "self": "",
}
SHOWN_PREFIX = {
    "variable": "var.",
    "local": "local.",
    "module": "module.",
    "data": "data.",
    "resource": "",
    "output": "output.",
    "ephemeral": "ephemeral.",
    "action": "action.",
    "provider": "provider.",
}
NOT_HERE = {
    "each": 'The "each" object can be used only in blocks with a for_each argument.',
    "count": 'The "count" object can be used only in blocks with a count argument.',
    "self": 'The "self" object is only available in provisioners, connections and conditions.',
}


def resolve(module: Module, root: str, steps: tuple[n.Step, ...]) -> tuple[TValue, int]:
    """Return the value of the reference ``root.steps`` in a module, and the number of steps that it used.

    Raises `EvaluationError`.
    """
    resolver = _RESOLVERS.get(root)
    if resolver is not None:
        return resolver(module, root, steps)
    if root in NOT_HERE:
        raise EvaluationError(f'Invalid use of "{root}"', NOT_HERE[root], static=True)
    if not steps:
        raise _stands_alone(root)
    return _resource(module, "resource", (n.Attr(0, 0, root), *steps), -1)


def _resource(module: Module, kind: str, steps: tuple[n.Step, ...], offset: int) -> tuple[TValue, int]:
    if len(steps) < 2 or not isinstance(steps[0], n.Attr) or not isinstance(steps[1], n.Attr):
        raise _too_short(kind)
    key = f"{steps[0].name}.{steps[1].name}"
    if key not in module.table(kind):
        return undeclared_or_unknown(module, kind, key), 2 + offset
    return module.resource_value(kind, key), 2 + offset


def _action(module: Module, root: str, steps: tuple[n.Step, ...]) -> tuple[TValue, int]:
    raise EvaluationError(
        "Invalid reference", "An action can be referred to only in the actions of an action_trigger block.", static=True
    )


def _resource_of_kind(module: Module, root: str, steps: tuple[n.Step, ...]) -> tuple[TValue, int]:
    return _resource(module, root, steps, 0)


def _named(root: str, steps: tuple[n.Step, ...]) -> str:
    if not steps or not isinstance(steps[0], n.Attr):
        raise _no_name(root)
    return steps[0].name


def _var(module: Module, root: str, steps: tuple[n.Step, ...]) -> tuple[TValue, int]:
    return module.variable(_named(root, steps)), 1


def _local(module: Module, root: str, steps: tuple[n.Step, ...]) -> tuple[TValue, int]:
    return module.local(_named(root, steps)), 1


def _module(module: Module, root: str, steps: tuple[n.Step, ...]) -> tuple[TValue, int]:
    return module.module_value(_named(root, steps)), 1


def _path(module: Module, root: str, steps: tuple[n.Step, ...]) -> tuple[TValue, int]:
    name = _named(root, steps)
    if name == "module":
        return module.path, 1
    if name == "root":
        return ".", 1
    if name == "cwd":
        return os.path.abspath(module.tree.root_directory).replace(os.sep, "/"), 1
    raise _no_such_attribute(root, name)


def _terraform(module: Module, root: str, steps: tuple[n.Step, ...]) -> tuple[TValue, int]:
    name = _named(root, steps)
    if name == "workspace":
        return module.tree.workspace, 1
    if name == "applying":
        return mark(Unknown(CurrentCommand(), type=BOOL, not_null=True), frozenset([EPHEMERAL])), 1
    raise _no_such_attribute(root, name)


def _invalid(detail: str) -> EvaluationError:
    return EvaluationError("Invalid reference", detail, static=True)


def _stands_alone(root: str) -> EvaluationError:
    return _invalid(
        "A reference to a resource type must be followed by at least one attribute access, specifying the "
        f'resource name; "{root}" stands alone. Put text in quotes.'
    )


def _too_short(kind: str) -> EvaluationError:
    return _invalid(f"A {kind} reference needs a type and a name.")


def _no_name(root: str) -> EvaluationError:
    return _invalid(f'The "{root}" object must be followed by an attribute: {root}.<name>.')


_ATTRIBUTES = {
    "path": ("cwd", "module", "root"),
    "terraform": ("workspace", "applying"),
    "tofu": ("workspace", "applying"),
}


def _no_such_attribute(root: str, name: str) -> EvaluationError:
    detail = f'The "{root}" object has no attribute "{name}", only {" and ".join(_ATTRIBUTES[root])}.'
    return EvaluationError(f'Invalid "{root}" attribute', detail, static=True)


def malformed_reference(root: str, steps: list[str]) -> EvaluationError | None:
    """Return the problem with the form of a reference (None: no problem): `steps` are the names after the first one."""
    if root in NOT_HERE:
        return None
    if root in ("data", "ephemeral", "resource", "action"):
        return None if len(steps) > 1 else _too_short(root)
    if not steps:
        return _no_name(root) if root in _RESOLVERS else _stands_alone(root)
    known = _ATTRIBUTES.get(root)
    return None if known is None or steps[0] in known else _no_such_attribute(root, steps[0])


_RESOLVERS: dict[str, Callable[[Module, str, tuple[n.Step, ...]], tuple[TValue, int]]] = {
    "var": _var,
    "local": _local,
    "resource": _resource_of_kind,
    "data": _resource_of_kind,
    "ephemeral": _resource_of_kind,
    "action": _action,
    "module": _module,
    "path": _path,
    "terraform": _terraform,
    "tofu": _terraform,
}


def undeclared_or_unknown(module: Module, kind: str, name: str) -> Unknown:
    """Return the value of a reference to something that is not declared, if a syntax error may have hidden the declaration.

    Raise `EvaluationError` if there was no syntax error.
    """
    if module.config.incomplete:
        shown = f"{SHOWN_PREFIX.get(kind, '')}{name}"
        return Unknown(PossiblyDeclared(shown))
    raise _undeclared(module, kind, name, module.table(kind))


def undeclared_value(module: Module, error: UndeclaredError, steps: tuple[n.Step, ...]) -> Unknown:
    """Return the value of a reference to something that is not declared: an identifier of a resource is not null, wherever it is."""
    cause = EvaluationFailure(error.summary, module.prefixed(error.address) if error.address else "", span=error.span)
    names = [step.name for step in steps if isinstance(step, n.Attr)]
    type_name, _, name = error.address.partition(".")
    return Unknown(cause, not_null=names[:1] == [name] and len(names) == 2 and is_identifier(type_name, names[1]))


def undeclared_reference(module: Module, root: str, steps: list[str]) -> EvaluationError | None:
    """Return the problem of a reference that does not depend on values (None: no problem). `steps` are the names after the first one."""
    kind = _KIND_OF_ROOT.get(root, "resource")
    if kind in ("variable", "local", "module"):
        if steps and steps[0] not in module.table(kind):
            return _undeclared(module, kind, steps[0], module.table(kind))
        return None
    if kind == "":
        return None
    if root not in ("data", "ephemeral", "action", "resource"):
        steps = [root, *steps]
    key = ".".join(steps[:2])
    return (
        _undeclared(module, kind, key, module.table(kind)) if len(steps) > 1 and key not in module.table(kind) else None
    )


def _undeclared(module: Module, kind: str, name: str, table: Mapping[str, Any]) -> EvaluationError:
    hint = module.tree.suggestion(name, table, SHOWN_PREFIX.get(kind, ""))
    where = f"module.{module.call.label(0)}" if module.call is not None else "the root module"
    label = _KINDS[kind]
    missing = "is" if kind == "module" else "has not been"
    detail = f'{_A[kind]} "{name}" {missing} declared in {where}.{hint}'
    error = UndeclaredError(f"Reference to undeclared {label}", detail, static=True)
    if kind in ("resource", "data"):
        error.address = f"{SHOWN_PREFIX.get(kind, '')}{name}"
    return error
