"""riveter's parser agrees with HashiCorp's: on what is valid, and on what expressions and templates mean."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.hcl import terraform
from tests.hcl.terraform import Question, disagreements, recorded

needs_terraform = pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not on the PATH")

QUESTIONS: list[Question] = ["accepted", "values", "rendered"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_texts_mean_what_terraform_recorded(question: Question) -> None:
    pairs = recorded(question)
    assert len(pairs) >= 150
    assert len({json.dumps(answer) for _, answer in pairs}) > 1
    assert disagreements(question, pairs) == []


def test_expressions_are_refused_where_terraform_refuses_them() -> None:
    pairs = recorded("edge_cases")
    assert {accepted for _, accepted in pairs} == {True, False}
    assert disagreements("accepted", pairs) == []


@needs_terraform
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("seed", [2, 3])
def test_texts_mean_what_terraform_says_now(question: Question, seed: int) -> None:
    texts = terraform.random_texts(question, seed, 150)
    assert disagreements(question, terraform.ask(question, texts)) == []
