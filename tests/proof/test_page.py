"""docs/proofs.md: each example gives the sentence that stands below it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.proof.conftest import Scanner

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "proofs.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```hcl\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 8


@pytest.mark.parametrize("number", range(8))
def test_an_example_gives_its_sentence(scanned: Scanner, number: int) -> None:
    config, sentence = EXAMPLES[number]
    code, _ = scanned(config)
    assert sentence.strip() in scanned.text("--prove")
    assert code == (1 if "fails for every value" in sentence else 0)
