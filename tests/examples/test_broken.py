"""The broken variants of the examples: riveter finds in each of them what `expected.json` lists, and no more.

After a change: `python -m tests.examples.broken EXAMPLE > examples/EXAMPLE/broken/expected.json`, and look at each difference.
"""

from __future__ import annotations

import pytest

from riveter.rules.reading.files import load_file
from tests.examples.broken import expected, found, rule_files, variants
from tests.examples.commands import EXAMPLES

NAMES = sorted(path.parent.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("broken"))
VARIANTS = [(name, variant.name) for name in NAMES for variant in variants(name)]


def test_the_examples_are_found() -> None:
    assert {"first-rule", "dxr-athena-export", "batch-data-pipeline/exercises"} < set(NAMES)


@pytest.mark.parametrize(("name", "variant"), VARIANTS)
def test_exactly_the_expected_findings(name: str, variant: str) -> None:
    assert found(name, variant) == sorted(expected(name)[variant], key=str)


@pytest.mark.parametrize("name", NAMES)
def test_each_variant_is_listed_and_explained(name: str) -> None:
    assert list(expected(name)) == [variant.name for variant in variants(name)]
    folder = EXAMPLES / name
    texts = [path.read_text(encoding="utf-8") for path in (folder / "README.md", folder / "broken" / "README.md")]
    for variant in variants(name):
        assert (variant / "README.md").exists() or any(variant.name in text for text in texts)


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_fails_somewhere(name: str) -> None:
    rules = {rule.id for path in rule_files(name) for rule in load_file(str(path)).rules.rules}
    failing = {one["rule"] for entries in expected(name).values() for one in entries if "outcome" not in one}
    # One of the two rules for beginners shows a verdict that is unknown.
    assert rules - failing == ({"versioning-enabled"} if name == "first-rule" else set())
