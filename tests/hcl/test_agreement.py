"""riveter's parser agrees with HashiCorp's: on what is valid, and on what expressions and templates mean."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from riveter.hcl import parse, parse_expression, parse_template
from tests.hcl import terraform
from tests.hcl.generate import SCOPE, any_template, expression, template_body
from tests.hcl.meaning import text_of, value_of
from tests.hcl.mutate import mutated
from tests.hcl.outline import source

needs_terraform = pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not on the PATH")


def recorded(name: str) -> list[tuple[str, Any]]:
    """What Terraform said to the texts of a file in `recorded/`."""
    text = (terraform.RECORDED / f"{name}.json").read_text(encoding="utf-8")
    return [(given, answer) for given, answer in json.loads(text)]


def accepts(text: str) -> bool:
    return not parse(source(text)).diagnostics


def value(text: str) -> Any:
    node, diagnostics = parse_expression(text)
    assert not diagnostics, (text, diagnostics)
    return value_of(node, SCOPE)


def render(text: str) -> str:
    node, diagnostics = parse_template(source(text))
    assert not diagnostics, (text, diagnostics)
    return text_of(value_of(node, SCOPE))


def disagreements(pairs: list[tuple[str, Any]], ours: Any) -> list[tuple[str, Any, Any]]:
    return [(text, answer, ours(text)) for text, answer in pairs if ours(text) != answer]


def test_changed_texts_are_refused_exactly_where_terraform_refused_them() -> None:
    pairs = recorded("accepted")
    assert {answer for _, answer in pairs} == {True, False}
    assert disagreements(pairs, accepts) == []


def test_expressions_and_templates_have_the_values_terraform_gave_them() -> None:
    assert disagreements(recorded("values"), value) == []


def test_whole_texts_render_as_terraform_rendered_them() -> None:
    assert disagreements(recorded("rendered"), render) == []


@needs_terraform
def test_fresh_random_texts_are_refused_exactly_where_terraform_refuses_them(tmp_path: Path) -> None:
    texts = mutated(random.Random(), 1000)
    answers = terraform.accepted(tmp_path, texts)
    assert disagreements(list(zip(texts, answers, strict=True)), accepts) == []


@needs_terraform
def test_fresh_random_expressions_have_the_values_terraform_gives_them(tmp_path: Path) -> None:
    rng = random.Random()
    texts = [expression(rng) for _ in range(60)] + [any_template(rng) for _ in range(140)]
    answers = terraform.values(tmp_path, texts)
    assert disagreements(list(zip(texts, answers, strict=True)), value) == []


@needs_terraform
def test_fresh_random_texts_render_as_terraform_renders_them(tmp_path: Path) -> None:
    rng = random.Random()
    texts = [template_body(rng, quoted=False) for _ in range(120)]
    answers = terraform.rendered(tmp_path, texts)
    assert disagreements(list(zip(texts, answers, strict=True)), render) == []
