"""The tables of docs/packs.md, made from the catalogue. `python -m tests.packs.docs` writes them."""

from __future__ import annotations

from pathlib import Path

from riveter.rules.model.rule import Rule
from riveter.rules.packs.packs import list_packs
from riveter.rules.reading.files import load_file
from tests.packs.catalogue import ROOT, rule_files
from tests.packs.frameworks import frameworks

PAGE = ROOT / "docs" / "packs.md"
BEGIN = "<!-- tables: begin -->\n"
END = "<!-- tables: end -->\n"
BENCHMARKS = {
    "aws": ("cis-aws-7.0", "CIS AWS 7.0"),
    "azure": ("cis-azure-6.0", "CIS Azure 6.0"),
    "gcp": ("cis-gcp-5.0", "CIS Google Cloud 5.0"),
    "kubernetes": ("cis-kubernetes", "CIS Kubernetes"),
}
"""By folder, the benchmark of the Center for Internet Security."""


def tables() -> str:
    """A table of the packs, and one of the rules of each file."""
    packs = [pack for pack in list_packs()[0] if Path(pack.path).parent == ROOT / "rule_packs" / "packs"]
    chosen = [pack for pack in packs if pack.name not in {one.pack.name for one in frameworks()}]
    member = {pack.name: {rule.id for rule in pack.rules} for pack in chosen}
    lines = ["| pack | alias | rules | description |", "|---|---|---|---|"]
    for pack in packs:
        also = ", ".join(f"`{alias}`" for alias in pack.aliases)
        lines.append(f"| `{pack.name}` | {also} | {len(pack.rules)} | {pack.description} |")
    for path in rule_files():
        loaded = load_file(str(path))
        lines += ["", f"### `{path.parent.name}/{path.name}`", "", loaded.rules.info.description, ""]
        parameters = [f"`{p.name}` ({p.description.rstrip('.')})" for p in loaded.rules.parameters]
        if parameters:
            lines += [f"Parameters: {', '.join(parameters)}.", ""]
        columns = _columns(path.parent.name)
        heads = [title for _, title in columns]
        lines += [f"| rule | severity | {' | '.join(heads)} | packs |", "|---" * (len(heads) + 3) + "|"]
        lines += [
            _row(rule, columns, [name for name, rules in member.items() if rule.id in rules])
            for rule in loaded.rules.rules
        ]
    return "\n".join(lines) + "\n"


def _columns(folder: str) -> list[tuple[str, str]]:
    benchmark = [BENCHMARKS[folder]] if folder in BENCHMARKS else []
    return [("soc2", "SOC 2"), *benchmark, ("nist-800-53", "NIST 800-53")]


def _row(rule: Rule, columns: list[tuple[str, str]], packs: list[str]) -> str:
    named = rule.metadata["frameworks"]
    controls = [", ".join(named.get(name, [])) for name, _ in columns]
    return f"| {rule.name}<br>`{rule.id}` | {rule.severity} | {' | '.join(controls)} | {', '.join(packs)} |"


def page() -> str:
    """The page with its tables as they have to be."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
