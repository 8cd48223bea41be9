"""References between the resources of a plan, from the configuration part of it.

Terraform lists there, for every argument, what its expression refers to. Locals are missing: what an argument takes from one is known
only where the configuration itself is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import msgspec

from riveter.core.addresses import InstanceKey, ModulePath, instance_suffix, unquote
from riveter.resource import Reference
from riveter.terraform.documents.envelope import ABSENT, decode
from riveter.terraform.modules.provider_values import is_identifier

MAX_DEPTH = 64
"""How deeply the blocks of a resource may be nested."""
MAX_STEPS = 100_000
"""How many references may be followed for one argument."""
_NO_RESOURCES = ("path", "terraform", "self", "local", "count", "each")
"""What references begin with that lead to no resource, as far as a plan tells."""
MAX_EDGES = 10_000
"""No resource has more references than this that matter."""


class PlanExpression(msgspec.Struct, frozen=True):
    """An expression: its value where it is constant, else what it refers to."""

    references: tuple[str, ...] = ()
    constant_value: msgspec.Raw = ABSENT


class PlanConfigOutput(msgspec.Struct, frozen=True):
    """An output of a module."""

    expression: PlanExpression = PlanExpression()
    sensitive: bool = False


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
    """A module: what is written in it."""

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


class CalledModule:
    """One module of the configuration with what leads to it."""

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
            decoded = decode(self.call.expressions) if self.call is not None else None
            self._arguments = decoded if isinstance(decoded, dict) else {}
        return self._arguments.get(name)


def block_name(mode: str, type: str, name: str) -> str:
    """Return the name of a resource in its module: ``type.name``, ``data.type.name``."""
    return f"{type}.{name}" if mode == "managed" else f"{mode}.{type}.{name}"


class ReferenceResolver:
    """Follows references to resource instances. `instances` knows the keys of each resource, by module path and block name."""

    def __init__(self, root: CalledModule, instances: Iterable[tuple[ModulePath, str, InstanceKey, str]]) -> None:
        self.root = root
        self._addresses: dict[tuple[ModulePath, str], dict[InstanceKey, str]] = {}
        self._paths: dict[tuple[ModulePath, str], dict[ModulePath, None]] = {}
        for path, block, key, address in instances:
            self._addresses.setdefault((path, block), {})[key] = address
            for depth in range(1, len(path) + 1):
                self._paths.setdefault((path[: depth - 1], path[depth - 1][0]), {})[path[:depth]] = None

    def references(self, path: ModulePath, block: str, key: InstanceKey) -> tuple[Reference, ...]:
        """Return what a resource instance refers to, attribute by attribute."""
        calls = self.root.at(path)
        resource = calls.resources.get(block) if calls is not None else None
        if calls is None or resource is None:
            return ()
        own = _ReferringBlock(path, calls, key, _iterated(resource))
        found: dict[Reference, None] = {}
        for attribute, references in self._arguments(resource):
            for address, read in self._follow(own, references, set()):
                found[Reference(attribute, address, read)] = None
                if len(found) >= MAX_EDGES:
                    return tuple(found)
        for address, _ in self._follow(own, resource.depends_on, set()):
            found[Reference("depends_on", address)] = None
        return tuple(found)

    def surely_set(self, path: ModulePath, block: str, key: InstanceKey, references: tuple[str, ...]) -> bool:
        """Return True if an expression that refers to these can't be null: all lead to resources that there are.

        What else there is (variables, locals, conditions) may be null, or choose null.
        """
        calls = self.root.at(path)
        resource = calls.resources.get(block) if calls is not None else None
        if calls is None or resource is None:
            return False
        return self._exist(_ReferringBlock(path, calls, key, _iterated(resource)), references, [MAX_DEPTH])

    def only_read(
        self, path: ModulePath, block: str, key: InstanceKey, references: tuple[str, ...]
    ) -> tuple[str, str] | None:
        """Return the address and attribute that references of a resource lead to, where they all lead to one and to nothing else."""
        calls = self.root.at(path)
        resource = calls.resources.get(block) if calls is not None else None
        if calls is None or resource is None:
            return None
        place: _ReferringBlock | None = _ReferringBlock(path, calls, key, _iterated(resource))
        for _ in range(MAX_DEPTH):
            given = list(_longest(list(references)))
            if place is None or len(given) != 1:
                return None
            _, steps = given[0]
            if steps[0] == "var":
                references, place = self._given(place, steps)
            elif steps[0] == "module":
                references, place = self._read_output(place, steps)
            elif steps[0] in _NO_RESOURCES:
                return None
            else:
                found = list(self._resource(place, steps, by_key=False))
                return found[0] if len(found) == 1 else None
        return None

    def _given(self, place: _ReferringBlock, steps: list[Any]) -> tuple[tuple[str, ...], _ReferringBlock | None]:
        """Return what the argument of a variable refers to, and where that is read."""
        parent, call = place.calls.parent, place.calls.call
        argument = place.calls.argument(str(steps[1])) if len(steps) > 1 else None
        references = argument.get("references") if isinstance(argument, dict) else None
        if parent is None or call is None or not isinstance(references, list):
            return (), None
        outer = _ReferringBlock(place.path[:-1], parent, place.path[-1][1], _iterated(call))
        return tuple([item for item in references if isinstance(item, str)]), outer

    def _read_output(self, place: _ReferringBlock, steps: list[Any]) -> tuple[tuple[str, ...], _ReferringBlock | None]:
        """Return what an output of one module instance refers to, and where that is read."""
        child, key, output = _named_output(place, steps)
        if child is None or output is None:
            return (), None
        paths = self._instances(place, child, key, by_key=False)
        return output.expression.references, _ReferringBlock(paths[0], child, None, ()) if len(paths) == 1 else None

    def leads_to_resource(self, path: ModulePath, expression: Any) -> bool:
        """Return True if an expression in the call of the module at `path` refers to a resource in the end."""
        calls = self.root.at(path)
        if calls is None or calls.parent is None or calls.call is None:
            return False
        outer = _ReferringBlock(path[:-1], calls.parent, path[-1][1], _iterated(calls.call))
        references = tuple(expression_references({"value": expression}))
        return next(self._follow(outer, references, set()), None) is not None

    def _exist(self, place: _ReferringBlock, references: Iterable[str], left: list[int]) -> bool:
        given = [steps for _, steps in _longest(list(references))]
        left[0] -= len(given)
        return bool(given) and left[0] >= 0 and all(self._exists(place, steps, left) for steps in given)

    def _exists(self, place: _ReferringBlock, steps: list[Any], left: list[int]) -> bool:
        root = steps[0]
        if root == "var":
            inner, outer = self._given(place, steps)
            return outer is not None and self._exist(outer, inner, left)
        if root == "module":
            child, key, output = _named_output(place, steps)
            if child is None or output is None:
                return False
            paths = (
                [(*place.path, (child.names[-1], key))]
                if key is not None
                else list(self._paths.get((place.path, child.names[-1]), {}))
            )
            return bool(paths) and all(
                self._exist(_ReferringBlock(inside, child, None, ()), output.expression.references, left)
                for inside in paths
            )
        if root in _NO_RESOURCES:
            return False
        width = 3 if root in ("data", "ephemeral") else 2
        if len(steps) < width or not all(isinstance(step, str) for step in steps[:width]):
            return False
        key, rest = _key_of(steps[width:])
        instances = self._addresses.get((place.path, ".".join(steps[:width])), {})
        if not instances or (key is not None and key not in instances):
            return False
        return not rest or (isinstance(rest[0], str) and _is_never_null(steps[width - 2], rest[0]))

    def _arguments(self, resource: PlanConfigResource) -> Iterator[tuple[str, tuple[str, ...]]]:
        expressions = decode(resource.expressions)
        if isinstance(expressions, dict):
            yield from _leaves(expressions)
        for name, expression in (("count", resource.count_expression), ("for_each", resource.for_each_expression)):
            if expression is not None and expression.references:
                yield name, expression.references

    def _follow(self, place: _ReferringBlock, references: Iterable[str], seen: _Seen) -> Iterator[tuple[str, str]]:
        """Yield the addresses and attributes of resources behind references, through variables and outputs; each is followed once."""
        given = list(references)
        by_key = any(item.startswith(("each.", "count.")) for item in given)
        for reference, steps in _longest(given):
            step = (place.path, place.key, reference)
            if step in seen or len(seen) > MAX_STEPS:
                continue
            seen.add(step)
            root = steps[0]
            if root in ("path", "terraform", "self", "local", "count"):
                continue
            if root == "each":
                yield from self._follow(place, place.iterated, seen)
            elif root == "var":
                yield from self._variable(place, steps, seen)
            elif root == "module":
                yield from self._output(place, steps, by_key, seen)
            else:
                yield from self._resource(place, steps, by_key)

    def _variable(self, place: _ReferringBlock, steps: list[Any], seen: _Seen) -> Iterator[tuple[str, str]]:
        parent, call = place.calls.parent, place.calls.call
        if len(steps) < 2 or parent is None or call is None:
            return
        outer = _ReferringBlock(place.path[:-1], parent, place.path[-1][1], _iterated(call))
        for _, references in _leaves({"value": place.calls.argument(str(steps[1]))}):
            yield from self._follow(outer, references, seen)

    def _output(self, place: _ReferringBlock, steps: list[Any], by_key: bool, seen: _Seen) -> Iterator[tuple[str, str]]:
        child, key, output = _named_output(place, steps)
        if child is None or output is None:
            return
        for path in self._instances(place, child, key, by_key):
            inner = _ReferringBlock(path, child, None, ())
            yield from self._follow(inner, output.expression.references, seen)

    def _instances(
        self, place: _ReferringBlock, child: CalledModule, key: InstanceKey, by_key: bool
    ) -> list[ModulePath]:
        name = child.names[-1]
        if key is not None:
            return [(*place.path, (name, key))]
        found = self._paths.get((place.path, name), {})
        if by_key:
            same = (*place.path, (name, place.key))
            if same in found:
                return [same]
        return list(found) or [(*place.path, (name, None))]

    def _resource(self, place: _ReferringBlock, steps: list[Any], by_key: bool) -> Iterator[tuple[str, str]]:
        width = 3 if steps[0] in ("data", "ephemeral") else 2
        if len(steps) < width or not all(isinstance(step, str) for step in steps[:width]):
            return
        block = ".".join(steps[:width])
        key, rest = _key_of(steps[width:])
        attribute = rest[0] if rest and isinstance(rest[0], str) else ""
        instances = self._addresses.get((place.path, block), {})
        if key is None and by_key and place.key in instances:
            key = place.key
        if key in instances:
            yield instances[key], attribute
        elif block in place.calls.resources:
            yield _address(place.path, block), attribute


_Seen: TypeAlias = "set[tuple[ModulePath, InstanceKey, str]]"


def _is_never_null(type: str, attribute: str) -> bool:
    """Return True if an attribute of a resource that is there is surely set."""
    return is_identifier(type, attribute) or (type == "aws_iam_policy_document" and attribute.endswith("json"))


class _ReferringBlock:
    """Where a reference is read: a module, and the key and the iterated expression of the block it is in."""

    __slots__ = ("calls", "iterated", "key", "path")

    def __init__(self, path: ModulePath, calls: CalledModule, key: InstanceKey, iterated: tuple[str, ...]) -> None:
        self.path = path
        self.calls = calls
        self.key = key
        self.iterated = iterated


def _named_output(
    place: _ReferringBlock, steps: list[Any]
) -> tuple[CalledModule | None, InstanceKey, PlanConfigOutput | None]:
    """Return the module and the output that the steps of a reference name, and the instance key."""
    child = place.calls.children.get(steps[1]) if len(steps) > 2 and isinstance(steps[1], str) else None
    key, rest = _key_of(steps[2:])
    if child is None or not rest or not isinstance(rest[0], str):
        return None, key, None
    return child, key, child.module.outputs.get(rest[0])


def _iterated(block: PlanConfigResource | PlanConfigCall) -> tuple[str, ...]:
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


def _longest(references: list[str]) -> Iterator[tuple[str, list[Any]]]:
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
