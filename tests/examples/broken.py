"""What rules find in the broken variants of an example. `python -m tests.examples.broken EXAMPLE` prints it as `expected.json` has it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from riveter.api import ScanOptions, Targets, scan
from tests.examples.commands import EXAMPLES

Finding = dict[str, str]


def rule_files(example: str) -> list[Path]:
    """All rules of an example, and those of its exercises. The patterns for rules of one's own are none."""
    folder = EXAMPLES / example
    return sorted([*folder.glob("*rules.yml"), *folder.glob("*/rules.yml")])


def variants(example: str) -> list[Path]:
    """The folders with mistakes."""
    return sorted(path for path in (EXAMPLES / example / "broken").iterdir() if path.is_dir())


def found(example: str, variant: str) -> list[Finding]:
    """What does not pass in a variant. A finding without an outcome is a failure."""
    folder = EXAMPLES / example / "broken" / variant
    rules = tuple(map(str, rule_files(example)))
    result = scan(ScanOptions(targets=Targets(paths=(str(folder),), cache=False), rules=rules))
    assert [item for item in result.diagnostics if item.severity == "error"] == []
    return sorted(
        (
            {"rule": one.rule_id, "address": one.resource.address}
            | ({} if one.outcome.value == "fail" else {"outcome": one.outcome.value})
            for one in result.findings
            if one.outcome.value != "pass"
        ),
        key=str,
    )


def expected(example: str) -> dict[str, list[Finding]]:
    """What `expected.json` says."""
    texts: dict[str, list[Finding]] = json.loads(
        (EXAMPLES / example / "broken" / "expected.json").read_text(encoding="utf-8")
    )
    return texts


def text(example: str) -> str:
    """The text of `expected.json` as it would have to be now."""
    parts = []
    for variant in variants(example):
        lines = ",\n".join(f"    {json.dumps(one)}" for one in found(example, variant.name))
        parts.append(f'  "{variant.name}": [\n{lines}\n  ]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(text(name), end="")
