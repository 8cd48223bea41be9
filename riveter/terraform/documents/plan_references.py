"""References between the resources of a plan, from the configuration part of it.

Terraform lists there the references of every argument's expression, but no locals. The value of a local is known only if the configuration
itself is available.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any, TypeAlias

import msgspec

from riveter.core.addresses import InstanceKey, ModulePath, instance_suffix, unquote
from riveter.resource import Reference
from riveter.terraform.documents.envelope import ABSENT
from riveter.terraform.documents.json_templates import decode_expressions
from riveter.terraform.documents.masks import has_true

MAX_DEPTH = 64
"""How deeply the blocks of a resource may be nested."""
MAX_STEPS = 100_000
"""How many references may be followed for one argument."""
NO_RESOURCES = ("path", "terraform", "self", "local", "count", "each")
"""First names of references that lead to no resource in a plan."""
MAX_EDGES = 10_000
"""No resource has more references than this that matter."""


class PlanExpression(msgspec.Struct, frozen=True):
    """An expression: its value if it is constant, otherwise its references."""

    references: tuple[str, ...] = ()
    constant_value: msgspec.Raw = ABSENT


class PlanConfigOutput(msgspec.Struct, frozen=True):
    """An output of a module."""

    expression: PlanExpression = PlanExpression()
    sensitive: bool = False
    description: str | None = None


class PlanConfigResource(msgspec.Struct, frozen=True):
    """A resource block."""

    mode: str = "managed"
    type: str = ""
    name: str = ""
    provider_config_key: str = ""
    expressions: msgspec.Raw = ABSENT
    count_expression: PlanExpression | None = None
    for_each_expression: PlanExpression | None = None
    enabled_expression: PlanExpression | None = None
    depends_on: tuple[str, ...] = ()


class PlanConfigModule(msgspec.Struct, frozen=True):
    """A module of the configuration: its content."""

    resources: tuple[PlanConfigResource, ...] = ()
    module_calls: dict[str, PlanConfigCall] = {}
    outputs: dict[str, PlanConfigOutput] = {}
    variables: dict[str, dict[str, Any]] = {}


class PlanConfigCall(msgspec.Struct, frozen=True):
    """A module call."""

    expressions: msgspec.Raw = ABSENT
    count_expression: PlanExpression | None = None
    for_each_expression: PlanExpression | None = None
    enabled_expression: PlanExpression | None = None
    source: str = ""
    version_constraint: str = ""
    module: PlanConfigModule = PlanConfigModule()


class PlanConfigProvider(msgspec.Struct, frozen=True):
    """A provider configuration."""

    name: str = ""
    alias: str = ""
    module_address: str = ""
    version_constraint: str = ""
    expressions: msgspec.Raw = ABSENT


class PlanConfiguration(msgspec.Struct, frozen=True):
    """The configuration part of a plan."""

    provider_config: dict[str, PlanConfigProvider] = {}
    root_module: PlanConfigModule = PlanConfigModule()


def may_be_none(block: PlanConfigResource | PlanConfigCall) -> bool:
    """Return whether there may be no instance of a block."""
    choices = (block.count_expression, block.for_each_expression, block.enabled_expression)
    return any(expression is not None for expression in choices)


class CalledModule:
    """One module of the configuration with its calls."""

    __slots__ = ("_arguments", "call", "children", "module", "names", "parent", "resources")

    def __init__(
        self,
        module: PlanConfigModule,
        names: tuple[str, ...] = (),
        parent: CalledModule | None = None,
        call: PlanConfigCall | None = None,
    ) -> None:
        self.module = module
        self.names = names
        self.parent = parent
        self.call = call
        self.resources = {block_name(item.mode, item.type, item.name): item for item in module.resources}
        self.children = {
            name: CalledModule(inner.module, (*names, name), self, inner) for name, inner in module.module_calls.items()
        }
        self._arguments: dict[str, Any] | None = None

    def at(self, path: ModulePath) -> CalledModule | None:
        """Return the module that a module path leads to from here."""
        found: CalledModule | None = self
        for name, _ in path:
            found = found.children.get(name) if found is not None else None
        return found

    def argument(self, name: str) -> Any:
        """Return the expression that the call gives for a variable."""
        if self._arguments is None:
            decoded = decode_expressions(self.call.expressions) if self.call is not None else None
            self._arguments = decoded if isinstance(decoded, dict) else {}
        return self._arguments.get(name)


def block_name(mode: str, type: str, name: str) -> str:
    """Return the name of a resource in its module: ``type.name``, ``data.type.name``."""
    return f"{type}.{name}" if mode == "managed" else f"{mode}.{type}.{name}"


class ReferenceResolver:
    """Follows references to resource instances. `instances` knows the keys of each resource, by module path and block name.

    unknown_of: gives the mask of what is known only after apply of the resource at an address. null_variables: the variables of the root
    module that are null.
    """

    def __init__(
        self,
        root: CalledModule,
        instances: Iterable[tuple[ModulePath, str, InstanceKey, str]],
        unknown_of: Callable[[str], Any],
        null_variables: frozenset[str] = frozenset(),
    ) -> None:
        self.root = root
        self.null_variables = null_variables
        self._unknown_of = unknown_of
        self._addresses: dict[tuple[ModulePath, str], dict[InstanceKey, str]] = {}
        self._paths: dict[tuple[ModulePath, str], dict[ModulePath, None]] = {}
        for path, block, key, address in instances:
            self._addresses.setdefault((path, block), {})[key] = address
            for depth in range(1, len(path) + 1):
                self._paths.setdefault((path[: depth - 1], path[depth - 1][0]), {})[path[:depth]] = None

    def references(self, path: ModulePath, block: str, key: InstanceKey) -> tuple[Reference, ...]:
        """Return the references of a resource instance, attribute by attribute."""
        calls = self.root.at(path)
        resource = calls.resources.get(block) if calls is not None else None
        if calls is None or resource is None:
            return ()
        own = ReferringBlock(path, calls, key, iterated(resource))
        found: dict[Reference, None] = {}
        for attribute, references in self._arguments(resource):
            for address, read in self._follow(own, references, set()):
                found[Reference(attribute, address, read)] = None
                if len(found) >= MAX_EDGES:
                    return tuple(found)
        for address, _ in self._follow(own, resource.depends_on, set()):
            found[Reference("depends_on", address)] = None
        return tuple(found)

    def is_unknown(self, address: str, attribute: str) -> bool:
        """Return True if an attribute of a resource, or a part of it, is known only after apply; without one, any of them."""
        mask = self._unknown_of(address)
        return has_true(mask.get(attribute) if isinstance(mask, dict) and attribute else mask)

    def leads_to_resource(self, path: ModulePath, expression: Any) -> bool:
        """Return True if an expression in the call of the module at `path` refers to a resource in the end."""
        calls = self.root.at(path)
        if calls is None or calls.parent is None or calls.call is None:
            return False
        outer = ReferringBlock(path[:-1], calls.parent, path[-1][1], iterated(calls.call))
        references = tuple(expression_references({"value": expression}))
        return next(self._follow(outer, references, set()), None) is not None

    def _arguments(self, resource: PlanConfigResource) -> Iterator[tuple[str, tuple[str, ...]]]:
        expressions = decode_expressions(resource.expressions)
        if isinstance(expressions, dict):
            yield from _leaves(expressions)
        for name, expression in (("count", resource.count_expression), ("for_each", resource.for_each_expression)):
            if expression is not None and expression.references:
                yield name, expression.references

    def _follow(
        self, place: ReferringBlock, references: Iterable[str], seen: Seen, *, iterated: bool = False
    ) -> Iterator[tuple[str, str]]:
        """Yield the addresses and attributes of resources behind references, through variables and outputs; each is followed once.

        iterated: they are those of `for_each`, and what is read is ``each.value``: of instances, the one with the same key.
        """
        given = list(references)
        by_key = iterated or any(item.startswith(("each.", "count.")) for item in given)
        for reference, steps in longest(given):
            step = (place.path, place.key, reference)
            if step in seen or len(seen) > MAX_STEPS:
                continue
            seen.add(step)
            root = steps[0]
            if root in ("path", "terraform", "self", "local", "count"):
                continue
            if root == "each":
                yield from self._follow(place, place.iterated, seen, iterated=True)
            elif root == "var":
                yield from self._variable(place, steps, seen)
            elif root == "module":
                yield from self._output(place, steps, by_key, seen)
            else:
                yield from self._resource(place, steps, by_key)

    def _variable(self, place: ReferringBlock, steps: list[Any], seen: Seen) -> Iterator[tuple[str, str]]:
        parent, call = place.calls.parent, place.calls.call
        if len(steps) < 2 or parent is None or call is None:
            return
        outer = ReferringBlock(place.path[:-1], parent, place.path[-1][1], iterated(call))
        for _, references in _leaves({"value": place.calls.argument(str(steps[1]))}):
            yield from self._follow(outer, references, seen)

    def _output(self, place: ReferringBlock, steps: list[Any], by_key: bool, seen: Seen) -> Iterator[tuple[str, str]]:
        child, key, outputs = named_outputs(place, steps)
        if child is None or not outputs:
            return
        for path in self.module_instances(place, child, key, by_key):
            inner = ReferringBlock(path, child, None, ())
            for output in outputs:
                yield from self._follow(inner, output.expression.references, seen)

    def module_instances(
        self, place: ReferringBlock, child: CalledModule, key: InstanceKey, by_key: bool
    ) -> list[ModulePath]:
        """Return the paths of the instances of a module that a reference may mean."""
        name = child.names[-1]
        if key is not None:
            return [(*place.path, (name, key))]
        found = self._paths.get((place.path, name), {})
        if by_key and (same := _same_key(place.key, {path[-1][1] for path in found})) is not None:
            return [(*place.path, (name, same))]
        return list(found) or [(*place.path, (name, None))]

    def _resource(self, place: ReferringBlock, steps: list[Any], by_key: bool) -> Iterator[tuple[str, str]]:
        block, key, attribute = _named_resource(steps)
        instances = self._addresses.get((place.path, block), {})
        if key is None and by_key:
            key = _same_key(place.key, instances)
        if key in instances:
            yield instances[key], attribute
        elif block in place.calls.resources and (instances or not may_be_none(place.calls.resources[block])):
            yield _address(place.path, block), attribute

    def is_indexed(self, place: ReferringBlock, steps: list[Any]) -> bool:
        """Return whether a reference is to one of several instances, and the plan does not contain its index."""
        if steps[0] == "module":
            child, key, _ = named_outputs(place, steps)
            paths = self._paths.get((place.path, child.names[-1]), {}) if child is not None and key is None else {}
            return any(path[-1][1] is not None for path in paths)
        block, key, attribute = _named_resource(steps)
        instances = self._addresses.get((place.path, block), {})
        return key is None and not attribute and any(own is not None for own in instances)

    def instances_at(self, place: ReferringBlock, steps: list[Any], by_key: bool) -> tuple[str, str, list[str]] | None:
        """Return the type, the attribute and the addresses of the instances that a reference may mean; None if the plan has none.

        A block whose `count` is 0 has no instances, and a key may belong to none.
        """
        block, key, attribute = _named_resource(steps)
        instances = self._addresses.get((place.path, block), {})
        declared = place.calls.resources.get(block)
        if not instances and (declared is None or not may_be_none(declared)):
            return None
        if key is None and by_key:
            key = _same_key(place.key, instances)
        found = [address for own, address in instances.items() if key is None or own == key]
        return block.rpartition(".")[0].removeprefix("data."), attribute, found


def _same_key(key: InstanceKey, keys: Container[InstanceKey]) -> InstanceKey:
    """Return the key of the instance that is read by the key of another: as it is, or as the index that ``tostring(i)`` makes a text of."""
    if key in keys:
        return key
    index = int(key) if isinstance(key, str) and key.isascii() and key.isdigit() and len(key) < 10 else None
    return index if index in keys else None


Seen: TypeAlias = "set[tuple[ModulePath, InstanceKey, str]]"


class ReferringBlock:
    """The place of a reference: a module, and the key and the iterated expression of its block."""

    __slots__ = ("calls", "iterated", "key", "path")

    def __init__(self, path: ModulePath, calls: CalledModule, key: InstanceKey, iterated: tuple[str, ...]) -> None:
        self.path = path
        self.calls = calls
        self.key = key
        self.iterated = iterated


def _named_resource(steps: list[Any]) -> tuple[str, InstanceKey, str]:
    """Return the block, the instance key and the attribute in the steps of a reference; empty if it is not a resource."""
    width = 3 if steps[0] in ("data", "ephemeral") else 2
    if len(steps) < width or not all(isinstance(step, str) for step in steps[:width]):
        return "", None, ""
    key, rest = _key_of(steps[width:])
    return ".".join(steps[:width]), key, rest[0] if rest and isinstance(rest[0], str) else ""


def named_outputs(
    place: ReferringBlock, steps: list[Any]
) -> tuple[CalledModule | None, InstanceKey, list[PlanConfigOutput]]:
    """Return the module and the outputs that the steps of a reference may name, and the instance key.

    Of ``module.buckets[each.key].id`` Terraform lists no more than ``module.buckets``: that may be any of its outputs.
    """
    child = place.calls.children.get(steps[1]) if len(steps) > 1 and isinstance(steps[1], str) else None
    key, rest = _key_of(steps[2:])
    if child is None:
        return None, key, []
    if not rest:
        return child, key, list(child.module.outputs.values())
    output = child.module.outputs.get(rest[0]) if isinstance(rest[0], str) else None
    return child, key, [] if output is None else [output]


def iterated(block: PlanConfigResource | PlanConfigCall) -> tuple[str, ...]:
    return block.for_each_expression.references if block.for_each_expression is not None else ()


def _address(path: ModulePath, block: str) -> str:
    return "".join(f"module.{name}{instance_suffix(key)}." for name, key in path) + block


def _leaves(expressions: dict[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the arguments that refer to something, with their dotted keys."""
    if depth > MAX_DEPTH:
        return
    for name, value in expressions.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            references = value.get("references")
            if isinstance(references, list):
                yield key, tuple([item for item in references if isinstance(item, str)])
            elif "constant_value" not in value:
                yield from _leaves(value, f"{key}.", depth + 1)
        elif isinstance(value, list):
            for index, block in enumerate(value):
                if isinstance(block, dict):
                    yield from _leaves(block, f"{key}.{index}.", depth + 1)


