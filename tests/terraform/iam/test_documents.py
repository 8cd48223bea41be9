"""`data.aws_iam_policy_document` is rendered as the AWS provider renders it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from riveter.core.values import PartialText, decode_json
from riveter.terraform.project import Console, LoadOptions, load
from tests.terraform.iam.agreement import may_become
from tests.terraform.iam.refresh import DOCUMENTS, RANDOM, REFUSED, names, random_documents, recorded

RECORDED = recorded()


@pytest.fixture(scope="module")
def corpus() -> Console:
    project = load([str(DOCUMENTS)], LoadOptions())
    assert [d for d in project.diagnostics if d.severity != "note"] == []
    return project.evaluator(str(DOCUMENTS))


def test_every_document_of_the_corpus_is_recorded() -> None:
    assert sorted(RECORDED["documents"]) == sorted(names())
    assert sorted(RECORDED["refused"]) == sorted(path.stem for path in REFUSED.glob("*.tf"))


@pytest.mark.parametrize("name", sorted(RECORDED["documents"]))
@pytest.mark.parametrize("attribute", ["json", "minified_json", "id"])
def test_a_document_is_what_the_provider_makes_of_it(corpus: Console, name: str, attribute: str) -> None:
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


def test_documents_with_unknown_parts_can_become_what_the_provider_makes_of_them(tmp_path: Path) -> None:
    documents = random_documents()
    assert RANDOM.read_text("utf-8") == documents.text()
    untold = documents.text(told=False)
    for name in documents.blocks:
        untold += f'resource "x_y" "{name}" {{\n  json = data.aws_iam_policy_document.{name}.json\n}}\n'
    (tmp_path / "main.tf").write_text(untold, "utf-8")
    project = load([str(tmp_path)], LoadOptions())
    assert [d for d in project.diagnostics if d.severity != "note"] == []
    found = {resource.name: resource.values["json"] for resource in project.resources if resource.type == "x_y"}
    assert sorted(found) == sorted(documents.blocks)
    told = {name: RECORDED["documents"][name][""]["json"] for name in found}
    assert sum(isinstance(value, PartialText) for value in found.values()) > 50
    for name, value in found.items():
        if isinstance(value, str):
            assert value == told[name]
        else:
            assert may_become(
                decode_json(value) if isinstance(value, PartialText) else value, json.loads(told[name])
            ), name


def test_a_statement_that_replaces_one_that_may_not_exist_is_there_once(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        """
        variable "guarded" { type = bool }
        data "aws_iam_policy_document" "d" {
          dynamic "statement" {
            for_each = var.guarded ? [1] : []
            content {
              sid     = "A"
              actions = ["old:*"]
            }
          }
          statement {
            sid     = "Own"
            actions = ["own:*"]
          }
          override_policy_documents = [for action in ["new:*", "newest:*"] : jsonencode({
            Statement = [{ Sid = "A", Effect = "Deny", Action = action }]
          })]
        }
        resource "x_y" "z" { json = data.aws_iam_policy_document.d.json }
        """
    )
    resources = load([str(tmp_path)], LoadOptions()).resources
    value = next(resource for resource in resources if resource.type == "x_y").values["json"]
    assert not isinstance(value, str)  # whether the statement comes first or last is not known
    document: Any = decode_json(value)
    statements = document["Statement"]
    assert sorted(statements.open) == [0]
    assert [item["Action"] for item in statements] == ["newest:*", "own:*", "newest:*"]
