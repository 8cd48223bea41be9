"""How long 1,000 rules take to load, cold and from the cache, beside reading their files; in one process, interleaved.

And how long `riveter lint` takes for one file of 400 lines, beside a bare start of Python; interleaved.

python benchmarks/rules.py [--rules N]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from riveter.files.cache import Cache
from riveter.rules.packs.loader import load_rules

RULE = """\
  - id: rule-{number}
    name: "Buckets of kind {number} must be encrypted"
    resource_type: [aws_s3_bucket, aws_thing_{number}]
    severity: high
    filters:
      - {{key: tags.Kind, operator: equals, value: "{number}"}}
    assertions:
      - key: rule.*.apply_server_side_encryption_by_default.*.sse_algorithm
        operator: in
        value: ["aws:kms", "aws:kms:dsse"]
      - any:
          - {{key: bucket, operator: matches, value: "^prefix-{number}-[a-z]+$"}}
          - not: [{{key: acl, operator: exists}}]
    message: "{{address}} is not encrypted"
    metadata: {{frameworks: {{soc2: [CC6.1]}}}}
"""
FILES = 20


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=1000)
    count = parser.parse_args().rules
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules"
        rules.mkdir()
        for part in range(FILES):
            numbers = range(part, count, FILES)
            (rules / f"{part}.yml").write_text("rules:\n" + "".join(RULE.format(number=n) for n in numbers))
        cache = Cache(str(Path(folder) / "cache"), "rules")
        loaded = load_rules([str(rules)], cache=cache)
        if len(loaded.rules) != count or loaded.diagnostics:
            raise SystemExit(f"{len(loaded.rules)} rules were loaded: {loaded.diagnostics[:3]}")
        taken: dict[str, list[float]] = {"read the files": [], "from the cache": [], "without a cache": []}
        for _ in range(7):
            taken["read the files"].append(seconds(lambda: [path.read_bytes() for path in rules.iterdir()]))
            taken["from the cache"].append(seconds(lambda: load_rules([str(rules)], cache=cache)))
            taken["without a cache"].append(seconds(lambda: load_rules([str(rules)])))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:16} {median * 1000:8.1f} ms   {median / medians['read the files']:8.0f} x reading")
    print(f"without a cache / from the cache: {medians['without a cache'] / medians['from the cache']:.1f}")
    lint()
    return 0


def lint() -> None:
    """Measure and print what checking one file takes."""
    file = Path(__file__).parents[1] / "rule_packs" / "aws" / "s3.yml"
    commands = {"python -c pass": ["-c", "pass"], "riveter lint": ["-m", "riveter", "lint", str(file)]}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(9):
        for name, words in commands.items():
            run = [sys.executable, *words]
            taken[name].append(seconds(lambda run=run: subprocess.run(run, check=True, capture_output=True)))  # type: ignore[misc]
    bare, linted = (statistics.median(times) for times in taken.values())
    print(f"{'riveter lint':16} {linted * 1000:8.1f} ms   {linted / bare:8.1f} x a bare start of Python")


if __name__ == "__main__":
    raise SystemExit(main())
