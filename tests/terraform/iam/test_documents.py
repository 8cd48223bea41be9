"""`data.aws_iam_policy_document` is rendered as the AWS provider renders it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from riveter.terraform.project import Evaluator, LoadOptions, load
from tests.terraform.iam.refresh import DOCUMENTS, REFUSED, names, recorded

RECORDED = recorded()


@pytest.fixture(scope="module")
def corpus() -> Evaluator:
    project = load([str(DOCUMENTS)], LoadOptions())
    assert [d for d in project.diagnostics if d.severity != "note"] == []
    return project.evaluator(str(DOCUMENTS))


def test_every_document_of_the_corpus_is_recorded() -> None:
    assert sorted(RECORDED["documents"]) == sorted(names())
    assert sorted(RECORDED["refused"]) == sorted(path.stem for path in REFUSED.glob("*.tf"))


@pytest.mark.parametrize("name", sorted(RECORDED["documents"]))
@pytest.mark.parametrize("attribute", ["json", "minified_json", "id"])
def test_a_document_is_what_the_provider_makes_of_it(corpus: Evaluator, name: str, attribute: str) -> None:
    expected = {key: instance[attribute] for key, instance in RECORDED["documents"][name].items()}
    actual: dict[str, Any] = {}
    for key in expected:
        result = corpus.evaluate(f"data.aws_iam_policy_document.{name}{key}.{attribute}")
        assert result.error is None
        assert result.unknown is None
        actual[key] = result.value
    assert actual == expected


@pytest.mark.parametrize("name", sorted(RECORDED["refused"]))
def test_what_the_provider_refuses_is_told_where_it_is_written_and_unknown(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (REFUSED / f"{name}.tf").read_text("utf-8")
    (tmp_path / "main.tf").write_text(
        text + '\noutput "x" {\n  value = data.aws_iam_policy_document.x.json\n}\n', "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    project = load(["."], LoadOptions())
    problems = [d for d in project.diagnostics if d.severity != "note"]
    assert len(problems) == 1
    assert problems[0].span is not None
    assert problems[0].span.file == "main.tf"
    assert problems[0].span.start_line <= text.count("\n")
    result = project.evaluator(".").evaluate("data.aws_iam_policy_document.x.json")
    assert result.unknown is not None
    assert result.value is None
