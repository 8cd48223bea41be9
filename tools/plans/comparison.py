"""Values of riveter beside values of a plan: the same, unknown, or different."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from riveter.core.alternatives import Alternatives
from riveter.core.causes import DataSource
from riveter.core.shapes import shape_of
from riveter.core.values import OpenList, PartialText, Unknown, decode_json
from riveter.resource import Resource
from riveter.rules.model.resource_types import OTHER_BLOCKS

MOCKED = '{"Mocked":true}'
"""What terraform's mock answers for a policy document, which riveter renders."""

META = frozenset({"count", "for_each", "lifecycle", "depends_on", "provider", "connection", "provisioner"})
PLANNED_AS_NULL = {("aws_dynamodb_table", "table_class"): "STANDARD"}
"""Texts that the provider takes for none, as they are what the service does by default."""

Planned = tuple[Mapping[str, Any], Mapping[str, Any]]
"""The values of a resource, and which of them are known after apply only."""


class Counts:
    """Compares values, and counts.

    unknown: values that either side does not know; what riveter says of them all the same must be true of the planned value.
    only_planned, only_here: those that the other side knows, with where they are.
    """

    def __init__(self) -> None:
        self.same = 0
        self.unknown = 0
        self.differences: list[str] = []
        self.only_planned: list[str] = []
        self.only_here: list[str] = []

    def compare(self, mine: Any, planned: Any, later: Any, where: str) -> None:
        """Compare a value of riveter with one of the plan; `later` marks what is known only after apply there."""
        if isinstance(mine, Unknown) or planned == MOCKED:
            self.unknown += 1
            if not _marked(later) and planned != MOCKED:
                self._claims(mine, planned, where)
        elif later is True:
            self.unknown += 1
            if _wholly_known(mine):
                self.only_here.append(f"{where} is {mine!r}")
        elif isinstance(mine, OpenList):
            self._open_list(mine, planned if isinstance(planned, list) else [planned], later, where)
        elif isinstance(mine, list) and isinstance(planned, dict) and len(mine) == 1:
            self.compare(mine[0], planned, later, where)  # a block that is an attribute there: `timeouts`
        elif isinstance(mine, dict) and isinstance(planned, dict):
            for name, value in mine.items():
                self.compare(
                    value, planned.get(name), later.get(name) if isinstance(later, dict) else None, f"{where}.{name}"
                )
        elif isinstance(mine, list) and isinstance(planned, list) and len(mine) == len(planned):
            marks = later if isinstance(later, list) and len(later) == len(planned) else [None] * len(planned)
            pairs = list(zip(planned, marks, strict=True))
            ways = [self._elements(mine, pairs, where)]
            if ways[0].differences:  # it may be a set: by what is known of the elements
                ordered = sorted(pairs, key=lambda pair: _order(pair[0]))
                ways.append(self._elements(sorted(mine, key=_order), ordered, where))
            self._add(min(ways, key=lambda counts: len(counts.differences)))
        elif mine is None or (mine in ([], {}) and not planned):
            return
        elif _text(mine) == _text(planned):
            self.same += 1
        else:
            self.differences.append(f"{where} is {mine!r}, planned {planned!r}")

    def _elements(self, mine: list[Any], planned: list[tuple[Any, Any]], where: str) -> Counts:
        """Compare elements one by one."""
        counts = Counts()
        for index, (one, (other, mark)) in enumerate(zip(mine, planned, strict=True)):
            counts.compare(one, other, mark, f"{where}.{index}")
        return counts

    def _add(self, other: Counts) -> None:
        self.same += other.same
        self.unknown += other.unknown
        self.differences += other.differences
        self.only_planned += other.only_planned
        self.only_here += other.only_here

    def _claims(self, mine: Unknown, planned: Any, where: str) -> None:
        """Note a value that the plan knows, and whether what riveter knows of it is true."""
        if _admits(mine, planned):
            self.only_planned.append(f"{where} is {planned!r}: {mine.reason}")
        else:
            self.differences.append(f"{where} is {mine!r}, planned {planned!r}")

    def _open_list(self, mine: OpenList, planned: list[Any], later: Any, where: str) -> None:
        """Compare a list of unknown length: each planned element is one of riveter's, and each that surely exists is planned."""
        self.unknown += 1
        if not _marked(later) and not (
            all(any(_admits(one, other) for one in mine) for other in planned)
            and all(any(_admits(one, other) for other in planned) for i, one in enumerate(mine) if i not in mine.open)
        ):
            self.differences.append(f"{where} is {mine!r}, planned {planned!r}")


