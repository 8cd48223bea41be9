"""docs/configuration.md: its configs are sound, and its tables complete."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from riveter.config import reader, schema
from riveter.core.source import SourceFile
from riveter.core.yaml_nodes import read_yaml
from tests.cli.conftest import Riveter
from tests.config.conftest import key

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "configuration.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(# riveter\.yml\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
RULES = """\
parameters:
  min_days: {type: number, default: 7}
rules:
  - id: window
    name: Keys wait
    resource_type: aws_kms_key
    assertions: [{key: deletion_window_in_days, operator: greater_than_or_equal, value: "{param.min_days}"}]
"""


@pytest.fixture(autouse=True)
def repository(tmp_path: Path) -> Path:
    """What the examples name."""
    for folder in (".git", "policies", "env", "modules/legacy"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "policies" / "rules.yml").write_text(RULES)
    for name in ("common.tfvars", "env/dev.tfvars", "env/prod.tfvars"):
        (tmp_path / name).write_text("")
    (tmp_path / "riveter-baseline.json").write_text('{"riveter_baseline": 1, "findings": []}')
    (tmp_path / "main.tf").write_text(
        'variable "retention_days" {}\nvariable "zones" {}\nvariable "replicas" {}\n'
        + key("k", "true", "14")
        + 'module "legacy" {\n  source = "./modules/legacy"\n}\n'
    )
    (tmp_path / "modules" / "legacy" / "main.tf").write_text(key("old"))
    return tmp_path


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_config_is_sound_and_used_without_a_complaint(riveter: Riveter, repository: Path, text: str) -> None:
    (document,) = read_yaml(SourceFile("riveter.yml", text), [])
    jsonschema.Draft202012Validator(json.loads(schema.text())).validate(document.plain())
    (repository / "riveter.yml").write_text(text)
    done = riveter("scan", "-f", "json")
    assert done.code in (0, 1)
    problems = [item for item in json.loads(done.out)["diagnostics"] if item["severity"] != "note"]
    # the patterns of the examples need not match the little there is
    unused = ("waives nothing", "applies to no file")
    assert [item["summary"] for item in problems if not any(words in item["summary"] for words in unused)] == []


def test_the_table_has_every_key() -> None:
    named = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|([^|]*)\|", PAGE, re.MULTILINE))))
    assert set(reader.KEYS) <= named


def test_links_lead_somewhere() -> None:
    for page in ("configuration.md", "suppressions.md"):
        text = (ROOT / "docs" / page).read_text("utf-8")
        for target in re.findall(r"\]\(([^)]+)\)", text):
            name, _, anchor = target.partition("#")
            linked = (ROOT / "docs" / (name or page)).read_text("utf-8")
            headings = re.findall(r"^#+ (.*)$", linked, re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert not anchor or anchor in anchors, target
