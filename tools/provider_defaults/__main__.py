"""``python -m tools.provider_defaults --plugin-dir FOLDER``: plan a minimal resource of every type and write the table."""

from __future__ import annotations

import argparse
import copy
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tools.provider_defaults.minimal import DECIDING, GIVEN, Repair, block_paths, minimal, with_block
from tools.provider_defaults.table import add_newer, block_entry, encode, entry
from tools.provider_defaults.terraform import Terraform, TerraformError

DATA = Path(__file__).resolve().parents[2] / "riveter" / "provider_schema" / "data"
ROUNDS = 8
BATCH = 600
MOST_BLOCKS = 100
"""So many nested blocks of a type are planned, those that are nested less deeply first."""
RULES = Path(__file__).resolve().parents[2] / "rule_packs" / "aws"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tools.provider_defaults", description=__doc__)
    parser.add_argument("--plugin-dir", type=Path, required=True, help="a file-system mirror with the AWS provider")
    parser.add_argument(
        "--blocks",
        nargs="*",
        metavar="TYPE",
        help="types of which nested blocks are planned, too; default: those of the bundled rules, and of the table that there is",
    )
    parser.add_argument("--output", type=Path, default=DATA, help="the folder to write to")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        terraform = Terraform(Path(folder), options.plugin_dir.resolve())
        version, schemas = terraform.schemas()
        wanted = {
            name: Wanted(name, schema, (), minimal(schema["block"]) | copy.deepcopy(GIVEN.get(name, {})))
            for name, schema in schemas.items()
        }
        changes, refused = plan_all(terraform, wanted)
        entries = {name: entry(schemas[name], wanted[name].resource, change) for name, change in changes.items()}
        asked = types_of_rules() | types_of_tables() if options.blocks is None else options.blocks
        inner = {
            f"{name}-{number}": Wanted(name, schema, path, with_block(name, schema, path))
            for name, schema in schemas.items()
            if name in entries and name in asked
            for number, path in enumerate(sorted(block_paths(schema["block"]), key=len)[:MOST_BLOCKS])
        }
        found, _ = plan_all(terraform, inner)
        for key, change in sorted(found.items()):
            facts = block_entry(inner[key].schema, inner[key].path, inner[key].resource, change)
            if facts is not None:
                entries[inner[key].type].setdefault("b", {})[".".join(inner[key].path)] = facts
        add_cases(terraform, schemas, entries)
        add_newer(entries, schemas)
        blocks = f"{sum(len(item.get('b', ())) for item in entries.values())} of {len(inner)} nested blocks"
    header = {
        "format": 1,
        "provider": "aws",
        "source": "hashicorp/aws",
        "version": version,
        "types": len(entries),
        "without": sorted(refused),
        "made_by": "tools.provider_defaults",
    }
    target = options.output / f"aws-{version}.defaults.jsonl"
    target.write_text(encode(header, entries), encoding="utf-8")
    for name, messages in sorted(refused.items()):
        print(f"{name}: {messages[0]}")
    print(f"{target}: {len(entries)} of {len(schemas)} types, {blocks} in {time.monotonic() - started:.0f} s")
    return 0


def add_cases(terraform: Terraform, schemas: dict[str, Any], entries: dict[str, dict[str, Any]]) -> None:
    """Add what is planned for other values of the arguments on which defaults depend."""
    wanted = {
        f"{name}-{value}": Wanted(name, schemas[name], (), minimal(schemas[name]["block"]) | {argument: value})
        for name, (argument, values) in DECIDING.items()
        for value in values
    }
    changes, _ = plan_all(terraform, wanted)
    for key, change in sorted(changes.items()):
        item, (argument, _) = wanted[key], DECIDING[wanted[key].type]
        facts = entry(item.schema, item.resource, change)
        facts["u"] = [name for name in facts.get("u", ()) if name != argument]
        cases = entries[item.type].setdefault("w", {}).setdefault(argument, {})
        cases[item.resource[argument]] = facts


def types_of_rules() -> set[str]:
    """The types of resources that the bundled rules name."""
    files = [path for path in RULES.glob("*.yml") if not path.name.endswith(".cases.yml")]
    return {name for path in files for name in re.findall(r"aws_[a-z0-9_]+", path.read_text(encoding="utf-8"))}


