"""What rules found is in the picture, and can be told without colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Riveter
from tests.picture.conftest import Show, Write

MAIN = """
variable "rotate" { type = bool }
resource "aws_kms_key" "good" { enable_key_rotation = true }
resource "aws_kms_key" "bad" { enable_key_rotation = false }
resource "aws_kms_key" "open" { enable_key_rotation = var.rotate }
# riveter:ignore rotation reason="it is a test key"
resource "aws_kms_key" "waived" { enable_key_rotation = false }
resource "aws_sqs_queue" "other" {}
"""
RULES = """
rules:
  - id: rotation
    name: rotation
    resource_type: aws_kms_key
    assertions: [{key: enable_key_rotation, operator: equals, value: true}]
  - id: any
    name: any
    resource_type: aws_kms_key
    assertions: [{key: is_enabled, operator: not_equals, value: false}]
"""


@pytest.fixture
def written(tmp_path: Path) -> None:
    """The configuration above, with its rules."""
    (tmp_path / "main.tf").write_text(MAIN)
    (tmp_path / "rules.yml").write_text(RULES)


def test_nodes_have_the_worst_verdict_in_words_and_style(written: None, show: Show) -> None:
    drawn, run = show("-r", "rules.yml")
    assert run.code == 0  # a picture is no check
    key = "aws_kms_key"
    assert drawn.node(key, "good").label[2:] == ("✓ 2 passed",)
    assert drawn.node(key, "bad").label[2:] == ("✗ rotation", "✓ 1 passed")
    assert drawn.node(key, "open").label[2:] == ("? 1 unknown", "✓ 1 passed")
    assert drawn.node(key, "waived").label[2:] == ("– 1 suppressed", "✓ 1 passed")
    assert drawn.node("aws_sqs_queue").label[2:] == ()
    styles = {node.label[1]: node.style for node in drawn.nodes}
    assert styles == {"good": "passed", "bad": "failed", "open": "unknown", "waived": "suppressed", "other": ""}


def test_borders_differ_without_colours(written: None, riveter: Riveter) -> None:
    chart = riveter("show", "-r", "rules.yml", "-f", "mermaid").out
    borders = {}
    for line in chart.splitlines():
        if line.startswith("  classDef "):
            _, name, style = line.split(None, 2)
            borders[name] = [part for part in style.split(",") if part.startswith("stroke-")]
    assert len({tuple(border) for border in borders.values()}) == len(borders) == 4
    graph = riveter("show", "-r", "rules.yml", "-f", "dot").out
    kinds = [line.partition("style=")[2].partition('", ')[0] for line in graph.splitlines() if "aws_kms_key" in line]
    assert len(set(kinds)) == 4


def test_the_values_of_the_command_line_decide(written: None, show: Show) -> None:
    drawn, _ = show("-r", "rules.yml", "--var", "rotate=false")
    assert drawn.node("aws_kms_key", "open").style == "failed"


def test_one_failing_instance_fails_the_node(written: None, write: Write, show: Show) -> None:
    write("""# more.tf
resource "aws_kms_key" "each" {
  for_each            = { a = true, b = false, c = true }
  enable_key_rotation = each.value
}
""")
    node = show("-r", "rules.yml")[0].node("aws_kms_key", "each")
    assert node.label[2:] == ("3 instances (a, b, c)", "✗ rotation", "✓ 1 passed")
    assert node.style == "failed"


def test_verdicts_stay_with_their_root_module(write: Write, show: Show) -> None:
    write(f"""# a/main.tf
resource "aws_kms_key" "k" {{ enable_key_rotation = true }}
# b/main.tf
resource "aws_kms_key" "k" {{ enable_key_rotation = false }}
# rules.yml{RULES}""")
    assert {node.frames: node.style for node in show("-r", "rules.yml")[0].nodes} == {
        ("a",): "passed",
        ("b",): "failed",
    }


def test_many_failing_rules_are_counted(write: Write, show: Show) -> None:
    rules = "".join(
        f"  - {{id: r{number}, name: r, resource_type: x_y, assertions: [{{key: a, operator: exists}}]}}\n"
        for number in range(5)
    )
    write(f'resource "x_y" "z" {{}}\n# rules.yml\nrules:\n{rules}')
    assert show("-r", "rules.yml")[0].node("x_y").label == ("x_y", "z", "✗ r0", "✗ r1", "✗ r2", "✗ 2 more failed")


def test_packs_and_parameters(write: Write, show: Show) -> None:
    write("""
resource "aws_kms_key" "k" { deletion_window_in_days = 7 }
# rules.yml
parameters:
  days: {type: number, default: 7}
rules:
  - id: window
    name: window
    resource_type: aws_kms_key
    assertions: [{key: deletion_window_in_days, operator: gte, value: "{param.days}"}]
""")
    assert show("-p", "aws-security")[0].node("aws_kms_key").style == "failed"
    assert show("-r", "rules.yml")[0].node("aws_kms_key").style == "passed"
    assert show("-r", "rules.yml", "--param", "days=30")[0].node("aws_kms_key").style == "failed"


def test_findings_about_other_blocks_are_mentioned(write: Write, show: Show) -> None:
    write("""
variable "a" {}
resource "x_y" "z" {}
# rules.yml
rules:
  - {id: v, name: v, resource_type: variable, assertions: [{key: description, operator: exists}]}
""")
    note = "Not drawn: findings about blocks that are not resources (1 failed)."
    drawn, run = show("-r", "rules.yml")
    assert drawn.node(note).style == "note"
    assert note in run.err


def test_errors_are_in_the_picture(written: None, write: Write, show: Show) -> None:
    write("# broken.tf\nresource {\n")
    drawn, run = show("-r", "rules.yml")
    assert run.code == 2
    assert drawn.node("Incomplete: riveter found errors, see its messages.").style == "note"
    assert "error:" in run.err


def test_rules_that_cannot_be_read_are_an_error(written: None, write: Write, show: Show) -> None:
    write("# wrong.yml\nrules: [{}]\n")
    drawn, run = show("-r", "wrong.yml")
    assert run.code == 2
    assert drawn.node("Incomplete: riveter found errors, see its messages.").style == "note"


def test_the_environment_of_the_config_decides(written: None, write: Write, show: Show) -> None:
    write(
        "# riveter.yml\nenvironments:\n  prod:\n    variables: {rotate: true}\n  dev:\n    variables: {rotate: false}\n"
    )
    styles = [
        show("-r", "rules.yml", *more)[0].node("aws_kms_key", "open").style
        for more in ((), ("--env", "prod"), ("--env", "dev"))
    ]
    assert styles == ["unknown", "passed", "failed"]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("option", [("-p", "aws-security"), ("-r", "rules.yml"), ("--param", "a=b")])
def test_rules_need_a_picture(written: None, riveter: Riveter, form: str, option: tuple[str, str]) -> None:
    run = riveter("show", "-f", form, *option)
    assert run.code == 2
    assert "add --format mermaid or --format dot" in run.err
    assert run.out == ""
