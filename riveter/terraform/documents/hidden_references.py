"""Find dependencies on values of a plan that no expression of its configuration part names.

Terraform lists neither locals nor `dynamic` blocks there. So a `dynamic` block over an unknown list looks like a block that is not set. The
plan also lists the attributes of resources that it depends on (`relevant_attributes`). If no expression of a module names such an
attribute, a local or a `dynamic` block uses it. The same applies to a variable of a module that no expression names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from riveter.core.addresses import ModulePath, module_path, parts
from riveter.terraform.documents.envelope import decode
from riveter.terraform.documents.json_templates import decode_expressions
from riveter.terraform.documents.plan_references import CalledModule, ReferenceResolver, expression_references
from riveter.terraform.documents.recorded_instance import InstanceRecord


class HiddenReferences:
    """The modules of a plan in which a `dynamic` block may depend on what is known only after apply."""

    def __init__(self, resolver: ReferenceResolver, relevant: Any, entries: Iterable[InstanceRecord]) -> None:
        self._resolver = resolver
        self._relevant = relevant if isinstance(relevant, list) else []
        self._entries = entries
        self._open: set[tuple[str, ...]] | None = None
        self._modules: dict[tuple[str, ...], bool] = {}

    def anything(self, path: ModulePath) -> bool:
        """Return True if there may be such a block in a module."""
        names = tuple([name for name, _ in path])
        if names not in self._modules:
            calls = self._resolver.root.at(path)
            unnamed = self._unnamed()
            self._modules[names] = names in unnamed or (calls is not None and self._by_variable(calls, path))
        return self._modules[names]

    def _unnamed(self) -> set[tuple[str, ...]]:
        """Return the modules with an attribute that mattered, is not known, and is in no expression."""
        if self._open is None:
            self._open = set()
            later = self._unknown_attributes()
            for item in self._relevant:
                module, block, attribute = _relevant(item)
                if (module, block, attribute) not in later:
                    continue
                calls = self._resolver.root
                for name in module:
                    calls = calls.children.get(name, calls)
                wanted = f"{block}.{attribute}"
                if not any(_is_within(wanted, reference) for reference in _all_references(calls)):
                    self._open.add(module)
        return self._open

    def _unknown_attributes(self) -> set[tuple[tuple[str, ...], str, str]]:
        found: set[tuple[tuple[str, ...], str, str]] = set()
        for entry in self._entries:
            unknown = decode(entry.unknown)
            if isinstance(unknown, dict):
                names = tuple([name for name, _ in entry.path])
                found.update((names, entry.block, name) for name, mask in unknown.items() if mask)
        return found

    def _by_variable(self, calls: CalledModule, path: ModulePath) -> bool:
        """Return True if a module is given an attribute of a resource by a variable that no expression of it names."""
        if calls.parent is None or calls.call is None:
            return False
        named = {reference.split(".")[1] for reference in _all_references(calls) if reference.startswith("var.")}
        arguments = decode_expressions(calls.call.expressions)
        if not isinstance(arguments, dict):
            return False
        return any(
            name.partition("[")[0] not in named and self._resolver.leads_to_resource(path, value)
            for name, value in arguments.items()
        )


def _relevant(item: Any) -> tuple[tuple[str, ...], str, str]:
    """Return the module, the block and the attribute that an item of `relevant_attributes` names."""
    address = item.get("resource") if isinstance(item, dict) else None
    steps = item.get("attribute") if isinstance(item, dict) else None
    if not isinstance(address, str) or not isinstance(steps, list) or not steps or not isinstance(steps[0], str):
        return (), "", ""
    names_of = parts(address)
    at = 0
    while at + 1 < len(names_of) and names_of[at] == "module":
        at += 2
    path = module_path(".".join(names_of[:at])) if at else ()
    names = tuple([name for name, _ in path or ()])
    return names, ".".join(names_of[at:]).partition("[")[0], steps[0]


def _is_within(wanted: str, reference: str) -> bool:
    """Return True if a reference is to an attribute, or to a part of it, or to its resource as a whole."""
    plain = "".join(part.partition("]")[2] if i else part for i, part in enumerate(reference.split("[")))
    return plain == wanted or plain.startswith(f"{wanted}.")


def _all_references(calls: CalledModule) -> Iterator[str]:
    """Yield the references of all expressions of a module."""
    for resource in calls.module.resources:
        yield from expression_references(decode_expressions(resource.expressions))
        for expression in (resource.count_expression, resource.for_each_expression):
            if expression is not None:
                yield from expression.references
    for call in calls.module.module_calls.values():
        yield from expression_references(decode_expressions(call.expressions))
        for expression in (call.count_expression, call.for_each_expression):
            if expression is not None:
                yield from expression.references
    for output in calls.module.outputs.values():
        yield from output.expression.references
