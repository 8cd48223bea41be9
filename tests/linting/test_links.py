"""Links in a folder of rules: they are not followed, and are told by what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.files.reader import FileReader
from riveter.linting import lint_files

RULE = """
rules:
  - id: rotated
    resource_type: aws_kms_key
    severity: low
    message: Rotate it.
    assertions: [{key: enable_key_rotation, operator: equals, value: true}]
"""


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("inside", "is a link to a folder"),
        ("../outside", "is a link that leads out of the repository"),
        ("../outside/notes.md", "is a link that leads out of the repository"),
        ("notes.md", ""),
    ],
)
def test_a_link_is_named_for_what_it_is(tmp_path: Path, target: str, words: str) -> None:
    repository = tmp_path / "repository"
    for folder in (repository / ".git", repository / "inside", tmp_path / "outside"):
        folder.mkdir(parents=True)
    (tmp_path / "outside" / "notes.md").write_text("notes")
    (repository / "notes.md").write_text("notes")
    (repository / "rules.yml").write_text(RULE)
    (repository / "link").symlink_to(target)
    found = [item.summary for item in lint_files([str(repository)], FileReader()) if "link" in item.summary]
    assert len(found) == (1 if words else 0)
    assert all(words in summary for summary in found)
