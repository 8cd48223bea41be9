"""Code actions: the proven fixes of findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.conftest import editing
from tests.lsp.test_diagnostics import MAIN, RULES, VARIABLES

pytestmark = pytest.mark.asyncio


@pytest.fixture
def keys(repository: Path) -> Path:
    (repository / "riveter.yml").write_text("rules: [rules.yml]\n")
    (repository / "rules.yml").write_text(RULES)
    (repository / "main.tf").write_text(MAIN)
    (repository / "variables.tf").write_text(VARIABLES)
    return repository


async def test_a_fix_is_made_where_the_value_comes_from(keys: Path) -> None:
    async with editing(keys, pull=True) as editor:
        editor.open("main.tf")
        editor.open("variables.tf")
        (action,) = await editor.actions("main.tf", "var.rotate")
        assert action.title == "Fix keys-rotate of aws_kms_key.data"
        assert action.kind == types.CodeActionKind.QuickFix
        assert action.edit is not None
        (change,) = action.edit.document_changes or ()
        assert isinstance(change, types.TextDocumentEdit)
        (edit,) = change.edits
        assert isinstance(edit, types.TextEdit)
        assert editor.name(change.text_document.uri) == "variables.tf"
        assert (edit.range.start.line, edit.range.end.line, edit.new_text) == (2, 3, "  default = true\n")
        editor.apply(action.edit)
        assert await editor.pulled("main.tf") == []
        assert await editor.actions("main.tf", "var.rotate") == []
    assert (keys / "variables.tf").read_text() == VARIABLES  # the editor writes, not the server


async def test_a_fix_is_for_the_text_that_the_editor_holds(keys: Path) -> None:
    async with editing(keys, pull=True) as editor:
        editor.open("main.tf", '# "😀"\n' + MAIN.replace("var.rotate", "false /* 😀 */ # why"))
        (action,) = await editor.actions("main.tf", "false")
        assert action.edit is not None
        editor.apply(action.edit)
        assert await editor.pulled("main.tf") == []
        editor.replace("main.tf", MAIN.replace("var.rotate", "true"))
        assert await editor.actions("main.tf", "true") == []


async def test_what_cannot_be_proven_is_no_edit(keys: Path) -> None:
    """Another root module needs the value as it is."""
    (keys / "rules.yml").write_text(
        RULES + "- id: bucket\n  name: Not with buckets\n  resource_type: aws_s3_bucket\n"
        "  assertions: [{key: force_destroy, operator: is_false}]\n"
    )
    (keys / "bucket.tf").write_text('resource "aws_s3_bucket" "b" {\n  force_destroy = var.rotate\n}\n')
    (keys / "main.tf").write_text(MAIN)
    async with editing(keys, pull=True) as editor:
        (action,) = await editor.actions("main.tf", "var.rotate")
        assert action.edit is None
        assert action.disabled is not None
        assert action.disabled.reason == "with it, bucket would be fail for aws_s3_bucket.b"
        assert await editor.actions("main.tf", "var.rotate", types.CodeActionTriggerKind.Automatic) == []


async def test_there_is_nothing_to_do_where_nothing_is_wrong(keys: Path) -> None:
    async with editing(keys, pull=True) as editor:
        assert await editor.actions("main.tf", "Team") == []
        assert await editor.actions("riveter.yml", "rules.yml") == []


async def test_an_edit_fits_what_is_typed_meanwhile(keys: Path) -> None:
    async with editing(keys, pull=True) as editor:
        editor.open("variables.tf")
        await editor.actions("main.tf", "var.rotate")
        editor.replace("variables.tf", "# one more line\n" + VARIABLES)
        (action,) = await editor.actions("main.tf", "var.rotate")
        assert action.edit is not None
        editor.apply(action.edit)
        assert await editor.pulled("main.tf") == []
        document = types.DidCloseTextDocumentParams(editor.document("variables.tf"))
        editor.client.text_document_did_close(document)
        (keys / "variables.tf").write_text("\n\n" + VARIABLES)
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document("variables.tf")))
        (action,) = await editor.actions("main.tf", "var.rotate")
        assert action.edit is not None
        (change,) = action.edit.document_changes or ()
        assert isinstance(change, types.TextDocumentEdit)
        assert isinstance(change.edits[0], types.TextEdit)
        assert change.edits[0].range.start.line == 4
