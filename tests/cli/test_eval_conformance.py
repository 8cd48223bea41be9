"""`riveter eval` says of the expressions of the conformance tables what terraform says of them: through the command, in one run."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from typing import Any

from tests.terraform.conformance.harness import FOLDER, cases

OTHERS = ("unknown", "marks")
"""Tables about what the command shows in another way."""


def number(text: str) -> tuple[str, Decimal]:
    return "number", Decimal(text)


def recorded(value: Any) -> Any:
    """A value of a table in the form of `number`."""
    if isinstance(value, dict):
        if value.keys() == {"number"}:
            return number(value["number"])
        return {key: recorded(item) for key, item in value.items()}
    return [recorded(item) for item in value] if isinstance(value, list) else value


def test_the_command_gives_what_terraform_gives() -> None:
    rows = [
        case
        for path in sorted(FOLDER.glob("*.jsonl"))
        if path.stem not in OTHERS
        for case in cases(path)
        if "differs" not in case and "unknown" not in case and "local." not in case["expr"] and "\0" not in case["expr"]
    ]
    done = subprocess.run(
        [sys.executable, "-m", "riveter", "eval", "--format", "json", "--null", "-t", str(FOLDER)],
        input="\0".join(case["expr"] for case in rows), capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
    results = [json.loads(line, parse_int=number, parse_float=number) for line in done.stdout.splitlines()]
    assert len(results) == len(rows) > 4000
    wrong = [
        (case["expr"], found)
        for case, found in zip(rows, results, strict=True)
        if found["unknown"] is None
        and (("error" in case) != (found["error"] is not None) or recorded(case.get("value")) != found["value"])
    ]
    assert wrong == []
