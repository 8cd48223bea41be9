"""docs/coverage.md, made from `equivalents` of the rules and from reasons. `python -m tests.packs.coverage` writes it."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import yaml

from riveter.rules.model.rule import RELATIONS, Rule
from tests.packs.catalogue import ROOT, rules

PAGE = ROOT / "docs" / "coverage.md"
DATA = Path(__file__).parent / "coverage_data"
PACKS = {
    "aws": "aws-all",
    "azure": "azure-all",
    "gcp": "gcp-security",
    "terraform": "terraform-hygiene",
    "kubernetes": "kubernetes-security",
}
"""The pack that holds the rules which answer the checks of a cloud."""

CLOUDS = {"aws": "AWS", "azure": "Azure", "gcp": "Google Cloud", "terraform": "Terraform", "kubernetes": "Kubernetes"}
HEAD = """# Coverage

<!-- Made by `python -m tests.packs.coverage`; a test compares. -->

Which bundled rule answers which check of Checkov. The word after a rule says how it compares with the check
([Equivalents](rule-language.md#equivalents)); without a word, both find the same. A check without a rule has a reason here, or no rule was
written yet.
"""


def subjects(cloud: str = "*") -> dict[str, str]:
    """The checks by id, with the resource types that they look at."""
    found: dict[str, str] = {}
    for path in sorted(DATA.glob(f"checkov_{cloud}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["id"]: row["resource_types"] for row in csv.DictReader(file)}
    return found


def reasons() -> dict[str, str]:
    """Why no rule answers a check, by its id."""
    return yaml.safe_load((DATA / "reasons.yml").read_text(encoding="utf-8")) or {}


def answers(tool: str = "checkov") -> dict[str, list[tuple[Rule, str]]]:
    """The rules that answer a check of a tool, by its id, each with the relation."""
    found = defaultdict(list)
    for _, rule in rules():
        relations = rule.metadata.get(RELATIONS, {}).get(tool, {})
        for name in rule.metadata.get("equivalents", {}).get(tool, []):
            found[name].append((rule, relations.get(name, {}).get("relation", "exact")))
    return found


def page() -> str:
    """The page as it has to be."""
    return "\n".join([HEAD, *(_section(cloud, title) for cloud, title in CLOUDS.items())])


def _section(cloud: str, title: str) -> str:
    """The table of the checks of one cloud."""
    answered, unanswered, wanted = answers(), reasons(), subjects(cloud)
    with_rule = sum(1 for name in wanted if name in answered)
    with_reason = sum(1 for name in wanted if name not in answered and name in unanswered)
    lines = [
        f"## {title}",
        "",
        f"Of {len(wanted)} checks, {with_rule} are answered by a rule, and {with_reason} have a reason why not. The rules are in the pack "
        f"`{PACKS[cloud]}`.",
        "",
        "| check | resource types | rules, or the reason why none |",
        "|---|---|---|",
    ]
    for name, types in wanted.items():
        text = "; ".join(
            f"`{rule.id}`" + ("" if relation == "exact" else f" ({relation})") for rule, relation in answered[name]
        )
        kinds = types.replace("*", "any").split()
        shown = " ".join(f"`{kind}`" for kind in kinds[:3]) + (" …" if len(kinds) > 3 else "")
        lines.append(f"| {name} | {shown} | {text or unanswered.get(name, '')} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
