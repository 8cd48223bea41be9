"""Each example installs what the tests have run, and belongs to no account."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.examples.commands import EXAMPLES

# What tests run: Terraform from 1.11 on, and version 5.100 of the AWS provider. `test_terraform_validate` fails where the pin excludes the
# plug-in of this machine. The other providers are compared with schemas, or replaced (`random_id`).
TERRAFORM = "~> 1.11"
PROVIDERS = {"aws": "~> 5.100.0", "random": "~> 3.6", "azurerm": "~> 4.60", "google": "~> 7.20"}

FOLDERS = sorted({path.parent for path in EXAMPLES.rglob("*.tf")})
each_folder = pytest.mark.parametrize(
    "folder", [pytest.param(path, id=path.relative_to(EXAMPLES).as_posix()) for path in FOLDERS]
)

_TERRAFORM = re.compile(r'^  required_version = "([^"]+)"$', re.MULTILINE)
_REQUIREMENT = re.compile(
    r'^    (\w+) = \{\n      source  = "hashicorp/(\w+)"\n      version = "([^"]+)"\n    \}$', re.MULTILINE
)
_USED = re.compile(r'^(?:resource|data) "([a-z]+)_', re.MULTILINE)

_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_ACCOUNT = re.compile(r"(?<!\d)\d{12}(?!\d)")
# Nobody's: stands for the number of a project of Google Cloud.
_NOBODY = {"0" * 12}


@each_folder
def test_versions_are_those_that_are_tested(folder: Path) -> None:
    text = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.tf")))
    assert _TERRAFORM.findall(text) == [TERRAFORM]
    required = {name: version for name, source, version in _REQUIREMENT.findall(text) if name == source}
    assert required == {name: PROVIDERS[name] for name in set(_USED.findall(text))}


def test_no_account_id_is_written_anywhere() -> None:
    """READMEs are left out: they show what commands print, which may name the account that Moto has."""
    files = [
        path
        for path in EXAMPLES.rglob("*")
        if path.is_file() and path.suffix in {".tf", ".tfvars", ".yml", ".json", ".sql", ".sh", ".py"}
    ]
    assert {path.suffix for path in files} >= {".tf", ".tfvars", ".yml", ".json"}
    found = {
        f"{path.relative_to(EXAMPLES)}: {number}"
        for path in files
        for number in _ACCOUNT.findall(_UUID.sub("", path.read_text("utf-8")))
        if number not in _NOBODY
    }
    assert found == set()
