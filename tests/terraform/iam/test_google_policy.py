"""`data.google_iam_policy` is written as the Google provider writes it: bindings by role, members in order, nothing that is empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from riveter.terraform.project import LoadOptions, load


def policy(folder: Path, text: str) -> tuple[Any, list[str]]:
    """Return the policy, known in part or as a whole, and what is wrong with it."""
    (folder / "main.tf").write_text(text, "utf-8")
    project = load([str(folder)], LoadOptions())
    result = project.evaluator(str(folder)).evaluate("data.google_iam_policy.x.policy_data")
    problems = [item.summary for item in project.diagnostics if item.severity == "error"]
    return result.value if result.unknown is None else result.unknown, problems


def test_bindings_conditions_and_audit_configs(tmp_path: Path) -> None:
    text = """
data "google_iam_policy" "x" {
  binding {
    role    = "roles/viewer"
    members = ["user:b@example.com", "user:a@example.com"]
  }
  binding {
    role    = "roles/editor"
    members = ["allUsers"]
    condition {
      title      = "until"
      expression = "request.time < timestamp('2030-01-01T00:00:00Z')"
    }
  }
  audit_config {
    service = "allServices"
    audit_log_configs {
      log_type         = "DATA_READ"
      exempted_members = ["user:a@example.com"]
    }
    audit_log_configs {
      log_type = "DATA_WRITE"
    }
  }
}
"""
    assert policy(tmp_path, text) == (
        '{"auditConfigs":[{"auditLogConfigs":[{"exemptedMembers":["user:a@example.com"],"logType":"DATA_READ"},'
        '{"logType":"DATA_WRITE"}],"service":"allServices"}],'
        '"bindings":[{"condition":{"expression":"request.time \\u003c timestamp(\'2030-01-01T00:00:00Z\')","title":"until"},'
        '"members":["allUsers"],"role":"roles/editor"},'
        '{"members":["user:a@example.com","user:b@example.com"],"role":"roles/viewer"}]}',
        [],
    )


def test_a_policy_without_anything_is_an_empty_object(tmp_path: Path) -> None:
    assert policy(tmp_path, 'data "google_iam_policy" "x" {}') == ("{}", [])


@pytest.mark.parametrize(
    "block",
    [
        'binding {\n role = "roles/viewer"\n members = [var.a, "user:a@example.com"]\n}',
        'dynamic "binding" {\n for_each = var.a\n content {\n role = "roles/viewer"\n members = ["user:a@example.com"]\n}\n}',
    ],
)
def test_what_is_not_known_stays_so(tmp_path: Path, block: str) -> None:
    found, problems = policy(tmp_path, f'variable "a" {{}}\ndata "google_iam_policy" "x" {{\n{block}\n}}')
    assert problems == []
    assert "var.a has no value" in str(found)


def test_a_binding_without_members_is_refused(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'data "google_iam_policy" "x" {\n  binding {\n    role = "roles/viewer"\n  }\n}\n'
        'output "x" {\n  value = data.google_iam_policy.x.policy_data\n}\n',
        "utf-8",
    )
    project = load([str(tmp_path)], LoadOptions())
    assert [item.summary for item in project.diagnostics if item.severity == "error"] == ["Missing required argument"]
