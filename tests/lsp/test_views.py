"""Code lenses, inlay hints, and environments."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp.conftest import SECONDS, Editor, editing
from tests.lsp.test_questions import FILES

pytestmark = pytest.mark.asyncio

KEY = "modules/key/main.tf"
LIVE = "live/main.tf"


@pytest.fixture
def files(repository: Path) -> Path:
    for name, text in FILES.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text, "utf-8")
    return repository


async def lenses(editor: Editor, name: str) -> list[tuple[int, str]]:
    """The lenses of a file: lines from 1, and titles."""
    found = await editor.client.text_document_code_lens_async(types.CodeLensParams(editor.document(name)))
    return [(each.range.start.line + 1, each.command.title) for each in found or () if each.command is not None]


async def hints(editor: Editor, name: str) -> dict[int, str]:
    """The hints of a file, by line from 1."""
    everything = types.Range(types.Position(0, 0), types.Position(1000, 0))
    found = await editor.client.text_document_inlay_hint_async(types.InlayHintParams(editor.document(name), everything))
    return {each.position.line + 1: str(each.label) for each in found or ()}


async def test_a_block_says_how_many_rules_it_fails(files: Path) -> None:
    more = "- id: keys-*\n  name: More\n  resource_type: aws_kms_key\n  assertions: [{key: description, operator: equals, value: y}]\n"
    (files / "rules.yml").write_text(FILES["rules.yml"] + more.replace("keys-*", "keys-described"))
    async with editing(files) as editor:
        assert await lenses(editor, KEY) == [(3, "fails 2 rules (keys-described, keys-rotate)")]
        assert await lenses(editor, LIVE) == []
        editor.open("live/terraform.tfvars", "rotate = true\n")
        assert await lenses(editor, KEY) == [(3, "fails 1 rule (keys-described)")]
        editor.open("live/terraform.tfvars", "")
        assert await lenses(editor, KEY) == [(3, "fails 1 rule (keys-described), not known: 1 rule (keys-rotate)")]
        command = types.ExecuteCommandParams("riveter.showVerdicts", [editor.uri(KEY), 2])
        await editor.client.workspace_execute_command_async(command)
        (message,) = editor.client.messages
        assert "fail: keys-described on module.keys.aws_kms_key.data: More" in message.message
    async with editing(files, options={"codeLens": False}) as editor:
        assert await lenses(editor, KEY) == []


async def test_expressions_have_their_values_behind_them(files: Path) -> None:
    async with editing(files) as editor:
        assert await hints(editor, KEY) == {4: "= false", 11: '= "x"'}
        assert await hints(editor, LIVE) == {15: '= "😀-false"', 19: "= false"}
        editor.open(LIVE, FILES[LIVE].replace("😀-${var.rotate}", "${var.rotate}😀${var.password}"))
        shown = await hints(editor, LIVE)
        assert shown[15] == "= (sensitive)"
        assert "horse" not in str(shown)
    async with editing(files, options={"inlayHints": False}) as editor:
        assert await hints(editor, KEY) == {}


async def test_a_module_that_is_called_twice_shows_both_values(files: Path) -> None:
    (files / LIVE).write_text(
        FILES[LIVE] + 'module "again" {\n  source = "../modules/key"\n  rotate = !var.rotate\n}\n', "utf-8"
    )
    async with editing(files) as editor:
        assert (await hints(editor, KEY))[4] == "= false or true"


async def test_an_environment_is_chosen_by_a_command(files: Path) -> None:
    (files / "riveter.yml").write_text(
        "rules: [rules.yml]\nenvironments:\n  dev: {variables: {rotate: false}}\n  prod: {variables: {rotate: true}}\n"
    )
    (files / "live" / "terraform.tfvars").unlink()
    statuses: list[tuple[str, int]] = []
    arrived = asyncio.Event()
    async with editing(files, options={"status": True}) as editor:

        @editor.client.feature("riveter/status")  # type: ignore[untyped-decorator]
        def status(params: Any) -> None:
            statuses.append((params.environment, params.failed))
            arrived.set()

        async def execute(command: str, *words: str) -> object:
            parameters = types.ExecuteCommandParams(command, list(words))
            return await editor.client.workspace_execute_command_async(parameters)

        assert len(await editor.pushed(KEY)) == 1
        found = await execute("riveter.environments")
        assert isinstance(found, dict)
        assert found["environments"] == ["dev", "prod"]
        await execute("riveter.setEnvironment", "prod")
        assert await editor.pushed(KEY, lambda found: not found) == []
        assert (await hints(editor, KEY))[4] == "= true"
        with pytest.raises(JsonRpcException, match="Invalid"):
            await execute("riveter.setEnvironment", "nothing")
        await execute("riveter.setEnvironment", "")
        assert len(await editor.pushed(KEY)) == 1
        while statuses[-2:] != [("prod", 0), ("", 1)]:
            await asyncio.wait_for(arrived.wait(), SECONDS)
            arrived.clear()
