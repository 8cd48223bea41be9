"""Diagnostics, sent and asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.conftest import editing

pytestmark = pytest.mark.asyncio

RULES = """\
- id: keys-rotate
  name: Keys rotate
  severity: high
  resource_type: aws_kms_key
  assertions: [{key: enable_key_rotation, operator: is_true}]
  metadata: {references: ["https://example.com/keys"]}
- id: keys-have-tags
  name: Keys have tags
  severity: low
  resource_type: aws_kms_key
  assertions: [{key: tags.Team, operator: exists, message: The team is in the tags}]
"""
MAIN = """\
resource "aws_kms_key" "data" {
  enable_key_rotation = var.rotate
  tags                = { Team = "a" }
}
"""
VARIABLES = """\
variable "rotate" {
  type    = bool
  default = false
}
"""


@pytest.fixture
def keys(repository: Path) -> Path:
    """A root module with a key that does not rotate because of a default."""
    (repository / "riveter.yml").write_text("rules: [rules.yml]\n")
    (repository / "rules.yml").write_text(RULES)
    (repository / "main.tf").write_text(MAIN)
    (repository / "variables.tf").write_text(VARIABLES)
    return repository


async def test_a_finding_has_its_place_its_rule_and_the_steps_behind_the_value(keys: Path) -> None:
    async with editing(keys) as editor:
        (found,) = await editor.pushed("main.tf")
        assert await editor.inside(found.range, "main.tf") == "var.rotate"
        assert (found.source, found.code, found.severity) == ("riveter", "keys-rotate", types.DiagnosticSeverity.Error)
        assert found.message == ("Keys rotate\naws_kms_key.data: enable_key_rotation is false, expected true")
        assert found.code_description is not None
        assert found.code_description.href == "https://example.com/keys"
        assert found.related_information is not None
        (step,) = found.related_information
        assert editor.name(step.location.uri) == "variables.tf"
        assert await editor.inside(step.location.range, "variables.tf") == "false"
        assert step.message == "var.rotate is false (default)"


async def test_what_is_typed_counts_and_what_is_closed_does_not(keys: Path) -> None:
    async with editing(keys) as editor:
        await editor.pushed("main.tf")
        editor.open("variables.tf")
        start = editor.position("variables.tf", "false")
        end = types.Position(start.line, start.character + 5)
        editor.type("variables.tf", types.TextDocumentContentChangePartial(types.Range(start, end), "true"))
        assert await editor.pushed("main.tf", lambda found: not found) == []
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document("variables.tf")))
        assert len(await editor.pushed("main.tf")) == 1


async def test_a_client_that_asks_is_not_sent_any(keys: Path) -> None:
    async with editing(keys, pull=True) as editor:
        editor.open("main.tf")
        (found,) = await editor.pulled("main.tf")
        assert found.code == "keys-rotate"
        assert await editor.pulled("variables.tf") == []
        parameters = types.DocumentDiagnosticParams(editor.document("main.tf"))
        report = await editor.client.text_document_diagnostic_async(parameters)
        parameters.previous_result_id = report.result_id
        again = await editor.client.text_document_diagnostic_async(parameters)
        assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
        editor.replace("main.tf", MAIN.replace("var.rotate", "true"))
        changed = await editor.client.text_document_diagnostic_async(parameters)
        assert isinstance(changed, types.RelatedFullDocumentDiagnosticReport)
        assert not changed.items
        assert editor.client.diagnostics == {}


async def test_a_client_may_ask_about_the_whole_workspace(keys: Path) -> None:
    async with editing(keys, pull=True) as editor:
        ask = editor.client.workspace_diagnostic_async
        (first,) = (await ask(types.WorkspaceDiagnosticParams([]))).items
        assert isinstance(first, types.WorkspaceFullDocumentDiagnosticReport)
        assert editor.name(first.uri) == "main.tf"
        known = [types.PreviousResultId(first.uri, first.result_id or "")]
        (again,) = (await ask(types.WorkspaceDiagnosticParams(known))).items
        assert isinstance(again, types.WorkspaceUnchangedDocumentDiagnosticReport)
        editor.open("main.tf", MAIN.replace("var.rotate", "true"))
        (gone,) = (await ask(types.WorkspaceDiagnosticParams(known))).items
        assert isinstance(gone, types.WorkspaceFullDocumentDiagnosticReport)
        assert not gone.items


async def test_positions_count_utf_16_units(keys: Path) -> None:
    (keys / "main.tf").write_text(MAIN.replace("var.rotate", '"😀" == "😀" ? var.rotate : true # 😀'), "utf-8")
    async with editing(keys) as editor:
        (found,) = await editor.pushed("main.tf")
        assert await editor.inside(found.range, "main.tf") == "var.rotate"
        editor.open("main.tf")
        start = editor.position("main.tf", "var.rotate")
        end = types.Position(start.line, start.character + len("var.rotate"))
        editor.type("main.tf", types.TextDocumentContentChangePartial(types.Range(start, end), "true"))
        assert await editor.pushed("main.tf", lambda found: not found) == []


async def test_positions_count_what_the_client_prefers(keys: Path) -> None:
    (keys / "main.tf").write_text(MAIN.replace("var.rotate", '"é😀" == "" ? true : var.rotate'), "utf-8")
    for encoding, length in ((types.PositionEncodingKind.Utf8, 8), (types.PositionEncodingKind.Utf32, 4)):
        async with editing(keys, encodings=[encoding]) as editor:
            (found,) = await editor.pushed("main.tf")
            assert found.range.start.character == len("  enable_key_rotation = ") + length + len(' == "" ? true : ')


async def test_lines_end_as_the_protocol_says(keys: Path) -> None:
    """A form feed and U+2028 end a line for Python, but not for editors; a carriage return alone does."""
    (keys / "main.tf").write_text("# \x0c \u2028 \x85\n# one\r# two\n" + MAIN, "utf-8")
    async with editing(keys) as editor:
        (found,) = await editor.pushed("main.tf")
        assert found.range.start.line == 4
        editor.open("main.tf", "# \x0c \u2028 \x85\n# one\r# two\n" + MAIN)
        start, end = types.Position(4, 24), types.Position(4, 34)
        editor.type("main.tf", types.TextDocumentContentChangePartial(types.Range(start, end), "true"))
        assert await editor.pushed("main.tf", lambda found: not found) == []


async def test_a_position_behind_the_end_of_a_line_is_its_end(keys: Path) -> None:
    async with editing(keys, pull=True) as editor:
        editor.open("main.tf", MAIN.removesuffix("\n"))
        behind = types.Position(3, 100)
        editor.type("main.tf", types.TextDocumentContentChangePartial(types.Range(behind, behind), "\n# the end"))
        behind = types.Position(0, 100)
        editor.type("main.tf", types.TextDocumentContentChangePartial(types.Range(behind, behind), " # the beginning"))
        (found,) = await editor.pulled("main.tf")
        assert found.code == "keys-rotate"


async def test_a_syntax_error_is_a_diagnostic(keys: Path) -> None:
    async with editing(keys, pull=True) as editor:
        editor.open("main.tf", MAIN + 'resource "aws_kms_key" "other" {\n  enable_key_rotation = \n}\n')
        found = await editor.pulled("main.tf")
        (error,) = [each for each in found if each.code is None and each.severity == types.DiagnosticSeverity.Error]
        assert error.range.start.line == 5
        assert "expression" in error.message.lower()


@pytest.mark.parametrize(
    ("chosen", "severity"),
    [("information", types.DiagnosticSeverity.Information), ("hint", types.DiagnosticSeverity.Hint), ("hidden", None)],
)
async def test_what_is_not_known_is_no_warning(
    keys: Path, chosen: str, severity: types.DiagnosticSeverity | None
) -> None:
    (keys / "variables.tf").write_text('variable "rotate" {\n  type = bool\n}\n')
    async with editing(keys, pull=True, options={"unknowns": chosen}) as editor:
        found = await editor.pulled("main.tf")
        assert [each.severity for each in found] == ([severity] if severity else [])
        assert all("var.rotate" in each.message for each in found)


async def test_every_root_module_that_a_file_matters_for_counts(keys: Path) -> None:
    module = keys / "modules" / "key"
    module.mkdir(parents=True)
    (keys / "main.tf").unlink()
    (keys / "variables.tf").unlink()
    (module / "main.tf").write_text(VARIABLES.replace("  default = false\n", "") + MAIN)
    for name, value in (("one", "true"), ("two", "false")):
        (keys / name).mkdir()
        (keys / name / "main.tf").write_text(f'module "key" {{\n  source = "../modules/key"\n  rotate = {value}\n}}\n')
    async with editing(keys, pull=True) as editor:
        editor.open("modules/key/main.tf")
        (found,) = await editor.pulled("modules/key/main.tf")
        assert "module.key.aws_kms_key.data in two" in found.message
        assert [editor.name(step.location.uri) for step in found.related_information or ()] == ["two/main.tf"]
        editor.open("one/main.tf", (keys / "one" / "main.tf").read_text().replace("true", "false"))
        (found,) = await editor.pulled("modules/key/main.tf")
        assert "module.key.aws_kms_key.data in one" in found.message
        assert "module.key.aws_kms_key.data in two" in found.message


async def test_several_folders(keys: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / ".git").mkdir(parents=True)
    (other / "riveter.yml").write_text("rules: [mine.yml]\n")
    (other / "mine.yml").write_text(RULES.replace("keys-rotate", "mine"))
    (other / "main.tf").write_text(MAIN.replace("var.rotate", "false"))
    async with editing(keys, folders=[keys, other]) as editor:
        (found,) = await editor.pushed("main.tf")
        assert found.code == "keys-rotate"
        (found,) = await editor.pushed("../other/main.tf")
        assert found.code == "mine"
        removed = types.WorkspaceFolder(other.as_uri(), "other")
        event = types.WorkspaceFoldersChangeEvent([], [removed])
        editor.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        assert await editor.pushed("../other/main.tf", lambda found: not found) == []


async def test_the_config_and_the_rules_count_while_they_are_typed(keys: Path) -> None:
    async with editing(keys, pull=True) as editor:
        assert len(await editor.pulled("main.tf")) == 1
        editor.open("riveter.yml", "rules: [rules.yml]\nexclude: [keys-rotate]\n", "yaml")
        assert await editor.pulled("main.tf") == []
        editor.replace("riveter.yml", "rules: [rules.yml]\nexclude: [keys-rotate\n")
        (broken,) = await editor.pulled("riveter.yml")
        assert broken.severity == types.DiagnosticSeverity.Error
        editor.replace("riveter.yml", "rules: [rules.yml]\n")
        editor.open("rules.yml", RULES.replace("is_true", "is_false"), "yaml")
        assert await editor.pulled("main.tf") == []


async def test_a_file_that_changes_on_the_disk_counts(keys: Path) -> None:
    async with editing(keys, watch=True) as editor:
        await editor.pushed("main.tf")
        (keys / "variables.tf").write_text(VARIABLES.replace("false", "true"))
        event = types.FileEvent(editor.uri("variables.tf"), types.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        assert await editor.pushed("main.tf", lambda found: not found) == []


async def test_a_saved_file_counts_without_a_watching_client(keys: Path) -> None:
    async with editing(keys) as editor:
        await editor.pushed("main.tf")
        editor.open("main.tf")
        (keys / "variables.tf").write_text(VARIABLES.replace("false", "true"))
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document("main.tf")))
        assert await editor.pushed("main.tf", lambda found: not found) == []


async def test_a_secret_is_shown_nowhere(keys: Path) -> None:
    secret = "correct-horse-battery"
    (keys / "variables.tf").write_text(
        f'variable "rotate" {{\n  type      = string\n  sensitive = true\n  default   = "{secret}"\n}}\n'
    )
    async with editing(keys, pull=True) as editor:
        found = await editor.pulled("main.tf")
        assert found
        assert "(sensitive" in str(found)
        assert secret not in str(found)


async def test_only_what_is_sent_last_counts_when_much_is_typed(keys: Path) -> None:
    async with editing(keys, options={"debounce": 50}) as editor:
        await editor.pushed("main.tf")
        editor.open("main.tf")
        for number in range(200):
            last = editor.replace(
                "main.tf", MAIN.replace("var.rotate", "true" if number % 2 else "false") + f"# {number}\n"
            )
        assert last == 201
        assert await editor.pushed("main.tf", lambda found: not found) == []
