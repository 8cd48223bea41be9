"""The schemas in docs/schemas, which editors read, are those the commands print, and the examples name them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.editors import as_editors_read

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "docs" / "schemas"
RULES = [
    *sorted(ROOT.glob("examples/*/*-rules.yml")),
    ROOT / "examples" / "batch-data-pipeline" / "governance-patterns.yml",
]


@pytest.mark.parametrize("name", ["rules", "config", "explain"])
def test_published_schemas_are_those_of_the_command(name: str) -> None:
    done = subprocess.run([sys.executable, "-m", "riveter", "schema", name], capture_output=True, text=True, check=True)
    command = f"riveter schema {name} > docs/schemas/{name}.schema.json"
    assert json.loads((SCHEMAS / f"{name}.schema.json").read_text()) == json.loads(done.stdout), command


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_rule_files_of_the_examples_name_the_schema_and_fit_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert header is not None
    schema = json.loads((path.parent / header[1]).read_text())
    jsonschema.Draft202012Validator(schema).validate(as_editors_read(text))
