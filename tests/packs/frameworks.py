"""The pages docs/frameworks/*.md, made from the packs of frameworks. `python -m tests.packs.frameworks` writes them."""

from __future__ import annotations

import functools
from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec
import yaml

from riveter.rules.packs.definition import Pack
from riveter.rules.packs.packs import load_pack
from tests.packs.catalogue import PACKS, ROOT

PAGES = ROOT / "docs" / "frameworks"
DATA = Path(__file__).parent / "framework_data"


class Framework(msgspec.Struct, frozen=True):
    """A framework: all of its controls, and those that no configuration can show, each with the reason."""

    pack: Pack
    key: str
    title: str
    controls: tuple[str, ...]
    unseen: dict[str, str]

    def rules(self) -> dict[str, list[str]]:
        """Return the ids of the rules that serve a control, by control."""
        found = defaultdict(list)
        for rule in self.pack.rules:
            for control in rule.metadata["frameworks"][self.key]:
                found[control].append(rule.id)
        return found


@functools.cache
def frameworks() -> tuple[Framework, ...]:
    """Every framework that has a pack."""
    return tuple(_read(path) for path in sorted(DATA.glob("*.yml")))


def _read(path: Path) -> Framework:
    written = yaml.safe_load((PACKS / "packs" / path.name).read_text(encoding="utf-8"))
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    pack = load_pack(path.stem).pack
    assert pack is not None
    unseen = {
        control: group["why"]
        for group in data["unseen"]
        for control in data["controls"]
        if any(fnmatchcase(control, pattern) for pattern in group["controls"])
    }
    return Framework(pack, written["framework"]["name"], data["title"], tuple(data["controls"]), unseen)


def figures(framework: Framework) -> tuple[int, int, int]:
    """Return how many controls have a rule, cannot be seen, and have neither."""
    served = framework.rules()
    seen = sum(1 for control in framework.controls if control in served)
    hidden = sum(1 for control in framework.controls if control not in served and control in framework.unseen)
    return seen, hidden, len(framework.controls) - seen - hidden


def page(framework: Framework) -> str:
    """Return the page of a framework as it has to be."""
    served = framework.rules()
    seen, hidden, left = figures(framework)
    lines = [
        f"# {framework.title}",
        "",
        "<!-- Made by `python -m tests.packs.frameworks`; a test compares. -->",
        "",
        f"The pack `{framework.pack.name}` has {len(framework.pack.rules)} rules. Of {len(framework.controls)} controls, {seen} are "
        f"served by a rule, {hidden} cannot be seen in a configuration, and {left} have no rule yet. A rule that passes is evidence for "
        "a control. It is not the whole of it.",
        "",
        "| control | rules |",
        "|---|---|",
    ]
    lines += [f"| {c} | {', '.join(f'`{rule}`' for rule in served[c])} |" for c in framework.controls if c in served]
    reasons: dict[str, list[str]] = defaultdict(list)
    for control in framework.controls:
        if control not in served and control in framework.unseen:
            reasons[framework.unseen[control]].append(control)
    if reasons:
        lines += ["", "## What a configuration does not show", ""]
        lines += [f"* {why} {', '.join(controls)}" for why, controls in reasons.items()]
    missing = [c for c in framework.controls if c not in served and c not in framework.unseen]
    if missing:
        lines += ["", "## No rule yet", "", ", ".join(missing)]
    return "\n".join(lines) + "\n"


def index() -> str:
    """Return the page that leads to all others."""
    lines = [
        "# Frameworks",
        "",
        "<!-- Made by `python -m tests.packs.frameworks`; a test compares. -->",
        "",
        "Which bundled rules serve which controls. [How a pack selects by framework](../packs.md#packs-of-a-framework).",
        "",
        "| framework | pack | rules | controls with a rule | that no configuration shows | without a rule yet |",
        "|---|---|---|---|---|---|",
    ]
    for one in frameworks():
        seen, hidden, left = figures(one)
        lines.append(
            f"| [{one.title}]({one.pack.name}.md) | `{one.pack.name}` | {len(one.pack.rules)} | {seen} | {hidden} | {left} |"
        )
    names = "\n".join(one.pack.name for one in frameworks())
    return "\n".join([*lines, "", "```{toctree}", ":hidden:", "", names, "```"]) + "\n"


def pages() -> dict[Path, str]:
    """Return every page by its path."""
    return {
        PAGES / "index.md": index(),
        **{PAGES / f"{one.pack.name}.md": page(one) for one in frameworks()},
    }


if __name__ == "__main__":
    PAGES.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
