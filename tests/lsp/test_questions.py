"""Hover, definitions and references."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.conftest import Editor, editing

pytestmark = pytest.mark.asyncio

FILES = {
    "riveter.yml": "rules: [rules.yml]\n",
    "rules.yml": """\
- id: keys-rotate
  name: Keys *rotate*
  resource_type: aws_kms_key
  assertions: [{key: enable_key_rotation, operator: is_true}]
""",
    "live/main.tf": """\
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "rotate" {
  type = bool
}
variable "password" {
  default   = "correct-horse-battery"
  sensitive = true
}
locals {
  # 😀
  name = "😀-${var.rotate}"
}
module "keys" {
  source = "../modules/key"
  rotate = var.rotate
}
output "arn" {
  value = module.keys.arn
}
output "again" {
  value = { name = local.name, arn = module.keys.arn, p = var.password }
}
""",
    "live/terraform.tfvars": "rotate = false\n",
    "modules/key/main.tf": """\
variable "rotate" {}

resource "aws_kms_key" "data" {
  enable_key_rotation = var.rotate
  description         = "x"
}

resource "aws_s3_bucket" "b" {
  bucket = "data"
  logging {
    target_bucket = aws_kms_key.data.description
  }
}

output "arn" {
  value = aws_kms_key.data.arn
}
""",
}


@pytest.fixture
def files(repository: Path) -> Path:
    for name, text in FILES.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text, "utf-8")
    return repository


async def hovered(editor: Editor, name: str, at: str, offset: int = 0) -> str:
    """What is shown at a text."""
    where = editor.position(name, at, offset)
    found = await editor.client.text_document_hover_async(types.HoverParams(editor.document(name), where))
    if found is None:
        return ""
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value


async def defined(editor: Editor, name: str, at: str, offset: int = 0) -> list[tuple[str, int]]:
    """Where the definition leads: files, and lines from 1."""
    where = editor.position(name, at, offset)
    found = await editor.client.text_document_definition_async(types.DefinitionParams(editor.document(name), where))
    assert isinstance(found, (list, tuple))
    return [(editor.name(each.uri), each.range.start.line + 1) for each in found if isinstance(each, types.Location)]


async def referred(editor: Editor, name: str, at: str, *, declaration: bool = True) -> list[tuple[str, int]]:
    """Where something is used."""
    where, context = editor.position(name, at), types.ReferenceContext(declaration)
    found = await editor.client.text_document_references_async(
        types.ReferenceParams(context, editor.document(name), where)
    )
    return [(editor.name(each.uri), each.range.start.line + 1) for each in found or ()]


async def test_a_reference_shows_its_value_and_where_it_comes_from(files: Path) -> None:
    async with editing(files) as editor:
        shown = await hovered(editor, "modules/key/main.tf", "= var.rotate", 4)
        assert shown.startswith("`var.rotate` = `false`\n\n- module.keys argument rotate: live/main.tf:19:12")
        assert "- var.rotate: set in live/terraform.tfvars:1:10" in shown
        assert "Rules see:\n\n- `module.keys.aws_kms_key.data`: `enable_key_rotation` = `false`" in shown
        assert "`enable\\_key\\_rotation`" not in shown
        assert "(https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key)" in shown


async def test_an_argument_shows_what_rules_see(files: Path) -> None:
    async with editing(files) as editor:
        shown = await hovered(editor, "modules/key/main.tf", "target_bucket =")
        assert '`module.keys.aws_s3_bucket.b`: `logging.0.target_bucket` = `"x"`' in shown
        assert "- module.keys.aws\\_kms\\_key.data.description: modules/key/main.tf:5:25" in shown
        assert "`target_bucket`: string, required" in shown
        shown = await hovered(editor, "modules/key/main.tf", '"aws_kms_key"')
        assert "- `module.keys.aws_kms_key.data`" in shown
        assert "- fails `keys-rotate`: Keys \\*rotate\\*" in shown


async def test_positions_behind_characters_outside_of_the_plane(files: Path) -> None:
    async with editing(files) as editor:
        assert "`var.rotate` = `false`" in await hovered(editor, "live/main.tf", "${var.rotate}", 4)
        assert '`local.name` = `"😀-false"`' in await hovered(editor, "live/main.tf", "local.name,")


async def test_a_secret_is_not_shown(files: Path) -> None:
    async with editing(files) as editor:
        for at in ("var.password }", '"password"', "arn = module.keys.arn, p"):
            shown = await hovered(editor, "live/main.tf", at)
            assert "correct-horse" not in shown
        assert (
            await hovered(editor, "live/main.tf", "var.password }")
            == "`var.password` = `(sensitive)`\n\n- var.password: live/main.tf:10:15 (default)"
        )


async def test_nothing_of_the_input_is_markup(files: Path) -> None:
    (files / "live" / "main.tf").write_text(
        'locals {\n  a = "`](command:evil) <img src=x> ![x](https://example.com/p.png)"\n  b = local.a\n}\n'
    )
    async with editing(files) as editor:
        shown = await hovered(editor, "live/main.tf", "= local.a", 3)
        assert shown.startswith('`local.a` = ``"`](command:evil) <img src=x> ![x](https://example.com/p.png)"``\n')
        assert shown.count("](") == 2  # within the code span


async def test_a_definition_is_where_it_is_declared_also_across_modules(files: Path) -> None:
    async with editing(files) as editor:
        live, key = "live/main.tf", "modules/key/main.tf"
        assert await defined(editor, key, "= var.rotate", 4) == [(key, 1)]
        assert await defined(editor, live, "${var.rotate", 3) == [(live, 6)]
        assert await defined(editor, live, "local.name,") == [(live, 15)]
        assert await defined(editor, live, "value = module.keys.arn", 12) == [(live, 17)]
        assert await defined(editor, live, "value = module.keys.arn", 22) == [(key, 15)]
        assert await defined(editor, live, "rotate = var.rotate") == [(key, 1)]
        assert await defined(editor, live, '"../modules/key"', 3) == [(key, 1)]
        assert await defined(editor, key, "aws_kms_key.data.arn", 3) == [(key, 3)]
        assert await defined(editor, "live/terraform.tfvars", "rotate") == [(live, 6)]


async def test_a_variable_leads_to_where_it_gets_its_values(files: Path) -> None:
    async with editing(files) as editor:
        assert await defined(editor, "modules/key/main.tf", '"rotate"', 2) == [("live/main.tf", 19)]
        assert await defined(editor, "live/main.tf", '"rotate"', 2) == [("live/terraform.tfvars", 1)]


async def test_references_are_found_across_modules(files: Path) -> None:
    live, key = "live/main.tf", "modules/key/main.tf"
    async with editing(files) as editor:
        assert await referred(editor, key, 'variable "rotate"') == []
        found = await referred(editor, key, '"rotate"')
        assert found == [(live, 19), (key, 1), (key, 4)]
        assert await referred(editor, key, '"rotate"', declaration=False) == [(live, 19), (key, 4)]
        assert await referred(editor, live, '"rotate"') == [
            (live, 6),
            (live, 15),
            (live, 19),
            ("live/terraform.tfvars", 1),
        ]
        assert await referred(editor, key, '"arn"') == [(live, 22), (live, 25), (key, 15)]
        assert await referred(editor, key, '"data" {') == [(key, 3), (key, 11), (key, 16)]
        editor.open(live, FILES[live].replace("value = module.keys.arn", "value = 1"))
        assert await referred(editor, key, '"arn"') == [(live, 25), (key, 15)]
