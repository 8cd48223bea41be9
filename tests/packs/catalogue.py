"""The bundled rules, as the tests of this folder look at them."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml

from riveter.rules.model.rule import Rule
from riveter.rules.reading.files import load_file

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "rule_packs"


def rule_files(provider: str = "*") -> list[Path]:
    """Every rule file of the catalogue, or those of one folder."""
    return sorted(
        path for path in PACKS.glob(f"{provider}/*.yml") if path.parent.name != "packs" and ".cases." not in path.name
    )


@functools.cache
def rules() -> tuple[tuple[Path, Rule], ...]:
    """Every rule with its file. Raises when a file has anything wrong."""
    found: list[tuple[Path, Rule]] = []
    for path in rule_files():
        loaded = load_file(str(path))
        assert loaded.diagnostics == (), (path, loaded.diagnostics)
        found.extend((path, rule) for rule in loaded.rules.rules)
    return tuple(found)


@functools.cache
def written(path: Path) -> dict[str, dict[str, object]]:
    """The rules of a file as they are written, by id."""
    return {rule["id"]: rule for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]}
