"""How long 1,000 rules take to load, cold and from the cache, beside reading their files; in one process, interleaved.

python benchmarks/rules.py [--rules N]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from riveter.cache import Cache
from riveter.rules.loader import load_rules

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
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