def expression_references(expressions: Any) -> Iterator[str]:
    """Yield all references of the expressions of a block."""
    if isinstance(expressions, dict):
        for _, references in _leaves(expressions):
            yield from references


_STEP = re.compile(r'\.?([^.\[\]"\s]+)|\[(?:"((?:[^"\\]|\\.)*)"|([0-9]{1,18}))\]')


class _IndexStep(msgspec.Struct, frozen=True):
    """An index step: an instance key, or a key within a value."""

    value: str | int


def _steps(reference: str) -> list[Any]:
    """Return the steps of a reference: names as `str`, indexes as `_IndexStep`."""
    steps: list[Any] = []
    at = 0
    while at < len(reference):
        match = _STEP.match(reference, at)
        if match is None:
            break
        name, text, number = match.groups()
        steps.append(name if name is not None else _IndexStep(int(number) if number is not None else unquote(text)))
        at = match.end()
    return steps


def _key_of(steps: list[Any]) -> tuple[InstanceKey, list[Any]]:
    if steps and isinstance(steps[0], _IndexStep):
        return steps[0].value, steps[1:]
    return None, steps


def longest(references: list[str]) -> Iterator[tuple[str, list[Any]]]:
    """Yield each reference once: Terraform lists ``a.b.c`` and after it ``a.b``, which it also refers to."""
    seen: set[str] = set()
    before = ""
    for reference in references:
        shorter = before.startswith(reference) and before[len(reference) : len(reference) + 1] in ("", ".", "[")
        if not shorter and reference not in seen:
            seen.add(reference)
            steps = _steps(reference)
            if steps and isinstance(steps[0], str):
                yield reference, steps
        before = before if shorter else reference
