"""Verdicts of the bundled packs on a source beside those on its plan."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

PACKS = ("aws-security", "soc2-security")
DECIDED = frozenset({"pass", "fail"})


class Verdicts(msgspec.Struct):
    """Counts of verdicts. undecided: those that one side decides, with what it says and why the other does not."""

    same: int = 0
    unknown: int = 0
    contradictions: list[str] = msgspec.field(default_factory=list)
    undecided: list[str] = msgspec.field(default_factory=list)


def contradictions(source: Path, plan: Path, variables: Mapping[str, str]) -> Verdicts:
    """Scan a source and its plan with the bundled packs, and compare."""
    first, second = scan(source, variables), scan(plan, {})
    verdicts = Verdicts()
    for key in sorted(first.keys() | second.keys()):
        one, other = first.get(key), second.get(key)
        if one is None or other is None:
            verdicts.undecided.append(f"{' '.join(key)}: source {_words(one)}, plan {_words(other)}")
        elif one["outcome"] == other["outcome"]:
            verdicts.same += 1
        elif {one["outcome"], other["outcome"]} <= DECIDED:
            verdicts.contradictions.append(f"{' '.join(key)}: source {_words(one)}, plan {_words(other)}")
        else:
            verdicts.unknown += 1
            verdicts.undecided.append(f"{' '.join(key)}: source {_words(one)}, plan {_words(other)}")
    return verdicts


def scan(target: Path, variables: Mapping[str, str]) -> dict[tuple[str, str], dict[str, Any]]:
    """The findings of the bundled packs by rule and address."""
    packs = [word for pack in PACKS for word in ("-p", pack)]
    command = [sys.executable, "-m", "riveter", "scan", "--no-config", *packs, "-f", "json", str(target)]
    command += [word for name, value in variables.items() for word in ("--var", f"{name}={value}")]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    report = json.loads(process.stdout)
    return {(item["rule_id"], item["resource"]["address"]): item for item in report["findings"]}


def _words(finding: dict[str, Any] | None) -> str:
    if finding is None:
        return "no finding"
    reasons = [item["unknown_reason"] for item in finding["assertions"] if item["outcome"] == "unknown"]
    return f"{finding['outcome']} ({'; '.join(filter(None, reasons)) or finding['message']})"
