"""What is neither a plan nor a state, or broken, is told clearly: where, why, and what to do."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riveter.core.diagnostics import Diagnostic
from riveter.core.values import Unknown
from riveter.terraform.project import LoadOptions, load
from tests.terraform.conftest import Loaded
from tests.terraform.plans.conftest import FIXTURES

Document = Callable[..., Loaded]


def problem(loaded: Loaded) -> Diagnostic:
    assert loaded.project.resources == []
    (found,) = loaded.project.diagnostics
    assert found.severity == "error"
    return found


def test_broken_json_is_located(document: Document) -> None:
    found = problem(document('{\n  "format_version": "1.2",\n  "größe": "ß",,\n}'))
    assert found.summary == "Invalid JSON"
    assert str(found.span) == "plan.json:3:16"


def test_a_file_that_is_cut_off_is_told_so_at_its_end(document: Document) -> None:
    text = (FIXTURES / "create" / "plan.json").read_bytes()
    found = problem(document(text[: len(text) // 2]))
    assert (found.summary, found.detail) == ("The JSON ends too early", "The file is cut off.")
    assert found.span is not None
    assert found.span.start_col > 1000


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_no_cut_makes_a_plan_of_something_else(document: Document, cut: int) -> None:
    text = (FIXTURES / "change" / "plan.json").read_bytes()
    assert problem(document(text[: len(text) * cut // 60])).summary == "The JSON ends too early"


@pytest.mark.parametrize(
    ("content", "summary"),
    [
        ("", "Empty file"),
        (" \n", "Empty file"),
        ("# Title\n", "Neither Terraform configuration nor the JSON of a plan or a state"),
        ("[]", "Neither Terraform configuration nor the JSON of a plan or a state"),
        ('"plan"', "Neither Terraform configuration nor the JSON of a plan or a state"),
        ("{}", "Neither Terraform configuration nor the JSON of a plan or a state"),
        ('{"name": "x", "version": "1.0.0", "dependencies": {}}', "Neither Terraform configuration nor the JSON of a plan or a state"),
        (b"\xff\xfe\x00", "File is not valid UTF-16"),
        (b'{"a": "\xff"}', "Neither Terraform configuration nor the JSON of a plan or a state"),
        (gzip.compress(b"{}", mtime=0), "Neither Terraform configuration nor the JSON of a plan or a state"),
        ('{"format_version": "1.0"}', "Empty state"),
        ('{"format_version": "2.0", "planned_values": {}}', "Unknown format of plan"),
        ('{"format_version": 1, "planned_values": {}}', "Unknown format of plan"),
        ('{"planned_values": {}}', "Unknown format of plan"),
        ('{"version": 3, "serial": 1, "lineage": "x", "modules": []}', "State of another version"),
        ('{"version": 5, "serial": 1, "lineage": "x", "resources": []}', "State of another version"),
        ('{"serial": 1, "lineage": "x", "meta": {}, "encrypted_data": "x", "version": 4}', "Encrypted state"),
        ('{"meta": {}, "encrypted_data": "x"}', "Encrypted plan or state"),
        ('{"@level":"info","type":"version"}\n{"@level":"info"}\n', "Log of a Terraform run, not a plan"),
        ('[command]/usr/bin/terraform show -json tfplan\n{"format_version": "1.2"}', "The first line is a wrapper's"),
        ('{"format_version": "1.2", "resource_changes": {}}', "Not what Terraform writes"),
        ('{"format_version": "1.2", "resource_changes": [{"address": 5}]}', "Not what Terraform writes"),
        ('{"version": 4, "resources": [{"mode": "managed"}]}', "Not what Terraform writes"),
    ],
)  # fmt: skip
def test_what_can_not_be_used_is_told(document: Document, content: bytes | str, summary: str) -> None:
    found = problem(document(content))
    assert found.summary == summary
    assert found.hint
    assert found.span is not None


def test_the_place_of_a_wrong_shape_is_told(document: Document) -> None:
    changes = [{"address": "a.b", "change": {}}, {"address": "a.c", "change": []}]
    found = problem(document(json.dumps({"format_version": "1.2", "resource_changes": changes})))
    assert "$[1].change" in found.detail


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 1_000_000,
        b'{"format_version": "1.2", "planned_values": ' + b'{"a":' * 200_000,
        b'{"format_version": "1.2", "planned_values": {"root_module": ' + b'{"child_modules": [' * 100_000,
    ],
)
def test_deep_nesting_is_refused(document: Document, content: bytes) -> None:
    found = problem(document(content))
    assert found.summary in (
        "JSON nested too deeply",
        "Neither Terraform configuration nor the JSON of a plan or a state",
    )


def test_deep_values_are_cut_off(document: Document) -> None:
    deep: Any = "x"
    for _ in range(300):
        deep = {"a": [deep]}
    change = {"actions": ["create"], "after": {"deep": deep, "name": "n"}}
    plan = {
        "format_version": "1.2",
        "resource_changes": [{"address": "aws_x.a", "type": "aws_x", "name": "a", "change": change}],
    }
    loaded = document(json.dumps(plan))
    assert loaded.value("aws_x.a", "name") == "n"
    cut = [
        value
        for value in loaded["aws_x.a"].flat.values()
        if isinstance(value, Unknown) and value.kind == "spent_budget"
    ]
    assert [value.reason for value in cut] == ["the value is nested too deeply"]


def test_numbers_beyond_a_float_do_not_stop_the_rest(document: Document) -> None:
    text = (
        '{"format_version": "1.2", "resource_changes": [{"address": "aws_x.a", "type": "aws_x", "name": "a",'
        ' "change": {"actions": ["create"], "after": {"n": 1e999, "name": "n"}}}]}'
    )
    loaded = document(text)
    assert loaded.value("aws_x.a", "name") == "n"
    assert loaded.value("aws_x.a", "n") == "1e999"


def test_a_number_of_thousands_of_digits_is_unknown_and_hides_nothing(document: Document) -> None:
    number = "9" * 5_000
    after = f'{{"n": {number}, "name": "n", "list": [{number}]}}'
    text = (
        '{"format_version": "1.2", "planned_values": {}, "resource_changes": [{"address": "aws_x.a", "mode": "managed",'
        f' "type": "aws_x", "name": "a", "change": {{"actions": ["create"], "after": {after}}}}}]}}'
    )
    loaded = document(text)
    assert loaded.value("aws_x.a", "name") == "n"
    assert isinstance(loaded.value("aws_x.a", "n"), Unknown)
    assert isinstance(loaded.value("aws_x.a", "list.0"), Unknown)


def test_utf_16_of_a_windows_shell_is_read(document: Document) -> None:
    text = (FIXTURES / "change" / "plan.json").read_text("utf-8")
    assert "aws_sns_topic.kept" in document(text.encode("utf-16")).by_address


def test_a_byte_order_mark_is_read_over(document: Document) -> None:
    data = (FIXTURES / "change" / "plan.json").read_bytes()
    assert "aws_sns_topic.kept" in document(b"\xef\xbb\xbf" + data).by_address


def test_plans_of_early_formats_are_read(document: Document) -> None:
    plan = json.loads((FIXTURES / "change" / "plan.json").read_text("utf-8"))
    plan["format_version"] = "0.2"
    assert "aws_sns_topic.kept" in document(json.dumps(plan)).by_address


# --- standard input ------------------------------------------------------------------------------


def test_a_plan_is_read_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = (FIXTURES / "create" / "plan.json").read_bytes()
    loaded = Loaded(load(["-"], LoadOptions(stdin=data)), tmp_path)
    assert str(loaded["aws_kms_key.data"].span) == "<stdin>:1:1"


def test_a_plan_on_standard_input_finds_its_source_in_the_working_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES / "create")
    data = (FIXTURES / "create" / "plan.json").read_bytes()
    loaded = Loaded(load(["-"], LoadOptions(stdin=data)), FIXTURES)
    assert str(loaded["aws_kms_key.data"].span) == "main.tf:9:1"


def test_a_state_is_read_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = (FIXTURES / "applied" / "terraform.tfstate").read_bytes()
    assert "aws_iam_role.job" in Loaded(load(["-"], LoadOptions(stdin=data)), tmp_path).by_address


@pytest.mark.parametrize(("stdin", "summary"), [(None, "Nothing to read from standard input"), (b"", "Empty file")])
def test_nothing_on_standard_input_is_told(stdin: bytes | None, summary: str) -> None:
    (found,) = load(["-"], LoadOptions(stdin=stdin)).diagnostics
    assert found.summary == summary
    assert str(found.span) == "<stdin>:1:1"


def test_other_targets_are_still_loaded_beside_a_wrong_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "main.tf").write_text('resource "aws_x" "a" {}\n')
    project = load(["notes.txt", "main.tf"])
    assert [resource.address for resource in project.resources] == ["aws_x.a"]
    assert [diagnostic.severity for diagnostic in project.diagnostics] == ["error"]


_CHANGE = {"actions": ["create"], "after": {}, "after_unknown": {}}
_RESOURCE = {"address": "x.aws_eip.e", "mode": "managed", "type": "aws_eip", "name": "e"}


@pytest.mark.parametrize(
    "content",
    [
        {"format_version": "1.2", "resource_changes": [{**_RESOURCE, "module_address": "modul.x", "change": _CHANGE}]},
        {
            "format_version": "1.2",
            "planned_values": {"root_module": {"child_modules": [{"address": "modul.x", "resources": [_RESOURCE]}]}},
        },
        {"format_version": "1.0", "values": {"root_module": {"address": "modul.x", "resources": [_RESOURCE]}}},
        {"version": 4, "resources": [{**_RESOURCE, "module": "modul.x", "instances": [{"attributes": {}}]}]},
        {
            "format_version": "1.2",
            "resource_changes": [],
            "action_invocations": [{"address": "modul.x.action.a_b.c", "type": "a_b", "name": "c"}],
        },
    ],
)
def test_a_resource_of_a_module_that_is_none_is_not_left_out(document: Document, content: Any) -> None:
    found = problem(document(json.dumps(content)))
    assert (found.summary, found.detail) == ("Not what Terraform writes", '"modul.x" is not the address of a module.')
