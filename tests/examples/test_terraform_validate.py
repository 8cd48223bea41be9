"""The examples are real Terraform: Terraform and the AWS provider accept every one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.oracle import terraform_validate

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples"


def root_modules() -> list[Path]:
    """Every folder of the examples with Terraform for AWS in it that is not a module another one calls."""
    # There is no plug-in for other clouds: `test_cloud_examples` compares these with the schemas.
    others = {
        path.parent
        for path in EXAMPLES.rglob("*.tf")
        if re.search(r"hashicorp/(azurerm|google)", path.read_text("utf-8"))
    }
    folders = {path.parent for path in EXAMPLES.rglob("*.tf")} - others
    return sorted(folder for folder in folders if "modules" not in folder.relative_to(EXAMPLES).parts)


# What Terraform warns of on purpose, by example: anything else is a mistake of ours.
EXPECTED_WARNINGS = {
    # The scratch bucket keeps the older, inline form; a comment there says why.
    "batch-data-pipeline": {"lifecycle_rule", "server_side_encryption_configuration"},
}


@pytest.mark.parametrize(
    "folder", [pytest.param(path, id=path.relative_to(EXAMPLES).as_posix()) for path in root_modules()]
)
def test_terraform_accepts_the_example(folder: Path) -> None:
    # The scan of an example must not depend on a provider that is nowhere to be had offline: see `terraform_validate` on `random_id`.
    parts = folder.relative_to(EXAMPLES).parts
    top = EXAMPLES.joinpath(*parts[: parts.index("repositories") + 2]) if "repositories" in parts else folder
    report = terraform_validate(top, str(folder.relative_to(top)))

    errors = [entry for entry in report["diagnostics"] if entry["severity"] == "error"]
    assert errors == []
    assert report["valid"] is True
    expected = EXPECTED_WARNINGS.get(folder.relative_to(EXAMPLES).as_posix(), set())
    warnings = {entry["detail"].split(" is deprecated")[0] for entry in report["diagnostics"]}
    assert warnings <= expected


def test_the_examples_are_found() -> None:
    assert EXAMPLES / "batch-data-pipeline" in root_modules()
