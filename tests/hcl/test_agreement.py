"""riveter's parser agrees with HashiCorp's: on what is valid, and on what expressions and templates mean."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.hcl import terraform
from tests.hcl.terraform import RECORDED, Question, disagreements

needs_terraform = pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not on the PATH")

QUESTIONS: list[Question] = ["accepted", "values", "rendered"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_texts_mean_what_terraform_recorded(question: Question) -> None:
    pairs = [(text, answer) for text, answer in json.loads((RECORDED / f"{question}.json").read_text(encoding="utf-8"))]
    assert len(pairs) >= 150
    assert len({json.dumps(answer) for _, answer in pairs}) > 1
    assert disagreements(question, pairs) == []


@needs_terraform
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("seed", [2, 3])
def test_texts_mean_what_terraform_says_now(question: Question, seed: int) -> None:
    texts = terraform.random_texts(question, seed, 150)
    assert disagreements(question, terraform.ask(question, texts)) == []
