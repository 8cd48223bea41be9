"""What `scan --prove` costs beside `scan`: `python benchmarks/proof.py [DIRECTORY] [--repeat N] [--variables N] [--resources N]`.

Without a directory, a root module is generated: variables without a value, bools and texts that a `validation` lists, and resources whose
verdicts depend on one of them each. The runs are interleaved. What is compared are the medians of the processor time, without the cache.
Beside them stands how many of the verdicts that are unknown because of a variable got an answer.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PACKS = ("-p", "aws-security")


def generate(folder: Path, variables: int, resources: int) -> None:
    """Write a root module whose verdicts depend on its variables."""
    parts: list[str] = []
    for number in range(variables):
        if number % 2:
            parts.append(
                f'variable "v{number}" {{\n  type = string\n  validation {{\n'
                f'    condition     = contains(["dev", "test", "prod"], var.v{number})\n    error_message = "One of three."\n  }}\n}}\n'
            )
        else:
            parts.append(f'variable "v{number}" {{\n  type     = bool\n  nullable = false\n}}\n')
    for number in range(resources):
        chosen = number % variables
        condition = f'var.v{chosen} == "prod"' if chosen % 2 else f"var.v{chosen}"
        count = f"  count = {condition} ? 1 : 0\n" if number % 3 == 0 else ""
        parts.append(f'resource "aws_kms_key" "k{number}" {{\n{count}  enable_key_rotation = {condition}\n}}\n')
    (folder / "main.tf").write_text("".join(parts))


def processor_seconds(words: Sequence[str], environment: dict[str, str]) -> tuple[float, str]:
    """Return the processor time of a scan, and its report."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "riveter", "scan", *PACKS, "--no-cache", "-f", "json", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1, 2):
        raise SystemExit(done.stderr[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def because_of_a_variable(finding: dict[str, Any]) -> bool:
    """Return whether a verdict is unknown because of a variable of the root module."""
    causes = [finding["existence"], *(one["unknown_cause"] for one in finding["assertions"])]
    while causes:
        cause = causes.pop()
        if isinstance(cause, dict):
            if cause["kind"] == "unset_variable" and not cause.get("module"):
                return True
            causes.append(cause.get("cause"))
    return False


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directory", nargs="?")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--variables", type=int, default=6)
    parser.add_argument("--resources", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        directory = options.directory or temporary
        if not options.directory:
            generate(Path(temporary), options.variables, options.resources)
        environment = {**os.environ, "NO_COLOR": "1"}
        times: dict[str, list[float]] = {"scan": [], "scan --prove": []}
        reports: dict[str, str] = {}
        for _ in range(options.repeat):
            for name, words in (("scan", []), ("scan --prove", ["--prove"])):
                seconds, reports[name] = processor_seconds([*words, directory], environment)
                times[name].append(seconds)
    plain = statistics.median(times["scan"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:14} {median:6.2f} s of processor time, {median / plain:4.2f} x")
    before = [one for one in json.loads(reports["scan"])["findings"] if one["outcome"] == "unknown"]
    wanted = sum(map(because_of_a_variable, before))
    answered = sum("proof" in one for one in json.loads(reports["scan --prove"])["findings"])
    print(f"{answered} of {wanted} verdicts that are unknown because of a variable got an answer")


if __name__ == "__main__":
    main()
