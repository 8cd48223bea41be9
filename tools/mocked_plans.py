"""What riveter evaluates of public modules, value by value beside what terraform plans.

    python tools/mocked_plans.py --plugin-dir PLUGINS CHECKOUTS vpc/examples/simple s3-bucket/examples/complete …

CHECKOUTS is a folder with a checkout for each module (``vpc``, ``s3-bucket``), of a version that the AWS provider in PLUGINS can do with.
It is copied; terraform makes the plan as a test with a mocked provider, so that no credentials are needed. Both get the same answers of
the data sources in `ANSWERS`; what other data sources give is mocked there and unknown here. Registry modules are taken from CHECKOUTS,
``random_*`` resources are replaced by a text.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from riveter import provider_schema
from riveter.core.values import Unknown
from riveter.terraform.project import LoadOptions, load

ANSWERS: dict[str, Any] = {
    "aws_availability_zones.names": ["us-east-1a", "us-east-1b", "us-east-1c"],
    "aws_caller_identity.account_id": "123456789012",
    "aws_partition.dns_suffix": "amazonaws.com",
    "aws_partition.partition": "aws",
    "aws_region.name": "us-east-1",
}
MOCKED = '{"Mocked":true}'
"""What terraform's mock answers for a policy document, which riveter renders."""

META = frozenset({"count", "for_each", "lifecycle", "depends_on", "provider", "connection", "provisioner"})


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description="Compare riveter with plans of terraform that a mocked provider makes."
    )
    parser.add_argument("checkouts", type=Path)
    parser.add_argument("examples", nargs="+")
    parser.add_argument("--plugin-dir", required=True, type=Path)
    given = parser.parse_args()
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "checkouts")
        shutil.copytree(given.checkouts, copy, symlinks=True, ignore=shutil.ignore_patterns(".git", ".terraform"))
        for example in given.examples:
            different += compare(copy, example, given.plugin_dir.resolve())
    return 1 if different else 0


def compare(checkouts: Path, example: str, plugins: Path) -> int:
    """Compare one example; the number of values that differ."""
    directory = checkouts / example
    aliases: set[str] = set()
    for path in directory.glob("*.tf"):
        text = path.read_text(encoding="utf-8")
        aliases.update(re.findall(r'alias\s*=\s*"([^"]+)"', text))
        path.write_text(prepared(text, checkouts), encoding="utf-8")
    planned = plan(directory, aliases, plugins)
    if isinstance(planned, str):
        sys.stdout.write(f"{example}: terraform makes no plan: {planned}\n")
        return 0
    project = load(
        [str(directory)],
        LoadOptions(schemas=provider_schema, single=True, assume={f"data.{k}": v for k, v in ANSWERS.items()}),
    )
    mine = {r.address: r for r in project.resources if "." not in r.type and r.span is not None}
    mine = {
        address: r
        for address, r in mine.items()
        if r.type not in ("module", "provider", "variable", "output", "terraform")
    }
    counts = Counts()
    counts.differences += [
        f"{address}: only in the plan" for address in planned.keys() - mine.keys() if not _may_be(address, mine)
    ]
    for address, resource in mine.items():
        if address not in planned:
            if resource.existence is None:
                counts.differences.append(f"{address}: not in the plan")
            continue
        for name, value in resource.values.items():
            if name not in META:
                after, after_unknown = planned[address]
                counts.compare(value, after.get(name), after_unknown.get(name), f"{address}.{name}")
    sys.stdout.write(
        f"{example}: {len(planned)} resources, {counts.same} values the same, {counts.unknown} unknown, "
        f"{len(counts.differences)} different\n" + "".join(f"   {line}\n" for line in counts.differences)
    )
    return len(counts.differences)


def _may_be(address: str, mine: dict[str, Any]) -> bool:
    """Whether a resource whose instances riveter does not know stands for an address."""
    return re.sub(r"\[[^\]]*\]", "", address) in {
        re.sub(r"\[[^\]]*\]", "", a) for a, r in mine.items() if r.existence is not None
    }


