"""The table of packs in docs/packs.md, made from the catalogue. `python -m tests.packs.docs` writes it."""

from __future__ import annotations

from riveter.rules.packs.groups import grouped
from riveter.rules.packs.packs import is_bundled, list_packs
from tests.packs.catalogue import ROOT

PAGE = ROOT / "docs" / "packs.md"
BEGIN = "<!-- tables: begin -->\n"
END = "<!-- tables: end -->\n"


def tables() -> str:
    """A table of the packs of each group."""
    lines: list[str] = []
    for title, packs in grouped(pack for pack in list_packs()[0] if is_bundled(pack.path)).items():
        lines += [f"{title}:", "", "| pack | alias | rules | description |", "|---|---|---|---|"]
        for pack in packs:
            also = ", ".join(f"`{alias}`" for alias in pack.aliases)
            lines.append(f"| `{pack.name}` | {also} | {len(pack.rules)} | {pack.description} |")
        lines.append("")
    return "\n".join(lines)


def page() -> str:
    """The page with its table as it has to be."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
