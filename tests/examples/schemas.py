"""Whether a configuration fits the schemas of its providers, where no plug-in is at hand.

Every type, argument and block exists, and what is required is set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from riveter.api import Targets, load
from riveter.core.values import Unknown
from riveter.provider_schema import SchemaNode, lookup
from tests.examples.agreement import META

# The schemas are of the newest version of a provider, and know what older versions had. These are required since azurerm 5 only: in its
# version 4, other arguments, which the schema knows as well, say the same.
SINCE = {
    "azurerm_kubernetes_cluster": {"node_provisioning_profile"},
    "azurerm_federated_identity_credential": {"user_assigned_identity_id"},
    "azurerm_private_dns_zone_virtual_network_link": {"private_dns_zone_id"},
}


def misfits(folder: Path) -> list[str]:
    """What does not fit, with the address of the resource."""
    loaded = load(Targets(paths=(str(folder),), cache=False))
    found = [problem.summary for problem in loaded.diagnostics if problem.severity == "error"]
    for item in loaded.resources:
        if "_" not in item.type:  # a variable, an output, a provider: no matter of a schema
            continue
        schema = lookup(item.type)
        if schema is None:
            found.append(f"{item.address}: there is no {item.type}")
            continue
        values = {name: value for name, value in item.values.items() if name not in META}
        found += [
            f"{item.address}: {problem}" for problem in _problems(schema.root, values, SINCE.get(item.type, set()), "")
        ]
    return found


def _problems(node: SchemaNode, values: Mapping[str, Any], since: set[str], path: str) -> Iterator[str]:
    """What does not fit of a block or an attribute with members."""
    if node.opaque:
        return
    for name in values:
        member = node.get(name)
        if member is None:
            yield f"{path}{name} does not exist"
        elif getattr(member, "computed_only", False):
            yield f"{path}{name} can't be set"
    for member in node.members():
        value = values.get(member.name)
        required = getattr(member, "required", False) or getattr(member, "min_items", 0)
        # what only older versions had is not required of newer ones
        if required and value in (None, []) and not member.availability and member.name not in since:
            yield f"{path}{member.name} is required"
        limit = getattr(member, "max_items", 0)
        if limit and isinstance(value, list) and len(value) > limit:
            yield f"{path}{member.name} may be there {limit} times"
        inner = node.enter(member.name)
        if inner is None or isinstance(value, Unknown):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from _problems(inner, one, set(), f"{path}{member.name}.")
