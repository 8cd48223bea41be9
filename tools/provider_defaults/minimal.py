"""Resources that set as little as the provider accepts: every argument they need is an unknown value.

A provider does not check an unknown value, and computes nothing from it. What it plans for the other arguments is therefore the same
whatever the needed ones hold.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

UNKNOWN = "${terraform_data.unknown.output}"

GIVEN: dict[str, dict[str, Any]] = {
    "aws_kinesis_firehose_delivery_stream": {
        "destination": "extended_s3",
        "extended_s3_configuration": [{"role_arn": UNKNOWN, "bucket_arn": UNKNOWN}],
    },
    "aws_kinesis_stream": {"shard_count": 1},
    "aws_lambda_function": {"filename": "code.zip", "handler": "main.handler", "runtime": "python3.12"},
    "aws_vpc_ipam": {"operating_regions": [{"region_name": "us-east-1"}]},
}
"""Arguments of types that the provider plans with known values only; none of them has an influence on the other defaults."""

_LISTENER = {
    "default_action.authenticate_cognito": "authenticate-cognito",
    "default_action.authenticate_oidc": "authenticate-oidc",
    "default_action.fixed_response": "fixed-response",
    "default_action.forward": "forward",
    "default_action.redirect": "redirect",
}
_LISTENER_RULE = {path.removeprefix("default_"): value for path, value in _LISTENER.items() if value != "forward"}

GIVEN_IN_BLOCKS: dict[str, dict[str, str]] = {
    "aws_alb_listener": _LISTENER,
    "aws_alb_listener_rule": _LISTENER_RULE,
    "aws_lb_listener": _LISTENER,
    "aws_lb_listener_rule": _LISTENER_RULE,
}
"""The `type` of the block around a nested block, by the path of that: the provider ignores the nested block for any other."""

DECIDING: dict[str, tuple[str, tuple[str, ...]]] = {
    "aws_alb": ("load_balancer_type", ("gateway", "network")),
    "aws_guardduty_organization_configuration": ("auto_enable_organization_members", ("ALL", "NEW", "NONE")),
    "aws_lb": ("load_balancer_type", ("gateway", "network")),
}
"""Arguments on which the defaults of others depend, with their values other than the default."""

_ONE_OF = re.compile(r"[`\[]([\w.,\[\]<* ]+?)[`\]] (?:must be|is required|was required)|configured: \[(.+)\]")
_OUT_OF = re.compile(r"of \[(.+)\] (?:is required|must be specified)|attributes must be configured: \[(.+)\]")
_BLOCK = re.compile(r"Block ([\w.]+) must have a configuration value|the ([\w.]+) attribute as the provider")
_ATTRIBUTE = re.compile(r'(?:Attribute|argument) "([\w.]+)" (?:must be specified|is required)')


def minimal(block: dict[str, Any]) -> dict[str, Any]:
    """What a block of this schema needs."""
    result: dict[str, Any] = {
        name: unknown(attribute) for name, attribute in block.get("attributes", {}).items() if attribute.get("required")
    }
    for name, nested in block.get("block_types", {}).items():
        least = nested.get("min_items", 0)
        if least:
            result[name] = _blocks(nested, least)
    return result


def unknown(attribute: dict[str, Any]) -> Any:
    """A value for an attribute that is not known, in collections of which the length is."""
    nested = attribute.get("nested_type")
    if nested is not None:
        one = {name: unknown(item) for name, item in nested["attributes"].items() if item.get("required")}
        return one if nested["nesting_mode"] == "single" else {"key": one} if nested["nesting_mode"] == "map" else [one]
    return _of_type(attribute["type"])


def _of_type(type: Any) -> Any:
    if isinstance(type, str):
        return UNKNOWN
    kind, inner = type[0], type[1]
    if kind in ("list", "set"):
        return [_of_type(inner)]
    if kind == "map":
        return {"key": _of_type(inner)}
    return {name: _of_type(item) for name, item in inner.items()}


def _blocks(nested: dict[str, Any], number: int) -> Any:
    one = minimal(nested["block"])
    return [one] * number if nested["nesting_mode"] in ("list", "set") else one


def block_paths(block: dict[str, Any], depth: int = 4, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of the nested blocks of a schema, and of attributes that are written as blocks, without `timeouts`."""
    for name, attribute in block.get("attributes", {}).items():
        if as_blocks(attribute):
            yield (*path, name)
    for name, nested in block.get("block_types", {}).items():
        if name != "timeouts" and nested["nesting_mode"] in ("list", "set"):
            yield (*path, name)
            if depth > 1:
                yield from block_paths(nested["block"], depth - 1, (*path, name))


