"""Report references to resources with a missing or superfluous instance key, or with an attribute that does not exist."""

from __future__ import annotations

from typing import Any

from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.lang.expression_walk import NO_RESOURCES
from riveter.terraform.modules.tree import Module
from riveter.terraform.validation.built_in import attributes_of
from riveter.terraform.values.errors import EvaluationError


def instance_key(root: str, names: list[str], node: Any, module: Module, *, named: bool) -> EvaluationError | None:
    """Return what is wrong with the instance key of a reference to a resource.

    names: the names that follow the first. named: whether the reference only names the resource, as in `depends_on`: it needs no key.
    """
    if root in NO_RESOURCES or not isinstance(node, n.Traversal):
        return None
    kind, width = (root, 2) if root in ("data", "ephemeral", "resource") else ("resource", 1)
    if len(names) < width:
        return None
    key = ".".join(names[:2] if width == 2 else [root, names[0]])
    declared = module.table(kind).get(key)
    if declared is None or len(node.steps) <= width:
        return None
    after = node.steps[width]
    shown = key if kind == "resource" else f"{kind}.{key}"
    if not named and (error := _attribute(declared, node.steps[width:], shown, module)):
        return error
    argument = next((name for name in ("count", "for_each") if name in declared.attributes), None)
    if argument is None and isinstance(after, n.Index):
        detail = f"{shown} has neither count nor for_each, so that it has no instances to choose from."
        return EvaluationError("Unexpected resource instance key", detail, static=True)
    if argument is not None and isinstance(after, n.Attr) and not named:
        example = f"{shown}[{'count.index' if argument == 'count' else 'each.key'}]"
        detail = f"{shown} has {argument}, so that its attributes are those of an instance, as {example}.{after.name}."
        return EvaluationError("Missing resource instance key", detail, static=True)
    return None


def _attribute(declared: Declaration, steps: tuple[n.Step, ...], shown: str, module: Module) -> EvaluationError | None:
    """Return the error of a reference to an attribute that a type does not have, where all of its attributes are known."""
    own = steps[0] if isinstance(steps[0], n.Attr) else steps[1] if len(steps) > 1 else None
    known = attributes_of(declared, module.config) if isinstance(own, n.Attr) else None
    if known is None or not isinstance(own, n.Attr) or own.name in known:
        return None
    hint = module.tree.suggestion(own.name, known)
    if not hint and "outputs" in known:
        hint = f" An output of that state is {shown}.outputs.{own.name}."
    detail = f'{shown} has no attribute "{own.name}".{hint}'
    return EvaluationError("Unsupported attribute", detail, static=True)
