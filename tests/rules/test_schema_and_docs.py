"""The published schema agrees with the loader, and the documentation with the tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from riveter.core.paths import POLICIES_KEY
from riveter.resource import SPECIAL_KEYS
from riveter.rules.conditions.transforms import TRANSFORMS
from riveter.rules.model.messages import PLACEHOLDERS
from riveter.rules.operator_reference import operators_markdown
from riveter.rules.operators import OPERATORS, ROWS
from riveter.rules.reading.reader import parse_rules
from riveter.rules.reading.schema import rules_schema, rules_schema_text
from tests.editors import as_editors_read
from tests.rules.broken import BROKEN, RULE, one
from tests.rules.conftest import source
from tests.rules.test_conditions_are_monotone import CONDITIONS

ROOT = Path(__file__).parents[2]
VALIDATOR = jsonschema.Draft202012Validator(rules_schema())
BEYOND_SCHEMA = {
    "duplicate key", "merge of text", "own tag", "id with spaces", "name without letters", "duplicate id",
    "misspelt block type", "message placeholder", "message placeholder in capitals", "message placeholder with spaces",
    "message parameter", "range upside down", "divisor zero", "bad regex", "look-ahead", "back-reference", "bad network",
    "bad port", "bad version", "bad constraint", "bad days", "action without service",
    "connected resource through a broken key", "ambiguous bool", "ambiguous bool in a list", "ambiguous bool in a map",
    "value forgotten", "item forgotten", "key with two dots", "key with star in a name", "unclosed bracket in a key",
    "misspelt special key", "impossible count", "each without assertions", "each with where only", "related that always holds",
    "parameter in a key", "related via", "unknown parameter", "parameter with a dollar sign", "parameter with spaces",
    "parameter with an ambiguous default", "parameter with a forgotten default",
    "no parameters declared", "parameter of the wrong type", "parameter that does not fit", "text for a number",
    "negative length",
}  # fmt: skip
"""What only the loader can tell."""


def valid(text: str) -> bool:
    """Whether the schema accepts a file as editors read it."""
    return VALIDATOR.is_valid(as_editors_read(text))


def test_the_schema_is_a_schema_and_is_printed_as_json() -> None:
    jsonschema.Draft202012Validator.check_schema(rules_schema())
    assert yaml.safe_load(rules_schema_text()) == rules_schema()


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_schema_accepts_what_the_loader_accepts(condition: str) -> None:
    assert valid(one(condition))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_example_of_every_operator_is_accepted_by_the_loader_and_the_schema(row: Any) -> None:
    loaded = parse_rules(source(one(row.example)))
    assert not loaded.diagnostics
    assert valid(one(row.example))
    opposite = f"is_not_{row.name.removeprefix('is_')}" if row.name.startswith("is_") else f"not_{row.name}"
    assert row.name in row.example or opposite in row.example


RULE_FILES = [
    path
    for path in sorted((ROOT / "rule_packs").glob("*/*.yml"))
    if ".cases." not in path.name and path.parent.name != "packs"
]


@pytest.mark.slow
@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.name)
def test_the_bundled_rules_are_valid(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not parse_rules(source(text)).diagnostics
    assert valid(text)


UNREADABLE = {
    "two documents", "tab", "unclosed bracket", "unquoted colon", "unquoted star", "unquoted percent", "bad indentation",
    "control character", "undefined alias", "tag", "recursive alias", "list as key", "good rules around a syntax error", "own tag",
    "merge of text", "unclosed quote", "text after a quote", "unknown escape", "unclosed brace", "outdented key",
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in BROKEN if name not in BEYOND_SCHEMA | UNREADABLE])
def test_the_schema_refuses_what_the_loader_refuses(name: str) -> None:
    assert not valid(BROKEN[name])


@pytest.mark.parametrize("name", sorted(BEYOND_SCHEMA - UNREADABLE))
def test_what_only_the_loader_can_tell_is_listed_as_such(name: str) -> None:
    assert valid(BROKEN[name]), "the schema refuses this too: take it off the list"


# --- documentation -------------------------------------------------------------------------------


def test_the_page_of_operators_is_made_from_the_table() -> None:
    page = (ROOT / "docs" / "operators.md").read_text("utf-8")
    assert page == operators_markdown(), "run: python -m riveter.rules.operator_reference > docs/operators.md"


LANGUAGE = (ROOT / "docs" / "rule-language.md").read_text("utf-8")


IAM = (ROOT / "docs" / "iam.md").read_text("utf-8")


@pytest.mark.parametrize(("page", "least"), [(LANGUAGE, 9), (IAM, 3)], ids=["rule-language", "iam"])
def test_every_example_of_a_page_loads(page: str, least: int) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert len(blocks) >= least
    for block in blocks:
        text = block
        if not re.match(r"(rules:|metadata:|parameters:|- (name|id):|# yaml-language-server)", block):
            text = RULE + "".join(f"    {line}\n" for line in block.splitlines())
        if "cases:" in block or "include:" in block:
            continue
        loaded = parse_rules(source(text))
        told = [
            f"{d.span}: {d.summary}"
            for d in loaded.diagnostics
            if "extra `cel`" not in d.summary and "installed package" not in d.summary
        ]
        assert not told, block


def test_the_rule_language_page_names_everything() -> None:
    for word in (
        *SPECIAL_KEYS,
        POLICIES_KEY,
        *TRANSFORMS,
        *(f"{{{name}}}" for name in PLACEHOLDERS),
        "{param.x}",
        "quantifier",
        "related",
        "each",
        "value_from",
    ):
        assert word in LANGUAGE, word
    for name in ("present", "within", "subset_of", "not_intersects"):
        assert name in OPERATORS
