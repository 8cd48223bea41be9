"""Random expressions, evaluated with unknown values and then with known ones: what was known must still hold.

python tools/fuzz/unknowns.py                        # 20,000 expressions, some ten seconds
python tools/fuzz/unknowns.py --count 200000 --seed 7
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.terraform.knowledge import refuted
from tools.fuzz.generator import expressions


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Search for what riveter claims to know and does not.")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    problems = [problem for text in expressions(given.count, given.seed) if (problem := refuted(text)) is not None]
    for problem in sorted(problems, key=len):
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{len(problems)} of {given.count} refuted (seed {given.seed})\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
