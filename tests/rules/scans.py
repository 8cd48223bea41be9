"""Scanning real Terraform files with the command line: what a rule says of every address."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from riveter.cli.main import main


def scan(folder: Path, rules: str, files: Mapping[str, str] | str, *arguments: str) -> dict[str, Any]:
    """The JSON report of `riveter scan` on files in a folder; text alone is `main.tf`."""
    for name, text in ({"main.tf": files} if isinstance(files, str) else files).items():
        path = folder / "infra" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    (folder / "rules.yml").write_text(dedent(rules), encoding="utf-8")
    report = folder / "report.json"
    main(
        [
            "scan",
            str(folder / "infra"),
            "-r",
            str(folder / "rules.yml"),
            "-f",
            f"json:{report}",
            "--no-cache",
            *arguments,
        ]
    )
    result: dict[str, Any] = json.loads(report.read_text("utf-8"))
    assert not [item for item in result["diagnostics"] if item["severity"] == "error"], result["diagnostics"]
    return result


def findings(folder: Path, rules: str, files: Mapping[str, str] | str, *arguments: str) -> dict[str, dict[str, Any]]:
    """The finding of every address (of the only rule)."""
    return {item["resource"]["address"]: item for item in scan(folder, rules, files, *arguments)["findings"]}


def outcomes(folder: Path, rules: str, files: Mapping[str, str] | str, *arguments: str) -> dict[str, str]:
    """The outcome for every address (of the only rule)."""
    return {address: item["outcome"] for address, item in findings(folder, rules, files, *arguments).items()}
