"""`__values__`: what a Helm release gives its chart, merged as Helm does."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.api import scan
from riveter.scan.options import ScanOptions, Targets

HEAD = (
    'variable "u" {}\nvariable "n" {\n  type = number\n}\nvariable "on" {\n  type = bool\n}\nresource "aws_s3_bucket" "b" {}\n'
    'variable "s" {\n  default   = "hidden-words-here"\n  sensitive = true\n}\n'
)


def judge(folder: Path, arguments: str, key: str, condition: str, *, only: bool = False) -> str:
    """The verdict of a condition on one key of the values. only: of the release that is in the folder already."""
    release = "" if only else f'resource "helm_release" "r" {{\n{arguments}\n}}\n'
    (folder / "main.tf").write_text(HEAD + release, encoding="utf-8")
    rule = (
        f"- {{id: r, name: r, resource_type: helm_release, assertions: [{{key: '__values__.{key}', {condition}}}]}}\n"
    )
    (folder / "rules.yml").write_text(rule, encoding="utf-8")
    targets = Targets(paths=(str(folder),), cache=False)
    [finding] = scan(ScanOptions(targets=targets, rules=(str(folder / "rules.yml"),))).findings
    assert "hidden-words-here" not in str(finding)
    return finding.outcome.value


def equals(value: str) -> str:
    return f"operator: equals, value: {value}"


@pytest.mark.parametrize(
    ("arguments", "key", "value"),
    [
        ("values = [yamlencode({ a = { b = 1 } })]", "a.b", "1"),
        ('values = ["a:\\n  b: yes\\n"]', "a.b", "true"),
        ("values = [<<-EOT\n  a:\n    b: [x, z]\nEOT\n]", "a.b.1", "z"),
        # maps are merged, all else is replaced
        ('values = ["a: {b: 1, c: 1}", "a: {c: 2}"]', "a.b", "1"),
        ('values = ["a: {b: 1, c: 1}", "a: {c: 2}"]', "a.c", "2"),
        ('values = ["a: [1, 2]", "a: [3]"]', "a", "[3]"),
        ('values = ["a: {b: 1}", "a: x"]', "a", "x"),
        ('values = ["a: x", "a: {b: 1}"]', "a.b", "1"),
        # blocks of version 2 of the provider, and lists of version 3
        ('set {\n  name = "a.b"\n  value = "x"\n}', "a.b", "x"),
        ('set = [{ name = "a.b", value = "x" }]', "a.b", "x"),
        ('values = ["a: {b: 1}"]\nset = [{ name = "a.b", value = "x" }]', "a.b", "x"),
        ('values = ["a: {c: 1}"]\nset = [{ name = "a.b", value = "x" }]', "a.c", "1"),
        ('set = [{ name = "a", value = "x" }, { name = "a", value = "y" }]', "a", "y"),
        ('set = [{ name = "a", value = "x" }]\nset_list = [{ name = "a", value = ["1", "b"] }]', "a", "[1, b]"),
        ('set = [{ name = "a[1].b", value = "x" }]', "a.1.b", "x"),
        ('values = ["a: [{b: 1}, {c: 1}]"]\nset = [{ name = "a[1].b", value = "x" }]', "a.1.c", "1"),
        ('set = [{ name = "a.b\\\\.c/d", value = "x" }]', 'a["b.c/d"]', "x"),
        # as Helm reads the text of a value
        ('set = [{ name = "a", value = "true" }]', "a", "true"),
        ('set = [{ name = "a", value = true }]', "a", "true"),
        ('set = [{ name = "a", value = "12" }]', "a", "12"),
        ('set = [{ name = "a", value = "012" }]', "a", '"012"'),
        ('set = [{ name = "a", value = "12", type = "string" }]', "a", '"12"'),
        ('set = [{ name = "a", value = "{x,y}", type = "literal" }]', "a", '"{x,y}"'),
        ('set = [{ name = "a", value = "" }]', "a", '""'),
    ],
)
def test_the_values_are_those_of_helm(tmp_path: Path, arguments: str, key: str, value: str) -> None:
    assert judge(tmp_path, arguments, key, equals(value)) == "pass"
    assert judge(tmp_path, arguments, key, "operator: equals, value: other") == "fail"


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ("values = [var.u]", "a"),
        ("values = var.u", "a"),
        ('values = ["a: 1", var.u]', "a"),
        ('values = [var.u, "b: 1"]', "a"),
        ('values = ["a: {b: 1}", yamlencode({ a = var.u })]', "a.b"),
        ('values = ["a: ${var.u}"]', "a"),
        ('values = ["a: 1", "${var.u}: 2"]', "a"),
        ('set = [{ name = var.u, value = "x" }]', "a"),
        ('set = [{ name = "a", value = var.u }]', "a"),
        ('set = [{ name = "a", value = "x", type = var.u }]', "a"),
        ("set = var.u", "a"),
        ('set = [{ name = "a", value = "1,b=2" }]', "a"),
        ('set = [{ name = "a", value = "{1,2}" }]', "a"),
        ('set = [{ name = "a=1,b", value = "2" }]', "a"),
        ('set_list = [{ name = "a", value = var.u }]', "a"),
        # Helm reads further names after a comma, which an unknown text may have
        ('values = ["b: 1"]\nset = [{ name = "a", value = var.u }]', "b"),
        ('set = [{ name = "b", value = "x" }, { name = "a", value = "v-${var.u}" }]', "b"),
        ('set = [{ name = "b", value = "x" }, { name = "a", value = var.u, type = "string" }]', "b"),
        ('set = [{ name = "b", value = "x" }, { name = "a", value = "1,b=2" }]', "b"),
        ('set = [{ name = "b", value = "x" }, { name = "a", value = "{1},b=2" }]', "b"),
        ('set = [{ name = "b", value = "x" }, { name = "a", value = "1,b=2", type = var.u }]', "b"),
        ('values = ["b: 1"]\nset_list = [{ name = "a", value = [var.u] }]', "b"),
        ('values = ["b: 1"]\nset_sensitive = [{ name = "a", value = var.u }]', "b"),
        ('values = ["b: 1"]\nset_sensitive = [{ name = "a", value = "x,b=2" }]', "b"),
        # texts and blocks of which it is not known whether they are there
        ('values = concat(["b: 1"], var.u)', "b"),
        (
            'values = ["b: 1"]\ndynamic "set" {\n  for_each = var.u\n  content {\n    name  = set.value\n    value = "x"\n  }\n}',
            "b",
        ),
        (
            'values = ["b: 1"]\ndynamic "set" {\n  for_each = var.u\n  content {\n    name  = "b"\n    value = "x"\n  }\n}',
            "b",
        ),
        # secrets
        ('set_sensitive = [{ name = "a", value = "hidden-words-here" }]', "a"),
        ('set_sensitive {\n  name = "a"\n  value = "hidden-words-here"\n}', "a"),
        ('set = [{ name = "a", value = var.s }]', "a"),
        ("values = [yamlencode({ a = var.s })]", "a"),
    ],
)
def test_what_is_not_known_is_unknown(tmp_path: Path, arguments: str, key: str) -> None:
    assert judge(tmp_path, arguments, key, equals("x")) == "unknown"


@pytest.mark.parametrize(
    ("arguments", "key", "value"),
    [
        ('values = [var.u, "a: {b: 1}"]', "a.b", "1"),
        ('values = ["a: ${var.u}\\nb: 1"]', "b", "1"),
        ('values = [var.u]\nset = [{ name = "a.b", value = "x" }]', "a.b", "x"),
        ('set = [{ name = "a", value = var.u }, { name = "b", value = "x" }]', "b", "x"),
        ('set_sensitive = [{ name = "a", value = var.s }]\nvalues = ["b: 1"]', "b", "1"),
        ('values = ["b: 1"]\nset = [{ name = "a", value = var.u, type = "literal" }]', "b", "1"),
        ('values = ["b: 1"]\nset = [{ name = "a", value = var.n }]', "b", "1"),
        ('values = ["b: 1"]\nset = [{ name = "a", value = var.on }]', "b", "1"),
        ('values = ["b: 1"]\nset = [{ name = "a", value = aws_s3_bucket.b.arn }]', "b", "1"),
        ('values = ["b: 1"]\nset = [{ name = "a", value = "{1,2}" }]', "b", "1"),
        ('values = ["b: 1"]\nset = [{ name = "a", value = "1\\\\,2" }]', "b", "1"),
        (
            'values = ["b: 1"]\ndynamic "set" {\n  for_each = var.u\n  content {\n    name  = "a"\n    value = "x"\n  }\n}',
            "b",
            "1",
        ),
        ('set = [{ name = var.u, value = "x" }, { name = "b", value = "x" }]', "b", "x"),
    ],
)
def test_the_rest_is_known(tmp_path: Path, arguments: str, key: str, value: str) -> None:
    assert judge(tmp_path, arguments, key, equals(value)) == "pass"


def test_an_unknown_text_may_hold_more_keys(tmp_path: Path) -> None:
    texts = 'values = [var.u, "a: {b: 1}"]'
    assert judge(tmp_path, texts, "a.c", "operator: not_exists") == "unknown"
    assert judge(tmp_path, 'values = ["a: {b: 1}"]', "a.c", "operator: not_exists") == "pass"
    assert judge(tmp_path, 'name = "a"', "a", "operator: not_exists") == "pass"


@pytest.mark.parametrize(
    ("text", "key", "verdict"),
    [
        # a line of its own may follow in it, which adds keys to each map around
        ("a:\\n  b: ${var.u}\\n  c: 1", "a.more", "unknown"),
        ("a:\\n  b: ${var.u}\\n  c: 1", "more", "unknown"),
        ("a:\\n  b: v-${var.u}", "a.more", "unknown"),
        ("a: {b: ${var.u}}", "a.more", "unknown"),
        ("a:\\n- ${var.u}\\n- x", "a.2.more", "unknown"),
        ("a: |\\n  ${var.u}", "more", "unknown"),
        ("a:\\n  ${var.u}", "a.more", "unknown"),
        # but not to those beside it
        ("a: ${var.u}\\nb:\\n  c: 1", "b.more", "pass"),
        # what is in quotes is a text
        ('a: \\"${var.u}\\"', "more", "pass"),
        ("a: '${var.u}'", "more", "pass"),
        # ids have no lines
        ("a: ${aws_s3_bucket.b.arn}", "more", "pass"),
    ],
)
def test_an_unknown_part_of_a_text_may_hold_more_keys(tmp_path: Path, text: str, key: str, verdict: str) -> None:
    assert judge(tmp_path, f'values = ["{text}"]', key, "operator: not_exists") == verdict


def test_an_encoded_value_is_one_value(tmp_path: Path) -> None:
    encoded = "values = [jsonencode({ a = var.u, b = [var.u] })]"
    assert judge(tmp_path, encoded, "more", "operator: not_exists") == "pass"
    assert judge(tmp_path, encoded, "a.more", "operator: not_exists") == "unknown"
    assert judge(tmp_path, encoded, "b.1", "operator: not_exists") == "pass"


def test_a_part_of_a_text_is_known(tmp_path: Path) -> None:
    text = 'values = ["image: registry.example.com/${var.u}"]'
    assert judge(tmp_path, text, "image", "operator: starts_with, value: registry.example.com/") == "pass"


@pytest.mark.parametrize("text", ["a: [1", "- 1", "just words", "a: &x [*x, *x]", "\\u0000"])
def test_what_is_no_map_sets_nothing(tmp_path: Path, text: str) -> None:
    assert judge(tmp_path, f'values = ["b: 1", "{text}"]', "b", equals("1")) == "pass"


def test_the_file_of_a_template_is_read(tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text("a:\n  b: ${x}\n", encoding="utf-8")
    template = 'values = [templatefile("${path.module}/values.yaml", { x = 3 })]'
    assert judge(tmp_path, template, "a.b", equals("3")) == "pass"
    assert judge(tmp_path, 'values = [file("${path.module}/values.yaml")]', "a.b", equals('"${x}"')) == "pass"


def test_an_enormous_index_is_not_made(tmp_path: Path) -> None:
    assert judge(tmp_path, 'set = [{ name = "a[65000]", value = "x" }]', "a", equals("x")) == "unknown"


def test_other_resources_have_none(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "null_resource" "r" {}\n', encoding="utf-8")
    rule = "- {id: r, name: r, resource_type: null_resource, assertions: [{key: __values__, operator: not_exists}]}\n"
    (tmp_path / "rules.yml").write_text(rule, encoding="utf-8")
    targets = Targets(paths=(str(tmp_path),), cache=False)
    [finding] = scan(ScanOptions(targets=targets, rules=(str(tmp_path / "rules.yml"),))).findings
    assert finding.outcome.value == "pass"


@pytest.mark.parametrize(
    ("block", "verdict"),
    [
        ('{"name": "a.b", "value": "x"}', "pass"),
        ('[{"name": "a.b", "value": "x"}]', "pass"),
        ('{"name": "a.b", "value": "y"}', "fail"),
        ('{"name": "a.b", "value": "${var.u}", "type": "literal"}', "unknown"),
        ('{"name": "a.b", "value": "${var.s}"}', "unknown"),
    ],
)
def test_a_block_of_json_may_be_an_object(tmp_path: Path, block: str, verdict: str) -> None:
    release = f'{{"resource": {{"helm_release": {{"r": {{"name": "n", "set": {block}}}}}}}}}'
    (tmp_path / "r.tf.json").write_text(release, encoding="utf-8")
    assert judge(tmp_path, "", "a.b", equals("x"), only=True) == verdict
