"""Plans of the cases of all bundled rules, made by the real provider: ``python -m tests.packs.planned`` writes them anew.

Needs terraform and the AWS provider (see `tests/oracle.py`). All cases are modules of one configuration, so that it is one plan, which is
taken apart again. A variable without a value is given an unknown one.
"""

from __future__ import annotations

import gzip
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from riveter.rule_testing.cases import RuleCase, load_cases
from tests.oracle import terraform_plan_json
from tests.packs.catalogue import rule_files

RECORDED = Path(__file__).parent / "planned.jsonl.gz"
_VARIABLE = re.compile(r'^variable "(\w+)" \{', re.MULTILINE)


def cases() -> Iterator[tuple[str, Path, RuleCase]]:
    """Every case with a name of its own and the file of its rule."""
    for path in rule_files("aws"):
        for number, case in enumerate(load_cases(str(path.with_suffix(".cases.yml"))).cases):
            yield f"{path.stem}_{number}", path, case


def text_of(case: RuleCase) -> str:
    """What a recorded plan is of: when it changes, the plan is of something else."""
    return json.dumps([case.terraform, case.variables], sort_keys=True)


def main() -> None:
    """Plan all cases and write what was planned."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "root")
        root.mkdir()
        main_file = ['resource "terraform_data" "unknown" {\n  input = "x"\n}\n']
        for name, _, case in cases():
            # some have a configuration of their own, or demand a newer provider than there is here
            if case.terraform is None or re.search(r'^(provider "|terraform \{)', case.terraform, re.MULTILINE):
                continue
            (root / name).mkdir()
            (root / name / "main.tf").write_text(case.terraform, encoding="utf-8")
            given = {**dict.fromkeys(unset_variables(case), "${terraform_data.unknown.output}"), **case.variables}
            (root / f"{name}.tf.json").write_text(
                json.dumps({"module": {name: {"source": f"./{name}", **given}}}), encoding="utf-8"
            )
        (root / "main.tf").write_text("\n".join(main_file), encoding="utf-8")
        plan = terraform_plan_json(root, partial=True)
    lines = []
    for name, _, case in cases():
        own = part(plan, name, bool(unset_variables(case)))
        if own is not None:
            lines.append(
                json.dumps({"name": name, "of": text_of(case), "plan": own}, sort_keys=True, separators=(",", ":"))
            )
    RECORDED.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(lines)} of {sum(1 for _ in cases())} cases planned")


def unset_variables(case: RuleCase) -> list[str]:
    """The variables of a case that have no value."""
    text, found = case.terraform or "", []
    for match in _VARIABLE.finditer(text):
        block = text[match.start() :].partition("\n}")[0] if text[match.end()] != "}" else ""
        if "default" not in block and match[1] not in case.variables:
            found.append(match[1])
    return found


def part(plan: dict[str, Any], name: str, unset: bool) -> dict[str, Any] | None:
    """The plan as if one module were all that it calls; None where not all of that module could be planned.

    unset: it is given values that are not known, with which Terraform refuses `count` and `for_each`.
    """
    root = plan["configuration"]["root_module"]
    call = root.get("module_calls", {}).get(name)
    changes = [item for item in plan.get("resource_changes", ()) if _belongs(item.get("module_address", ""), name)]
    if call is None or not changes:
        return None
    planned = {item["address"].partition("[")[0] for item in changes}
    prior = plan.get("prior_state", {}).get("values", {}).get("root_module", {})
    known = [item for item in prior.get("child_modules", ()) if item["address"] == f"module.{name}"]
    planned |= {item["address"].partition("[")[0] for module in known for item in module.get("resources", ())}
    declared = call["module"].get("resources", ())
    # what depends on data that can't be read here has no instances
    unset = unset or any(
        item["mode"] == "data" and f"module.{name}.{item['address']}" not in planned for item in declared
    )
    for resource in declared:
        optional = not unset and ("count_expression" in resource or "for_each_expression" in resource)
        if resource["mode"] == "managed" and not optional and f"module.{name}.{resource['address']}" not in planned:
            return None
    changes += [item for item in plan["resource_changes"] if item["address"] == "terraform_data.unknown"]
    used = ("terraform_data.", f"module.{name}.")
    return {
        "format_version": plan["format_version"],
        "resource_changes": [_small({**item, "change": _kept(item["change"])}) for item in changes],
        "configuration": {
            "root_module": {"resources": _small(root["resources"]), "module_calls": {name: _small(call)}},
            "provider_config": {},
        },
        "relevant_attributes": [
            item for item in plan.get("relevant_attributes", ()) if item["resource"].startswith(used)
        ],
        "prior_state": {"values": {"root_module": {"child_modules": _small(known)}}},
    }


def _belongs(address: str, name: str) -> bool:
    return address == f"module.{name}" or address.startswith(f"module.{name}.")


def _kept(change: dict[str, Any]) -> dict[str, Any]:
    return {key: change.get(key) for key in ("actions", "after", "after_unknown", "after_sensitive")}


def _small(value: Any, mask: bool = False) -> Any:
    """Without what says nothing: nulls, and what masks do not mark."""
    if isinstance(value, dict):
        result = {}
        for key, item in value.items():
            if key in ("schema_version", "action_reason"):
                continue
            small = _small(item, mask or key in ("after_unknown", "after_sensitive", "sensitive_values"))
            if key == "constant_value" or not (small is None or (mask and small is False)):
                result[key] = small
        return result
    return [_small(item, mask) for item in value] if isinstance(value, list) else value


def recorded() -> dict[str, dict[str, Any]]:
    """The plans by what they are of (see `text_of`)."""
    lines = gzip.decompress(RECORDED.read_bytes()).splitlines()
    return {item["of"]: item for item in map(msgspec.json.decode, lines)}


if __name__ == "__main__":
    main()
