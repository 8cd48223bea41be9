"""Plans as `terraform plan -out` saves them: the configuration in them, and bounds for archives that nobody should write."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from riveter.core.values import Unknown
from riveter.files import archives
from riveter.terraform.project import LoadOptions, load
from tests.oracle import require_terraform
from tests.terraform.conftest import Loaded

Document = Callable[..., Loaded]

MAIN = """
variable "given" { default = "default" }
variable "left" { default = "default" }
variable "secret" {
  default   = "x"
  ephemeral = true
}
module "child" {
  source = "./child"
  name   = var.given
}
module "common" {
  source = "../common"
}
resource "terraform_data" "a" {
  input = [var.given, var.left]
}
resource "terraform_data" "b" {
  input = file("not-in-the-plan.txt")
}
resource "terraform_data" "c" {
  input = var.secret
}
"""
CHILD = 'variable "name" {}\nresource "terraform_data" "x" {\n  input = var.name\n}\n'


def message(field: int, content: bytes) -> bytes:
    """A field of a protocol buffer that has a length."""
    size, length = len(content), b""
    while size > 127:
        length += bytes([size & 127 | 128])
        size >>= 7
    return bytes([field << 3 | 2]) + length + bytes([size]) + content


def archive(files: dict[str, str | bytes] | None = None, variables: dict[str, Any] | None = None, **more: Any) -> bytes:
    """A saved plan."""
    plan = b"\x08\x03"
    for name, value in (variables or {}).items():
        packed = msgspec.msgpack.encode([b'"string"', value])
        plan += message(2, message(1, name.encode()) + message(2, message(1, packed)))
    modules = [
        {"Key": "", "Dir": "."},
        {"Key": "child", "Source": "./child", "Dir": "child"},
        {"Key": "common", "Source": "../common", "Dir": "../common"},
    ]
    content: dict[str, str | bytes] = {
        "tfplan": plan,
        "tfstate": "{}",
        "tfconfig/modules.json": json.dumps(more.get("modules", modules)),
        "tfconfig/m-/main.tf": MAIN,
        "tfconfig/m-child/main.tf": CHILD,
        "tfconfig/m-common/main.tf": 'resource "terraform_data" "s" {}\n',
        **(files or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in content.items():
            if name not in more.get("without", ()):
                made.writestr(name, data)
    return buffer.getvalue()


def test_the_configuration_is_evaluated_with_the_variables_that_were_given(document: Document) -> None:
    loaded = document(archive(variables={"given": "value"}), name="tfplan")
    (note,) = loaded.project.diagnostics
    assert (note.severity, note.summary) == ("note", "Saved plan")
    assert "terraform show -json tfplan" in note.hint
    assert loaded["terraform_data.a"].values["input"] == ["value", "default"]
    assert loaded["module.child.terraform_data.x"].values["input"] == "value"
    assert "module.common.terraform_data.s" in loaded.by_address
    assert isinstance(loaded["terraform_data.c"].values["input"], Unknown)


def test_places_are_in_the_plan(document: Document) -> None:
    loaded = document(archive(), name="tfplan")
    found = {
        address: str(loaded[address].span).rsplit(":", 2)[0]
        for address in loaded.by_address
        if "terraform_data" in address
    }
    assert found["terraform_data.a"] == "tfplan:main.tf"
    assert found["module.child.terraform_data.x"] == "tfplan:child/main.tf"
    assert found["module.common.terraform_data.s"] == "tfplan:../common/main.tf"
    assert {resource.root for resource in loaded.project.resources} == {"tfplan"}
    source = loaded.project.source("tfplan:main.tf")
    assert source is not None
    assert "not-in-the-plan" in source.text


def test_what_the_plan_does_not_hold_is_unknown_and_no_error(document: Document) -> None:
    loaded = document(archive(), name="tfplan")
    assert isinstance(loaded["terraform_data.b"].values["input"], Unknown)
    assert [item.severity for item in loaded.project.diagnostics] == ["note"]


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (archive(without=("tfplan",)), "not a saved plan"),
        (archive(without=("tfconfig/modules.json",)), "not a saved plan"),
        (archive({"tfconfig/modules.json": "{}"}), "list of modules"),
        (archive({"tfconfig/modules.json": "[[[["}), "list of modules"),
        (archive({"tfplan": b"\xff\xff\xff"}), "damaged"),
        (archive({"tfplan": b"\x12\x7f"}), "damaged"),
        (archive()[:200], "damaged"),
        (b"PK\x03\x04", "damaged"),
        (archive({"tfconfig/m-/big.tf": b"#" * (64 * 1024 * 1024)}), "too large"),
    ],
)
def test_what_is_no_saved_plan_is_an_error(document: Document, content: bytes, detail: str) -> None:
    loaded = document(content, name="tfplan")
    (found,) = loaded.project.diagnostics
    assert (found.severity, found.summary) == ("error", "Saved plan that can't be read")
    assert detail in found.detail


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, document: Document) -> None:
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 300)
    assert "too large" in document(archive(), name="tfplan").project.diagnostics[0].detail
    monkeypatch.undo()
    monkeypatch.setattr(archives, "MAX_ENTRIES", 3)
    assert "too large" in document(archive(), name="tfplan").project.diagnostics[0].detail


@pytest.mark.parametrize("folder", ["/etc", "../" * 12 + "etc", "a\0b", "C:\\x", "..\\..\\x"])
def test_no_module_is_written_outside_of_the_folder(document: Document, tmp_path: Path, folder: str) -> None:
    modules = [{"Key": "", "Dir": "."}, {"Key": "child", "Source": "./child", "Dir": folder}]
    loaded = document(archive(modules=modules), name="tfplan")
    assert "terraform_data.a" in loaded.by_address
    assert "module.child.terraform_data.x" not in loaded.by_address


def test_names_of_files_lead_nowhere_else(document: Document, tmp_path: Path) -> None:
    names = (
        "tfconfig/m-/../../evil.tf",
        "tfconfig/m-../evil.tf",
        "tfconfig/m-/a/b.tf",
        "/evil.tf",
        "tfconfig/m-/.terraform",
    )
    loaded = document(archive(dict.fromkeys(names, 'resource "terraform_data" "evil" {}')), name="tfplan")
    assert "terraform_data.evil" not in loaded.by_address
    assert not list(tmp_path.rglob("evil*"))


def test_a_plan_of_terraform_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terraform = require_terraform()
    (tmp_path / "child").mkdir()
    (tmp_path / "child" / "main.tf").write_text(CHILD)
    text = 'variable "given" {}\nmodule "child" {\n  source = "./child"\n  name   = var.given\n}\n'
    (tmp_path / "main.tf").write_text(text)
    for arguments in (["init"], ["plan", "-var", "given=value", "-out", "tfplan"]):
        subprocess.run([terraform, *arguments], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.chdir(tmp_path)
    found = {item.address: item.values for item in load(["tfplan"], LoadOptions()).resources}
    assert found["module.child.terraform_data.x"]["input"] == "value"
