"""References to resources that miss an instance key, or have one that must not be there."""

from __future__ import annotations

from typing import Any

from riveter.hcl import nodes as n
from riveter.terraform.lang.expression_walk import NO_RESOURCES
from riveter.terraform.modules.tree import Module
from riveter.terraform.values.errors import EvaluationError


def instance_key(root: str, names: list[str], node: Any, module: Module, *, named: bool) -> EvaluationError | None:
    """Return what is wrong with the instance key of a reference to a resource.

    names: the names that follow the first. named: whether the reference only names the resource, as in `depends_on`.
    """
    if named or root in NO_RESOURCES or not isinstance(node, n.Traversal):
        return None
    kind, width = (root, 2) if root in ("data", "ephemeral", "resource") else ("resource", 1)
    if len(names) < width:
        return None
    key = ".".join(names[:2] if width == 2 else [root, names[0]])
    declared = module.table(kind).get(key)
    if declared is None or len(node.steps) <= width:
        return None
    after = node.steps[width]
    argument = next((name for name in ("count", "for_each") if name in declared.attributes), None)
    shown = key if kind == "resource" else f"{kind}.{key}"
    if argument is None and isinstance(after, n.Index):
        detail = f"{shown} has neither count nor for_each, so that it has no instances to choose from."
        return EvaluationError("Unexpected resource instance key", detail, static=True)
    if argument is not None and isinstance(after, n.Attr):
        example = f"{shown}[{'count.index' if argument == 'count' else 'each.key'}]"
        detail = f"{shown} has {argument}, so that its attributes are those of an instance, as {example}.{after.name}."
        return EvaluationError("Missing resource instance key", detail, static=True)
    return None
