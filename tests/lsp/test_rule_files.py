"""Rule files: what lint says, and what may be written."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.conftest import Editor, editing

pytestmark = pytest.mark.asyncio

RULES = """\
parameters:
  days: {type: number, default: 90}
  names: {type: list}
rules:
  - id: a
    name: Buckets
    resource_type: aws_s3_bucket
    severity: high
    assertions:
      - {key: tags.Team, operator: exists}
      - each: lifecycle_rule
        assertions:
          - {key: enabled, operator: is_true}
      - related: {resource_type: aws_s3_bucket_versioning, via: bucket}
        quantifier: any
        assertions:
          - key: versioning_configuration.status
            operator: equals
            value: Enabled
"""


async def offered(editor: Editor, text: str) -> dict[str, types.CompletionItem]:
    """What is offered at `|` in a rule file."""
    at = text.index("|")
    before, text = text[:at], text[:at] + text[at + 1 :]
    if "rules.yml" in editor.held:
        editor.replace("rules.yml", text)
    else:
        editor.open("rules.yml", text, "yaml")
    line = before.count("\n")
    column = len(before[before.rfind("\n") + 1 :].encode("utf-16-le")) // 2
    parameters = types.CompletionParams(editor.document("rules.yml"), types.Position(line, column))
    found = await editor.client.text_document_completion_async(parameters)
    assert found is None or isinstance(found, types.CompletionList)
    return {item.label: item for item in found.items} if found is not None else {}


OFFERED = [
    ("resource_type: aws_s3_bucket\n", "resource_type: aws_s3_buck|\n", {"aws_s3_bucket", "aws_s3_bucket_policy"}, {"aws_instance"}),
    ("resource_type: aws_s3_bucket\n", "resource_type: [data.aws_iam_pol|]\n", {"data.aws_iam_policy_document"}, {"severity"}),
    ("resource_type: aws_s3_bucket\n", "resource_type: vari|\n", {"variable"}, {"name"}),
    ("severity: high", "severity: |", {"critical", "info"}, {"aws_instance"}),
    ("operator: exists", "operator: is_|", {"is_true", "is_false"}, {"equals"}),
    ("operator: equals", "operator: |", {"equals", "is_true"}, {"bucket"}),
    ("key: tags.Team", "key: |", {"bucket", "logging", "__address__"}, {"versioning_configuration", "equals"}),
    ("key: tags.Team", "key: logging.|", {"logging.*", "logging.target_bucket"}, {"bucket"}),
    ("key: tags.Team", "key: logging.*.tar|", {"logging.*.target_bucket", "logging.*.target_prefix"}, {"bucket", "logging.*"}),
    ("key: enabled", "key: |", {"enabled", "expiration"}, {"bucket", "__address__"}),
    ("each: lifecycle_rule", "each: life|", {"lifecycle_rule"}, {"enabled"}),
    ("key: versioning_configuration.status", "key: |", {"versioning_configuration", "mfa"}, {"acl"}),
    ("via: bucket", "via: bu|", {"bucket"}, {"severity"}),
    ("value: Enabled", 'value: "{param.|"', {"days", "names"}, {"Enabled"}),
    ("quantifier: any", "quantifier: |", {"all", "none"}, {"exists"}),
    ("    severity: high\n", "    sev|\n", {"severity"}, {"id", "operator"}),
    ("      - {key: tags.Team, operator: exists}\n", "      - {key: tags.Team, |}\n", {"operator", "value"}, {"key", "severity"}),
    ("      - {key: tags.Team, operator: exists}\n", "      - |\n", {"key", "related", "any"}, {"severity"}),
    ("            operator: equals\n", "            |\n", {"operator", "transform"}, {"key"}),
    ("value: Enabled", 'value: "{param.d|ay}"', {"days"}, {"Enabled"}),
]  # fmt: skip
"""What is written, what is typed instead, and what is offered then, or not."""


async def test_what_may_be_written(repository: Path) -> None:
    async with editing(repository) as editor:
        for written, typed, wanted, unwanted in OFFERED:
            assert written in RULES
            found = await offered(editor, RULES.replace(written, typed, 1))
            assert wanted <= found.keys(), typed
            assert unwanted.isdisjoint(found), typed


async def test_an_item_replaces_what_is_typed_by_utf_16_units(repository: Path) -> None:
    async with editing(repository) as editor:
        found = await offered(
            editor,
            RULES.replace(
                "{key: tags.Team, operator: exists}", '{message: "😀", key: logging.tar|x, operator: exists}'
            ),
        )
        edit = found["logging.target_bucket"].text_edit
        assert isinstance(edit, types.TextEdit)
        assert await editor.inside(edit.range, "rules.yml") == "logging.tarx"
        found = await offered(editor, RULES.replace("severity: high", "seve|"))
        edit = found["severity"].text_edit
        assert isinstance(edit, types.TextEdit)
        assert edit.new_text == "severity: "


async def test_packs_are_offered_in_packs(repository: Path) -> None:
    async with editing(repository) as editor:
        found = await offered(editor, "metadata: {name: mine}\ninclude:\n  - pack: aws-sec|\n")
        assert "aws-security" in found


async def test_an_operator_says_what_it_takes(repository: Path) -> None:
    async with editing(repository) as editor:
        found = await offered(editor, RULES.replace("operator: equals", "operator: matches|"))
        assert (
            "regex" in (found["matches"].detail or "").lower() or "regular" in (found["matches"].detail or "").lower()
        )
        assert found["matches"].documentation


async def test_other_files_are_left_alone(repository: Path) -> None:
    (repository / "values.yml").write_text("severity: \n")
    async with editing(repository) as editor:
        editor.open("values.yml", language="yaml")
        parameters = types.CompletionParams(editor.document("values.yml"), types.Position(0, 10))
        assert await editor.client.text_document_completion_async(parameters) is None


async def test_lint_reads_what_is_typed(repository: Path) -> None:
    (repository / "rules.yml").write_text(RULES)
    async with editing(repository, pull=True) as editor:
        editor.open("rules.yml", language="yaml")
        clean = await editor.pulled("rules.yml")
        assert {each.message.splitlines()[0] for each in clean} == {
            "No rule uses the parameter `days`",
            "No rule uses the parameter `names`",
            "`lifecycle_rule` of `aws_s3_bucket` is deprecated in the aws provider",
        }
        editor.replace("rules.yml", RULES.replace("key: tags.Team", "key: tagz.Team"))
        found = [each for each in await editor.pulled("rules.yml") if "tagz" in each.message]
        assert len(found) == 1
        assert await editor.inside(found[0].range, "rules.yml") == "tagz"
        editor.replace("rules.yml", RULES.replace("operator: equals", "operator: equal_to_nothing"))
        (error,) = [
            each for each in await editor.pulled("rules.yml") if each.severity == types.DiagnosticSeverity.Error
        ]
        assert "equal_to_nothing" in error.message


async def test_rules_that_are_used_are_not_told_twice(repository: Path) -> None:
    (repository / "riveter.yml").write_text("rules: [rules.yml]\n")
    (repository / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n')
    (repository / "rules.yml").write_text(RULES.replace("operator: equals", "operator: equal_to_nothing"))
    async with editing(repository, pull=True) as editor:
        editor.open("rules.yml", language="yaml")
        found = [each for each in await editor.pulled("rules.yml") if "equal_to_nothing" in each.message]
        assert len(found) == 1


async def test_in_a_folder_that_is_not_trusted_no_rules_are_read(repository: Path) -> None:
    async with editing(repository, "--untrusted", pull=True) as editor:
        editor.open("rules.yml", RULES.replace("operator: equals", "operator: equal_to_nothing"), "yaml")
        assert await editor.pulled("rules.yml") == []