def types_of_tables() -> set[str]:
    """The types of which the present tables have nested blocks: what is known stays known."""
    lines = [
        line for path in DATA.glob("aws-*.defaults.jsonl") for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return {item["name"] for item in map(json.loads, lines) if "b" in item}


class Wanted:
    """A resource to plan: its type, and the nested block it is about (none: the resource itself)."""

    def __init__(self, type: str, schema: dict[str, Any], path: tuple[str, ...], resource: dict[str, Any]) -> None:
        self.type = type
        self.schema = schema
        self.path = path
        self.resource = resource
        self.repair = Repair(schema, resource)


def plan_all(terraform: Terraform, wanted: dict[str, Wanted]) -> tuple[dict[str, dict[str, Any]], dict[str, list[str]]]:
    """The changes of the resources that can be planned, and why the others can't."""
    changes: dict[str, dict[str, Any]] = {}
    refused: dict[str, list[str]] = {}
    names = sorted(wanted)
    for at in range(0, len(names), BATCH):
        left = {name: wanted[name] for name in names[at : at + BATCH]}
        suspects: dict[str, Wanted] = {}
        _plan_batch(terraform, left, changes, refused, suspects)
        for name, item in suspects.items():  # one of them crashes the provider, which takes the others with it
            _plan_batch(terraform, {name: item}, changes, refused, {})
        print(f"{at + BATCH} of {len(names)}: {len(changes)} planned", flush=True)
    return changes, refused


def _plan_batch(
    terraform: Terraform,
    left: dict[str, Wanted],
    changes: dict[str, dict[str, Any]],
    refused: dict[str, list[str]],
    suspects: dict[str, Wanted],
) -> None:
    step = 0
    while left and step < ROUNDS:
        terraform.write({name: (item.type, item.resource) for name, item in left.items()})
        errors = terraform.errors()
        if not errors:
            break
        if not crashed(left, errors, suspects, refused):
            step += 1
            drop(left, refused, errors, give_up=step == ROUNDS)
    terraform.write({name: (item.type, item.resource) for name, item in left.items()})
    step = 0
    while left and step < ROUNDS:
        found, errors = terraform.plan()
        if crashed(left, errors, suspects, refused):
            terraform.write({name: (item.type, item.resource) for name, item in left.items()})
            continue
        step += 1
        done = {name: change for name, change in found.items() if name in left and name not in errors}
        changes.update(done)
        for name in done:
            del left[name]
        drop(left, refused, errors, give_up=step == ROUNDS)
        if not left or not errors:
            break
        terraform.write({name: (item.type, item.resource) for name, item in left.items()})
    refused.update({name: ["it is in no plan"] for name in left})


def crashed(
    left: dict[str, Wanted],
    errors: dict[str, list[str]],
    suspects: dict[str, Wanted],
    refused: dict[str, list[str]],
) -> bool:
    """Whether the provider has crashed; what it was asked about then is set aside (alone, it is refused)."""
    cancelled = [name for name, messages in errors.items() if any("equest cancelled" in text for text in messages)]
    silent = [name for name, messages in errors.items() if any("did not respond" in text for text in messages)]
    alone = len(left) == 1
    if cancelled and not silent:
        silent, alone = [_asked(errors, left)], True
    for name in [item for item in silent if item in left]:
        item = left.pop(name)
        if alone:
            refused[name] = ["the provider crashes"]
        else:
            suspects[name] = item
    return bool(silent)


def _asked(errors: dict[str, list[str]], left: dict[str, Wanted]) -> str:
    """The resource that the provider was planning when it crashed. They are planned one after the other, so the first error is its."""
    for name, messages in errors.items():
        if name in left and any("equest cancelled" in text and "PlanResourceChange" in text for text in messages):
            return name
    raise TerraformError("the provider does not answer")


def drop(
    left: dict[str, Wanted], refused: dict[str, list[str]], errors: dict[str, list[str]], *, give_up: bool
) -> None:
    """Repair what the errors are about, or leave it out."""
    for name, messages in errors.items():
        if name in left and (give_up or not left[name].repair.apply(messages)):
            refused[name] = messages
            del left[name]


if __name__ == "__main__":
    sys.exit(main())
