"""Texts from the input are never syntax: not for Mermaid, not for Graphviz, not for a browser. Secrets are not in a picture."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from riveter.reporters import sanitize
from tests.cli.conftest import Riveter
from tests.picture.conftest import Show, Write
from tests.picture.mermaid_page import MermaidPage
from tests.picture.reading import mermaid

TEXTS = [
    'a"b', '"', '"""', "'q'", "\\", "x\\", "\\n ✓ 9 passed", "line\n✓ 9 passed", "<br/>✓ 9 passed", "\\N \\G \\l", "\t", "a  b",
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "&amp; &lt;", "&#60;b&#62;", "#quot; #35;", "#60;",
    "`md`", '"`**b**`"', "**bold**", "*it*", "_it_", "__b__", "~~s~~", "1. one", "- one", "+ one", "> q", "# h", "***", "---", "===",
    "%% c", "%%{init: {}}%%", "%{init}", 'click n1 "javascript:alert(1)"', "end", "subgraph x", "style: #ff0000; x", "classDef a: #f;",
    "class n1 passed", "n1 --> n2", "n1@{shape: x}", "a;b", "|x|", "{x}", "]", "])", "(x)", ":::failed", "::icon(fa fa-x)", "##[error]x",
    "[x](http://example.invalid)", "http://example.invalid", "www.example.invalid", "a@b.invalid", "$$x$$", "$$\\frac{1}{2}$$",
    "fa:fa-ban", "fab:fa-github", "\u202eabc", "\x1b[31m", "\u200b", "ﬂ°°42¶ß", "ünïcode 日本 😀", "} digraph {", "URL=x, href=y",
    "x" * 300,
]  # fmt: skip
CLIPPED = 80


def shown(text: str) -> str:
    """A key as a label shows it."""
    return sanitize.clip(f"1 instance ({text})", CLIPPED)


def written(configuration: object) -> str:
    """A configuration as JSON, in which no text is a template."""
    return re.sub(r"[$%]+(?=\{)", lambda found: found[0] + found[0][-1], json.dumps(configuration))


@pytest.fixture
def keys(tmp_path: Path) -> None:
    """A resource for each text, with the text as its key."""
    blocks = {f"r{number}": {"for_each": {text: ""}} for number, text in enumerate(TEXTS)}
    (tmp_path / "main.tf.json").write_text(written({"resource": {"x_y": blocks}}))


def test_keys_are_nothing_but_labels(keys: None, show: Show) -> None:
    drawn, run = show()
    assert run.code == 0
    assert {node.label[1]: node.label[2:] for node in drawn.nodes} == {
        f"r{number}": (shown(text),) for number, text in enumerate(TEXTS)
    }
    assert drawn.edges == []


def test_a_module_key_is_nothing_but_a_title(tmp_path: Path, show: Show) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text('resource "x_y" "z" {}\n')
    calls = {f"m{number}": {"source": "./m", "for_each": {text: ""}} for number, text in enumerate(TEXTS)}
    (tmp_path / "main.tf.json").write_text(written({"module": calls}))
    titles = {frame for node in show()[0].nodes for frame in node.frames}
    assert titles == {
        sanitize.clip(f"module.m{number}, 1 instance ({text})", CLIPPED) for number, text in enumerate(TEXTS)
    }


def test_rule_ids_and_folders_are_nothing_but_labels(write: Write, show: Show, tmp_path: Path) -> None:
    for folder in ('"] --> n1', "<b>"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "main.tf").write_text('resource "x_y" "z" {}\n')
    rule = {"name": "r", "resource_type": "x_y", "assertions": [{"key": "a", "operator": "exists"}]}
    (tmp_path / "rules.yml").write_text(json.dumps({"rules": [{"id": "a-b.c_d", **rule}]}))
    drawn, _ = show("-r", "rules.yml")
    assert {node.frames for node in drawn.nodes} == {('"] --> n1',), ("<b>",)}
    assert {node.label[2] for node in drawn.nodes} == {"✗ a-b.c_d"}


def test_mermaid_draws_the_texts_as_they_are(keys: None, riveter: Riveter, mermaid_page: MermaidPage) -> None:
    chart = riveter("show", "--format", "mermaid").out
    drawn = mermaid_page.draw(chart)
    expected = sorted([" ".join(line.split()) for line in node.label] for node in mermaid(chart).nodes)
    assert sorted([" ".join(line.split()) for line in label] for label in drawn) == expected


def test_graphviz_draws_the_texts_as_they_are(keys: None, riveter: Riveter, graphviz: str) -> None:
    graph = riveter("show", "--format", "dot").out
    done = subprocess.run(
        [graphviz, "-Tsvg"], input=graph, capture_output=True, encoding="utf-8", check=True, timeout=120
    )
    assert done.stderr == ""
    svg = ET.fromstring(done.stdout)
    texts = {(element.text or "").replace("\xa0", " ") for element in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert {shown(text) for text in TEXTS} <= texts
    assert not list(svg.iter("{http://www.w3.org/2000/svg}a"))


def test_secrets_are_not_in_a_picture(write: Write, show: Show) -> None:
    write("""
variable "token" {
  sensitive = true
  default   = "correct-horse-battery"
}
resource "aws_sqs_queue" "q" { for_each = toset([nonsensitive(var.token), "plain"]) }
module "m" {
  source   = "./m"
  for_each = toset([nonsensitive("${var.token}/x")])
}
# m/main.tf
resource "aws_sns_topic" "t" {}
""")
    drawn, run = show("-p", "aws-security")
    assert "horse" not in str(drawn) + run.out + run.err
    assert drawn.node("aws_sqs_queue").label[2] == "2 instances ((sensitive 1), plain)"


def test_secrets_that_only_a_rule_finds_are_not_in_a_picture(write: Write, show: Show) -> None:
    secret = "AKIA" + "Q7ZP2LMX4RTWNB6K"
    write(f"""
resource "aws_lambda_function" "f" {{
  for_each    = toset(["{secret}"])
  description = each.key
}}
# rules.yml
rules:
  - {{id: s, name: s, resource_type: aws_lambda_function, assertions: [{{key: description, operator: not_looks_like_secret}}]}}
""")
    drawn, run = show("-r", "rules.yml")
    assert secret not in str(drawn) + run.out + run.err
    assert drawn.node("aws_lambda_function").style == "failed"
