"""Whether what riveter knows of an example without Terraform is what a plan says: the same resources, the same values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from riveter.api import Targets, load
from riveter.core.values import Unknown
from tools.local_stack.providers import find_provider_dir

# Not of the provider: riveter shows Terraform's own arguments of a block as well.
META = {"count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection"}


def assert_agreement(
    folder: Path, plan: Mapping[str, Any], variables: Mapping[str, str] = {}, *, more_known: int = 2
) -> None:
    """Fail where riveter says something else of a folder than a plan of all of it.

    Fail as well if it does not know enough more than it leaves open. variables: the plan has these values as well.
    """
    theirs = {item["address"]: item for item in plan["resource_changes"] if item["mode"] == "managed"}
    paths = tuple(str(path) for path in sorted(folder.glob("*.tf")))
    loaded = load(Targets(paths=paths, variables=tuple(variables.items()), cache=False))
    ours = {item.address: item for item in loaded.resources if item.type.startswith(("aws_", "random_"))}
    expected = set(theirs)
    if not find_provider_dir("random"):  # then the plan has something else in its place: see `replace_random_id`
        expected = {address.replace("terraform_data.", "random_id.") for address in expected}

    assert set(ours) == expected
    known = unknown = 0
    for address, planned in theirs.items():
        if not planned["type"].startswith("aws_"):
            continue
        for name, value in ours[address].values.items():
            if name in META:
                continue
            after = planned["change"]["after"].get(name)
            assert _agrees(value, after), f"{address}.{name}: {value!r}, planned {after!r}"
            known, unknown = known + (not _has_unknown(value)), unknown + _has_unknown(value)
    # Agreeing by knowing nothing does not count: what is left open are ARNs and ids, and documents that hold some.
    assert known > more_known * unknown


def _agrees(value: Any, planned: Any) -> bool:
    """Whether nothing in a value of riveter's contradicts the planned one; what is unknown on either side contradicts nothing."""
    if isinstance(value, Unknown):
        return True
    if planned is None:  # unknown in the plan, or null
        return _has_unknown(value) or value in (None, [], {})
    if isinstance(value, dict) and isinstance(planned, dict):
        return all(_agrees(item, planned.get(key)) for key, item in value.items())
    if isinstance(value, list) and isinstance(planned, list):
        # Many blocks and lists are sets to the provider: the plan has them in an order of its own.
        return len(value) == len(planned) and all(any(_agrees(item, other) for other in planned) for item in value)
    return _same(value, planned)


def _has_unknown(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_unknown, value.values()))
    if isinstance(value, list):
        return any(map(_has_unknown, value))
    return isinstance(value, Unknown)


def _same(known: Any, planned: Any) -> bool:
    if isinstance(known, bool) or isinstance(planned, bool):
        return str(known).lower() == str(planned).lower()
    if isinstance(known, (int, float, Decimal)) or isinstance(planned, (int, float)):
        return Decimal(str(known)) == Decimal(str(planned))
    if isinstance(known, str) and isinstance(planned, str) and known != planned and known[:1] in "[{":
        return bool(json.loads(known) == json.loads(planned))  # the provider normalizes policies
    return bool(known == planned)
