"""Every recipe of the cookbook: its rule is sound, and gives the verdicts that the page promises."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from riveter.cli.main import main
from riveter.core.source import SourceFile
from riveter.linting import lint_source

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cookbook.md"


class Recipe(NamedTuple):
    """A section of the page."""

    name: str
    rules: str
    config: str
    terraform: list[str]


def _recipes() -> list[Recipe]:
    found = []
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        name = section.partition("\n")[0]
        blocks = re.findall(r"```(yaml|hcl)\n(.*?)```", section, re.DOTALL)
        texts = [text for language, text in blocks if language == "yaml"]
        rules, *config = texts
        terraform = [text for language, text in blocks if language == "hcl"]
        found.append(Recipe(name, rules, config[0] if config else "", terraform))
    return found


RECIPES = _recipes()


def test_there_are_twenty_recipes() -> None:
    assert len(RECIPES) == 20
    assert len({recipe.name for recipe in RECIPES}) == 20
    contents = PAGE.read_text(encoding="utf-8").partition("\n## ")[0]
    anchors = [recipe.name.lower().replace(" ", "-") for recipe in RECIPES]
    assert re.findall(r"\(#([a-z-]+)\)", contents) == anchors


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_the_rule_of_a_recipe_is_sound(recipe: Recipe) -> None:
    found = lint_source(SourceFile("rules.yml", recipe.rules, "rules.yml"))

    assert [item.summary for item in found] == []


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_recipe_gives_the_verdicts_that_it_promises(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.yml").write_text(recipe.rules, encoding="utf-8")
    if recipe.config:
        (tmp_path / "riveter.yml").write_text(recipe.config, encoding="utf-8")
    seen: set[str] = set()
    for text in recipe.terraform:
        (tmp_path / "main.tf").write_text(text, encoding="utf-8")
        words = ["scan", "main.tf", "-f", "json:report.json", "--no-cache"]
        main([*words, *(() if recipe.config else ("-r", "rules.yml", "--no-config"))])
        report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
        assert [item["summary"] for item in report["diagnostics"] if item["severity"] == "error"] == []
        outcomes: dict[str, set[str]] = {}
        for finding in report["findings"]:
            name = _promised(finding["resource"]["name"], text)
            outcomes.setdefault(name, set()).add(finding["outcome"])
        assert outcomes, text
        for name, found in outcomes.items():
            if name.startswith("good"):
                assert found == {"pass"}, (name, found)
            else:
                assert name.startswith("bad"), name
                assert "fail" in found, (name, found)
            seen.add(name[:3])
    assert seen == {"goo", "bad"}


def _promised(name: str, text: str) -> str:
    """The name that says what is promised; of blocks without a name, a comment says it."""
    comment = re.search(r"\{ # (good|bad)\n", text)
    return comment[1] if comment else name
