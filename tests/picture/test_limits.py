"""Large configurations: the picture stays small enough to be drawn, and says what it leaves out."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Riveter
from tests.picture.mermaid_page import MermaidPage
from tests.picture.reading import dot, mermaid

RULES = """
rules:
  - id: rotation
    name: rotation
    resource_type: aws_kms_key
    assertions: [{key: enable_key_rotation, operator: equals, value: true}]
"""


def test_failing_resources_stay_in_a_large_picture(riveter: Riveter, tmp_path: Path) -> None:
    keys = [
        f'resource "aws_kms_key" "k{number}" {{ enable_key_rotation = {str(number % 100 > 0).lower()} }}\n'
        for number in range(250)
    ]
    keys.append('variable "r" { type = bool }\nresource "aws_kms_key" "open" { enable_key_rotation = var.r }\n')
    (tmp_path / "main.tf").write_text("".join(keys))
    (tmp_path / "rules.yml").write_text(RULES)
    run = riveter("show", "-r", "rules.yml", "--format", "mermaid")
    drawn = mermaid(run.out)
    note = "Not drawn: 51 of 251 blocks. Draw a part of it with --address or --terraform."
    assert note in run.err
    assert drawn.node(note).style == "note"
    assert len(drawn.nodes) == 201
    styles = [node.style for node in drawn.nodes]
    assert (styles.count("failed"), styles.count("unknown")) == (3, 1)
    assert len(dot(riveter("show", "-r", "rules.yml", "--format", "dot").out).nodes) == 251


def test_left_out_failures_are_counted(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("".join(f'resource "aws_kms_key" "k{number}" {{}}\n' for number in range(210)))
    (tmp_path / "rules.yml").write_text(RULES)
    run = riveter("show", "-r", "rules.yml", "--format", "mermaid")
    assert "Not drawn: 10 of 210 blocks (among them 10 failed)." in run.err


def test_left_out_unknowns_are_counted(riveter: Riveter, tmp_path: Path) -> None:
    keys = [f'resource "aws_kms_key" "k{number}" {{ enable_key_rotation = var.r }}\n' for number in range(210)]
    (tmp_path / "main.tf").write_text("".join(['variable "r" { type = bool }\n', *keys]))
    (tmp_path / "rules.yml").write_text(RULES)
    run = riveter("show", "-r", "rules.yml", "--format", "mermaid")
    assert "Not drawn: 10 of 210 blocks (among them 10 unknown)." in run.err


def test_many_references_are_left_out_those_for_order_first(riveter: Riveter, tmp_path: Path) -> None:
    keys = "".join(f'resource "aws_kms_key" "k{number}" {{}}\n' for number in range(30))
    all_keys = ", ".join(f"aws_kms_key.k{number}.arn" for number in range(15))
    order = ", ".join(f"aws_kms_key.k{number}" for number in range(15, 30))
    queues = "".join(
        f'resource "aws_sqs_queue" "q{number}" {{\n  tags = {{ all = join(",", [{all_keys}]) }}\n  depends_on = [{order}]\n}}\n'
        for number in range(20)
    )
    (tmp_path / "main.tf").write_text(keys + queues)
    run = riveter("show", "--format", "mermaid")
    drawn = mermaid(run.out)
    assert "Not drawn: 100 of 600 references between these blocks." in run.err
    assert (len(drawn.edges), len(drawn.dashed)) == (500, 200)
    assert len(dot(riveter("show", "--format", "dot").out).edges) == 600


def test_long_labels_leave_room_for_less(riveter: Riveter, tmp_path: Path) -> None:
    blocks = "".join(f'resource "x_y" "z{number}" {{ for_each = toset(["{"<" * 75}"]) }}\n' for number in range(180))
    (tmp_path / "main.tf").write_text(blocks)
    run = riveter("show", "--format", "mermaid")
    drawn = mermaid(run.out)
    assert len(run.out) <= 50_000
    assert 50 < len(drawn.nodes) < 180
    assert f"Not drawn: {181 - len(drawn.nodes)} of 180 blocks." in run.err


def test_mermaid_draws_the_largest_picture(riveter: Riveter, tmp_path: Path, mermaid_page: MermaidPage) -> None:
    keys = "".join(f'resource "aws_kms_key" "k{number}" {{}}\n' for number in range(3))
    all_keys = ", ".join(f"aws_kms_key.k{number}.arn" for number in range(3))
    queues = "".join(
        f'resource "aws_sqs_queue" "q{number}" {{ tags = {{ all = join(",", [{all_keys}]) }} }}\n'
        for number in range(220)
    )
    (tmp_path / "main.tf").write_text(keys + queues)
    chart = riveter("show", "--format", "mermaid").out
    assert len(mermaid(chart).edges) == 500
    assert len(mermaid_page.draw(chart)) == len(mermaid(chart).nodes) == 202


def test_the_picture_is_the_same_each_time(riveter: Riveter, tmp_path: Path) -> None:
    for root in ("b", "a"):
        (tmp_path / root).mkdir()
        (tmp_path / root / "main.tf").write_text(
            'resource "aws_kms_key" "k" { for_each = toset(["x", "y"]) }\n'
            'resource "aws_sqs_queue" "q" { kms_master_key_id = aws_kms_key.k["x"].id }\n'
        )
    runs = [
        riveter("show", "--format", form, "-p", "aws-security").out for form in ("mermaid", "mermaid", "dot", "dot")
    ]
    assert runs[0] == runs[1]
    assert runs[2] == runs[3]
    assert runs[0].index('"a"') < runs[0].index('"b"')
