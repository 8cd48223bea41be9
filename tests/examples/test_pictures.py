"""The pictures in the READMEs are those of the configuration as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.commands import EXAMPLES
from tests.examples.pictures import READMES, commands, renewed

HINT = "make the pictures anew: python -m tests.examples.pictures"


def test_finished_examples_have_a_picture() -> None:
    without = {"python-check", "estate"}  # they are about other things than one configuration
    examples = {readme.parent.name for readme in EXAMPLES.glob("*/README.md")} - without
    assert {readme.parent.name for readme in READMES} == {*examples, "exercises"}


@pytest.mark.slow
@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.parent.name)
def test_the_picture_is_current(readme: Path) -> None:
    text = readme.read_text("utf-8")
    assert len(commands(readme)) == text.count("```mermaid")
    assert renewed(readme) == text, HINT
