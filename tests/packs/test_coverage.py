"""docs/coverage.md: every claim leads to a check that there is, and no check has both a rule and a reason why none."""

from __future__ import annotations

import pytest

from riveter.rules.packs.packs import load_pack
from tests.packs import coverage


def test_the_page_is_that_of_the_catalogue() -> None:
    # `python -m tests.packs.coverage` writes it.
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.page()


def test_reasons_are_sentences_about_checks_without_a_rule() -> None:
    answered, wanted = coverage.answers(), coverage.subjects()
    odd = [
        name
        for name, reason in coverage.reasons().items()
        if name in answered or name not in wanted or len(reason.split()) < 5 or not reason.endswith(".")
    ]
    assert odd == []


def test_what_is_claimed_exists() -> None:
    assert [name for name in coverage.answers() if name not in coverage.subjects()] == []


@pytest.mark.parametrize("cloud", coverage.CLOUDS)
def test_the_pack_of_a_cloud_holds_its_answers(cloud: str) -> None:
    pack = load_pack(coverage.PACKS[cloud]).pack
    assert pack is not None
    held, answers = {rule.id for rule in pack.rules}, coverage.answers()
    assert [name for name in coverage.subjects(cloud) if any(rule.id not in held for rule, _ in answers[name])] == []