def as_blocks(attribute: dict[str, Any]) -> bool:
    """Whether an attribute is a list or set of objects, which a configuration writes as blocks."""
    type = attribute.get("type")
    return (
        bool(attribute.get("optional"))
        and isinstance(type, list)
        and type[0] in ("list", "set")
        and type[1][0] == "object"
    )


def inner_block(block: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The schema of a nested block, or of an attribute that is written as one; None where there is none."""
    if name in block.get("block_types", {}):
        found: dict[str, Any] = block["block_types"][name]["block"]
        return found
    attribute = block.get("attributes", {}).get(name)
    if attribute is None or not as_blocks(attribute):
        return None
    return {"attributes": {key: {"type": type, "optional": True} for key, type in attribute["type"][1][1].items()}}


def with_block(type: str, schema: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """A minimal resource that has the block at a path, as minimal as itself, and what is given."""
    resource = minimal(schema["block"]) | copy.deepcopy(GIVEN.get(type, {}))
    repair = Repair(schema, resource)
    repair.add(list(path))
    for place, value in GIVEN_IN_BLOCKS.get(type, {}).items():
        names = tuple(place.split("."))
        if path[: len(names)] == names:
            repair.give([*names[:-1], "type"], value)
    return resource


class Repair:
    """Adds to a minimal resource what the provider asks for beyond its schema."""

    def __init__(self, schema: dict[str, Any], resource: dict[str, Any]) -> None:
        self._block = schema["block"]
        self.resource = resource
        self._tried: set[str] = set()

    def apply(self, messages: list[str]) -> bool:
        """Do what the messages of the provider ask for; False where none of them tells anything new."""
        changed = False
        for message in messages:
            candidates = [_path(text) for text in _candidates(message)] or self._named(message)
            if any(self._is_set(path) for path in candidates):
                continue  # another message of this round asked for the same
            for path in sorted(candidates, key=self._is_block):
                if ".".join(path) not in self._tried:
                    self._tried.add(".".join(path))
                    changed = self._set(path) or changed
                    break
        return changed

    def _named(self, message: str) -> list[list[str]]:
        """The arguments at the top level that a message in a provider's own words names."""
        optional = {name for name, item in self._block.get("attributes", {}).items() if item.get("optional")}
        words = dict.fromkeys(re.findall(r"\w+", message))
        return [[word] for word in words if word in optional and word not in self.resource]

    def _is_block(self, path: list[str]) -> bool:
        block, name = self._parent(path)
        return block is None or name not in block.get("attributes", {})

    def _parent(self, path: list[str]) -> tuple[dict[str, Any] | None, str]:
        block: dict[str, Any] | None = self._block
        for name in path[:-1]:
            block = inner_block(block, name) if block is not None else None
        return block, path[-1]

    def _is_set(self, path: list[str]) -> bool:
        value: Any = self.resource
        for name in path:
            value = value[0] if isinstance(value, list) and value else value
            if not isinstance(value, dict) or value.get(name) is None:
                return False
            value = value[name]
        return True

    def give(self, path: list[str], value: str) -> None:
        """Give the argument at a path of blocks a value."""
        inside: Any = self.resource
        for name in path[:-1]:
            inside = inside[name][0]
        inside[path[-1]] = value

    def add(self, path: list[str]) -> None:
        """Add the argument or block at a path."""
        self._set(path)

    def _set(self, path: list[str]) -> bool:
        block, value = self._block, self.resource
        for position, name in enumerate(path):
            attribute, last = block.get("attributes", {}).get(name), position == len(path) - 1
            inner = inner_block(block, name)
            if attribute is not None and (inner is None or (last and name in value)):
                value[name] = unknown(attribute)
                return True
            if inner is None:
                return False
            if name not in value:
                # such an attribute has to name all of its members
                value[name] = self._made(block, name) if attribute is None else [dict.fromkeys(inner["attributes"])]
            if last:
                return True
            block = inner
            value = value[name][0] if isinstance(value[name], list) else value[name]
        return False

    @staticmethod
    def _made(block: dict[str, Any], name: str) -> Any:
        nested = block["block_types"][name]
        return _blocks(nested, max(1, nested.get("min_items", 0)))


def _candidates(message: str) -> Iterator[str]:
    for pattern in (_OUT_OF, _ONE_OF, _BLOCK, _ATTRIBUTE):
        found = pattern.search(message)
        if found is not None:
            text = next(group for group in found.groups() if group)
            yield from (item.strip() for item in re.split(r",", text))
            return


def _path(text: str) -> list[str]:
    """The names in a path as messages write it: ``spec.0.route``, ``a[0].b``, ``a.<.b`` (beside a)."""
    text = re.sub(r"^.*\.<\.", "", text)
    return [part for part in re.split(r"[.\[\]]+", text) if part and not part.isdigit()]