def compare(resources: Iterable[Resource], planned: Mapping[str, Planned], *, filled_in: bool) -> Counts:
    """Compare the resources that riveter found with those of a plan, by address. filled_in: so is what the provider fills in."""
    mine = {
        resource.address: resource
        for resource in resources
        if resource.type not in OTHER_BLOCKS and resource.span is not None
    }
    counts = Counts()
    counts.differences += [
        f"{address}: only in the plan" for address in planned.keys() - mine.keys() if not _may_be(address, mine)
    ]
    for address, resource in mine.items():
        if address not in planned:
            if resource.existence is None and "." not in resource.type:
                counts.differences.append(f"{address}: not in the plan")
            continue
        after, after_unknown = planned[address]
        for name, value in resource.values.items():
            if name not in META and (
                value != PLANNED_AS_NULL.get((resource.type, name)) or after.get(name) is not None
            ):
                counts.compare(value, after.get(name), after_unknown.get(name), f"{address}.{name}")
        if filled_in and resource.filled_in is not None:
            for name in {*after, *after_unknown} - resource.values.keys():
                filled = resource.filled_in((name,))
                if filled is not None and not isinstance(filled, Unknown):
                    counts.compare(filled, after.get(name), after_unknown.get(name), f"{address}.{name} (filled in)")
    return counts


def _may_be(address: str, mine: Mapping[str, Resource]) -> bool:
    """Whether a resource whose instances riveter does not know stands for an address."""
    return re.sub(r"\[[^\]]*\]", "", address) in {
        re.sub(r"\[[^\]]*\]", "", a) for a, r in mine.items() if r.existence is not None
    }


def _marked(later: Any) -> bool:
    """Whether something of a value is known after apply only."""
    if isinstance(later, dict):
        return any(map(_marked, later.values()))
    if isinstance(later, list):
        return any(map(_marked, later))
    return later is True


def _wholly_known(value: Any) -> bool:
    """Whether a value says something, and nothing of it is unknown."""
    if isinstance(value, (list, dict)):
        items = value if isinstance(value, list) else value.values()
        return bool(value) and all(map(_wholly_known, items))
    return value is not None and not isinstance(value, Unknown)


def _admits(mine: Any, planned: Any) -> bool:
    """Whether what riveter knows of a value is true of a planned one."""
    if not isinstance(mine, Unknown):
        counts = Counts()
        counts.compare(mine, planned, None, "")
        return not counts.differences
    if planned is None:
        return not mine.not_null
    if isinstance(mine, PartialText):
        return isinstance(planned, str) and _fills(mine, planned)
    if isinstance(mine, Alternatives):
        return any(_admits(value, planned) for value in mine.values)
    if isinstance(mine.cause, DataSource) and "canonical_user_id" in mine.cause.address:
        return True  # what plays AWS makes shorter ones
    shape = shape_of(mine)
    return shape is None or not isinstance(planned, str) or re.fullmatch(shape, planned) is not None


def _fills(mine: PartialText, planned: str) -> bool:
    """Whether a text is a filling of one with holes, or the same JSON document."""
    try:
        return _admits(decode_json(mine), json.loads(planned))
    except ValueError:
        pattern = "".join(re.escape(part) if isinstance(part, str) else ".*" for part in mine.parts)
        return re.fullmatch(pattern, planned, re.DOTALL) is not None


def _order(item: Any) -> str:
    """The place of an element in an order that is the same for sets on both sides: by what is known of it."""
    if isinstance(item, dict):
        known = {name: _text(value) for name, value in item.items() if isinstance(value, (str, int, float)) and value}
        return json.dumps(known, sort_keys=True)
    return str(_text(item))


def _compact(text: str) -> str:
    """A JSON document as terraform writes it; any other text as it is."""
    try:
        return json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    except ValueError:
        return text


def _text(value: Any) -> Any:
    """A value as text that is equal for what Terraform converts: numbers, booleans, JSON documents."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        return _compact(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}"
    return str(value).lower()
