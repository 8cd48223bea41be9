"""Files in JSON syntax: hover, definitions, references, hints and lenses are those of the same files in native syntax."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.conftest import Editor, editing
from tests.lsp.test_questions import defined, hovered, referred
from tests.lsp.test_views import hints, lenses

pytestmark = pytest.mark.asyncio

LIVE, KEY, VALUES = "live/main.tf.json", "modules/key/main.tf.json", "live/terraform.tfvars.json"
DOCUMENTS: dict[str, Any] = {
    LIVE: {
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}},
        "variable": {"rotate": {"type": "bool"}, "password": {"default": "correct-horse-battery", "sensitive": True}},
        "locals": {"name": "😀-${var.rotate}", "names": {"a": "x"}},
        "module": {"keys": {"source": "../modules/key", "rotate": "${var.rotate}"}},
        "output": {
            "arn": {"value": "${module.keys.arn}"},
            "again": {"value": {"name": "${local.name}", "p": "${var.password}"}},
            "one": {"value": '${local.names["a"]}'},
        },
    },
    KEY: {
        "variable": {"rotate": {}},
        "resource": {
            "aws_kms_key": {"data": {"enable_key_rotation": "${var.rotate}", "description": "x"}},
            "aws_s3_bucket": {
                "b": {"bucket": "data", "logging": {"target_bucket": "${aws_kms_key.data.description}"}},
                "many": [
                    {
                        "lifecycle_rule": [
                            {"id": "one", "enabled": True},
                            {"id": "two", "enabled": "${!var.rotate}", "tags": {"to": "${aws_s3_bucket.b.bucket}"}},
                        ]
                    }
                ],
            },
        },
        "output": {"arn": {"value": "${aws_kms_key.data.arn}"}},
    },
    VALUES: {"rotate": False},
}
RULES = """\
- id: keys-rotate
  name: Keys *rotate*
  resource_type: aws_kms_key
  assertions: [{key: enable_key_rotation, operator: is_true}]
"""


@pytest.fixture
def files(repository: Path) -> Path:
    """The files, each with one property a line."""
    (repository / "riveter.yml").write_text("rules: [rules.yml]\n")
    (repository / "rules.yml").write_text(RULES)
    for name, document in DOCUMENTS.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(json.dumps(document, indent=2, ensure_ascii=False), "utf-8")
    return repository


def line(folder: Path, name: str, text: str) -> int:
    """The line of a text that a file has once, from 1."""
    content = (folder / name).read_text("utf-8")
    assert content.count(text) == 1, text
    return content[: content.index(text)].count("\n") + 1


async def test_a_reference_shows_its_value_and_where_it_comes_from(files: Path) -> None:
    async with editing(files) as editor:
        shown = await hovered(editor, KEY, '"enable_key_rotation": "${var.rotate}', 28)
        assert shown.startswith("`var.rotate` = `false`\n\n- module.keys argument rotate: live/main.tf.json:")
        assert "- var.rotate: set in live/terraform.tfvars.json:2:" in shown
        assert "Rules see:\n\n- `module.keys.aws_kms_key.data`: `enable_key_rotation` = `false`" in shown
        assert "(https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key)" in shown
        assert '`local.name` = `"😀-false"`' in await hovered(editor, LIVE, "${local.name}", 4)
        assert '`local.names["a"]` = `"x"`' in await hovered(editor, LIVE, "${local.names[", 4)


async def test_an_argument_of_a_nested_block_shows_what_rules_see(files: Path) -> None:
    async with editing(files) as editor:
        shown = await hovered(editor, KEY, '"target_bucket"', 3)
        assert '`module.keys.aws_s3_bucket.b`: `logging.0.target_bucket` = `"x"`' in shown
        assert "`target_bucket`: string, required" in shown
        shown = await hovered(editor, KEY, '"logging"', 3)
        assert '`logging.0.target_bucket` = `"x"`' in shown
        assert "`logging`: a block" in shown
        shown = await hovered(editor, KEY, '"${!var.rotate}', 1)
        assert "`module.keys.aws_s3_bucket.many`: `lifecycle_rule.1.enabled` = `true`" in shown
        assert "- fails `keys-rotate`: Keys \\*rotate\\*" in await hovered(editor, KEY, '"data": {', 3)


async def test_a_secret_is_not_shown(files: Path) -> None:
    async with editing(files) as editor:
        for at, offset in (("${var.password", 4), ('"password"', 3), ('"again"', 3)):
            assert "correct-horse" not in await hovered(editor, LIVE, at, offset)
        assert "`var.password` = `(sensitive)`" in await hovered(editor, LIVE, "${var.password", 4)


async def test_a_definition_is_where_it_is_declared_also_across_modules(files: Path) -> None:
    async with editing(files) as editor:

        async def check(name: str, at: str, offset: int, where: str, text: str) -> None:
            assert await defined(editor, name, at, offset) == [(where, line(files, where, text))]

        await check(LIVE, '"name": "😀-${var', 14, LIVE, '"rotate": {')
        await check(LIVE, "${local.name}", 4, LIVE, '"name": "😀')
        await check(LIVE, "${module.keys.arn}", 5, LIVE, '"keys": {')
        await check(LIVE, "${module.keys.arn}", 15, KEY, '"arn": {')
        await check(LIVE, '"rotate": "${var', 3, KEY, '"rotate": {')
        await check(LIVE, '"../modules/key"', 3, KEY, '{\n  "variable"')
        await check(KEY, "${aws_kms_key.data.arn}", 5, KEY, '"data": {')
        await check(VALUES, '"rotate"', 3, LIVE, '"rotate": {')
        await check(KEY, '"rotate": {', 3, LIVE, '"rotate": "${var')
        await check(LIVE, '"rotate": {', 3, VALUES, '"rotate"')


async def test_references_are_found_across_modules(files: Path) -> None:
    async with editing(files) as editor:
        outside = [(LIVE, line(files, LIVE, '"rotate": "${var'))]
        inside = [(KEY, line(files, KEY, text)) for text in ('"rotate": {', '"enable_key_rotation"', "${!var.rotate}")]
        assert await referred(editor, KEY, '"rotate": {') == [*outside, *inside]
        assert await referred(editor, KEY, '"rotate": {', declaration=False) == [*outside, *inside[1:]]
        bucket = [(KEY, line(files, KEY, text)) for text in ('"b": {', "${aws_s3_bucket.b.bucket}")]
        assert await referred(editor, KEY, '"b": {') == bucket


async def shown_views(editor: Editor, name: str) -> tuple[dict[int, str], list[tuple[int, str]]]:
    """The hints and the lenses of a file."""
    return await hints(editor, name), await lenses(editor, name)


async def test_values_stand_behind_expressions_and_lenses_above_blocks(files: Path) -> None:
    async with editing(files) as editor:
        found, above = await shown_views(editor, KEY)
        assert found == {
            line(files, KEY, '"enable_key_rotation"'): "= false",
            line(files, KEY, '"target_bucket"'): '= "x"',
            line(files, KEY, "${!var.rotate}"): "= true",
        }
        assert above == [(line(files, KEY, '"data": {'), "fails 1 rule (keys-rotate)")]
        found, above = await shown_views(editor, LIVE)
        assert found == {
            line(files, LIVE, '"name": "😀'): '= "😀-false"',
            line(files, LIVE, '"rotate": "${var'): "= false",
            line(files, LIVE, "${local.names["): '= "x"',
        }
        assert above == []