class Counts:
    """Compares values, and counts."""

    def __init__(self) -> None:
        self.same = 0
        self.unknown = 0
        self.differences: list[str] = []

    def compare(self, mine: Any, planned: Any, later: Any, where: str) -> None:
        """Compare a value of riveter with one of the plan; `later` marks what is known only after apply there."""
        if isinstance(mine, Unknown) or later is True:
            self.unknown += 1
        elif isinstance(mine, list) and isinstance(planned, dict) and len(mine) == 1:
            self.compare(mine[0], planned, later, where)  # a block that is an attribute there: `timeouts`
        elif isinstance(mine, dict) and isinstance(planned, dict):
            for name, value in mine.items():
                self.compare(
                    value, planned.get(name), later.get(name) if isinstance(later, dict) else None, f"{where}.{name}"
                )
        elif isinstance(mine, list) and isinstance(planned, list) and len(mine) == len(planned):
            marks = later if isinstance(later, list) and len(later) == len(planned) else [None] * len(planned)
            pairs = sorted(zip(planned, marks, strict=True), key=lambda pair: _order(pair[0]))
            for index, (one, (other, mark)) in enumerate(zip(sorted(mine, key=_order), pairs, strict=True)):
                self.compare(one, other, mark, f"{where}.{index}")
        elif mine is None or mine in ([], {}):
            return
        elif planned == MOCKED:
            self.unknown += 1
        elif _text(mine) == _text(planned):
            self.same += 1
        else:
            self.differences.append(f"{where} is {mine!r}, planned {planned!r}")


def _order(item: Any) -> str:
    """The place of an element in an order that is the same for sets on both sides: by what is known of it."""
    if isinstance(item, dict):
        known = {name: _text(value) for name, value in item.items() if isinstance(value, (str, int, float))}
        return json.dumps({name: text for name, text in known.items() if text}, sort_keys=True)
    return str(_text(item))


def _text(value: Any) -> Any:
    """A value as text that is equal for what Terraform converts: numbers, booleans, JSON documents."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}"
    return str(value).lower()


def prepared(text: str, checkouts: Path) -> str:
    """A file of an example without the providers that are not at hand, and with registry modules from the checkouts."""
    text = re.sub(r'(?ms)^resource "random_\w+" "\w+" \{.*?^\}\n', "", text)
    text = re.sub(r"random_\w+\.\w+(\[0\])?\.\w+", '"random"', text).replace('${"random"}', "random")
    text = re.sub(r"(?m)^\s*random = \{[^}]*\}\n", "", text)
    text = re.sub(r'(?ms)^provider "aws" \{.*?^\}\n', "", text)

    def local(match: re.Match[str]) -> str:
        folder = checkouts / match[1]
        return f'source = "../../../{match[1]}{(match[2] or "")[1:]}"' if folder.is_dir() else match[0]

    registry = r'source\s*=\s*"terraform-aws-modules/([\w-]+)/aws(//[\w/-]+)?"\s*\n\s*version\s*=\s*"[^"]*"'
    return re.sub(registry, local, text)


def plan(directory: Path, aliases: set[str], plugins: Path) -> dict[str, tuple[dict[str, Any], dict[str, Any]]] | str:
    """What terraform plans in a directory: by address the values and which of them are known after apply; or why there is no plan."""
    (directory / "mocked.tftest.hcl").write_text(
        _mocks(aliases) + 'run "mocked" {\n  command = plan\n}\n', encoding="utf-8"
    )
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}

    def terraform(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["terraform", *arguments], cwd=directory, env=environment, capture_output=True, text=True, check=False
        )

    started = terraform("init", f"-plugin-dir={plugins}", "-no-color")
    if started.returncode:
        return next((line for line in started.stderr.splitlines() if line.strip()), "it does not start")
    why = "it says nothing"
    for line in terraform("test", "-json", "-verbose").stdout.splitlines():
        event = json.loads(line)
        if event.get("type") == "test_plan":
            changes = event["test_plan"].get("resource_changes", [])
            return {
                item["address"]: (item["change"].get("after") or {}, item["change"].get("after_unknown") or {})
                for item in changes
                if item["mode"] == "managed"
            }
        if event.get("@level") == "error" and "diagnostic" in event:
            why = event["diagnostic"]["summary"]
    return why


def _mocks(aliases: set[str]) -> str:
    """The mocked providers, in the language of terraform's tests."""
    answers: dict[str, dict[str, Any]] = {"aws_iam_policy_document": {"json": MOCKED}}
    for key, value in ANSWERS.items():
        type, _, attribute = key.partition(".")
        answers.setdefault(type, {})[attribute] = value
    blocks = "".join(
        f'  mock_data "{type}" {{\n    defaults = {{\n'
        + "".join(f"      {name} = {json.dumps(value)}\n" for name, value in given.items())
        + "    }\n  }\n"
        for type, given in answers.items()
    )
    names = ["", *sorted(aliases)]
    return "".join(
        'mock_provider "aws" {\n' + (f'  alias = "{name}"\n' if name else "") + blocks + "}\n" for name in names
    )


if __name__ == "__main__":
    sys.exit(main())
