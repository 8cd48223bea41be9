"""The loop of a coding agent, recorded, over standard streams."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import anyio
import jsonschema
import yaml

from tests.mcp_server.conftest import ask, connected, write

STEPS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "recorded.yml").read_text("utf-8"))
RULES = """
- id: rotation
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: is_true}
- id: public
  severity: high
  resource_type: aws_s3_bucket
  assertions:
    related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
    assertions: {key: block_public_acls, operator: is_true}
"""


def holds(found: Any, wanted: Any, at: str = "") -> None:
    """Assert that an answer has what was recorded: members of objects, the first elements of lists; an empty list is empty."""
    if isinstance(wanted, dict):
        for key, value in wanted.items():
            holds(found[key], value, f"{at}.{key}")
    elif isinstance(wanted, list) and wanted:
        assert len(found) >= len(wanted), at
        for number, value in enumerate(wanted):
            holds(found[number], value, f"{at}.{number}")
    else:
        assert found == wanted, at


def test_the_recorded_session(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    write(folder, {"rules/r.yml": RULES, "riveter.yml": "rules: [rules/r.yml]\n"})

    async def run() -> None:
        kept: dict[str, str] = {}
        async with connected(folder, "--write") as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert [*tools] == ["scan", "explain", "show", "fix", "lint_rules", "test_rules", "schema"]
            for number, step in enumerate(STEPS):
                write(folder, step.get("write", {}))
                for name, text in step.get("read", {}).items():
                    assert text in (folder / name).read_text(), number
                if "ask" not in step:
                    continue
                arguments = {
                    name: kept.get(value[1:], value) if isinstance(value, str) else value
                    for name, value in step.get("with", {}).items()
                }
                answer = await ask(client, step["ask"], **arguments)
                assert not answer.failed, (number, answer.text)
                schema = tools[step["ask"]].output_schema
                assert schema is not None
                jsonschema.validate(answer.data, schema)
                holds(answer.data, step["answer"], f"step {number}")
                for name, key in step.get("keep", {}).items():
                    kept[name] = answer.data[key]

    anyio.run(run)
