"""The project's own workflow and action, as those see them who check such things."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integrations.workflow_checks import actionlint, matches_schema, zizmor

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
UNSAFE = """on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@main
      - run: echo "${{ github.event.issue.title }}"
"""


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tools")


def test_there_is_a_workflow_that_runs_every_check() -> None:
    assert WORKFLOWS
    assert any("run: make check\n" in path.read_text("utf-8") for path in WORKFLOWS)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_follow_the_schema(path: Path) -> None:
    matches_schema("github-workflows", path)


def test_the_action_and_dependabot_follow_their_schemas() -> None:
    matches_schema("github-actions", ROOT / "action.yml")
    matches_schema("dependabot", ROOT / ".github" / "dependabot.yml")


def test_zizmor_finds_nothing() -> None:
    assert zizmor(ROOT / ".github", ROOT / "action.yml") == ""


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_finds_nothing(path: Path, tools: Path) -> None:
    assert actionlint(path, tools) == []


def test_the_checkers_find_what_is_wrong(tmp_path: Path, tools: Path) -> None:
    path = tmp_path / "unsafe.yml"
    path.write_text(UNSAFE)
    matches_schema("github-workflows", path)
    assert "template-injection" in zizmor(path)
    assert "github.event.issue.title" in "\n".join(actionlint(path, tools))
    path.write_text(UNSAFE.replace("runs-on", "runs"))
    with pytest.raises(AssertionError):
        matches_schema("github-workflows", path)
