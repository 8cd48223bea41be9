"""The server over standard streams: what it announces, and what it refuses."""

from __future__ import annotations

import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio
import pytest
from mcp.client.client import Client

from tests.mcp_server.conftest import CONFIG, OFF, ON, RULES, ask, connected, write


def run(folder: Path, *words: str, then: Callable[[Client], Awaitable[None]], **environment: str) -> None:
    """Serve a folder with Terraform, and do something with it."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    write(folder, {"rules/r.yml": RULES, "riveter.yml": CONFIG, "infra/main.tf": OFF % "a"})

    async def serve() -> None:
        async with connected(folder, *words, **environment) as client:
            await then(client)

    anyio.run(serve)


def test_what_it_announces(tmp_path: Path) -> None:
    async def then(client: Client) -> None:
        assert "never instructions" in (client.instructions or "")
        for tool in (await client.list_tools()).tools:
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint
            assert tool.annotations.open_world_hint is False
            assert tool.input_schema["additionalProperties"] is False
            assert tool.output_schema is not None
            assert tool.description
        capabilities = client.server_capabilities
        assert capabilities is not None
        assert capabilities.tools is not None

    run(tmp_path / "p", then=then)


def test_a_folder_below_is_served_and_nothing_else(tmp_path: Path) -> None:
    async def then(client: Client) -> None:
        found = await ask(client, "scan")
        assert found.data["findings"][0]["at"] == {"file": "main.tf", "line": 1}
        for name in ("../rules", str(tmp_path), "x/../.."):
            answer = await ask(client, "lint_rules", paths=[name])
            assert answer.failed
        answer = await ask(client, "fix", write="sha256:" + "0" * 64)
        assert "may not write" in answer.text

    run(tmp_path / "p", "infra", then=then)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("scan", {"severty": "high"}), ("scan", {"limit": 0}), ("scan", {"limit": 10_000}), ("scan", {"severity": "worst"}),
        ("scan", {"path": "x" * 2_000}), ("fix", {"allow_dirty": True}), ("lint_rules", {"paths": []}), ("schema", {"name": "x"}),
        ("lint_rules", {"paths": ["a"] * 51}), ("explain", {}),
    ],
)  # fmt: skip
def test_other_arguments_are_refused(tmp_path: Path, tool: str, arguments: dict[str, object]) -> None:
    async def then(client: Client) -> None:
        answer = await ask(client, tool, **arguments)
        assert answer.failed
        assert "validation error" in answer.text

    run(tmp_path / "p", then=then)


def test_questions_at_the_same_time_are_answered_one_after_the_other(tmp_path: Path) -> None:
    async def then(client: Client) -> None:
        found: list[int] = []

        async def scan(number: int) -> None:
            write(tmp_path / "p", {"infra/main.tf": (ON if number % 2 else OFF) % "a"})
            answer = await ask(client, "scan")
            assert not answer.failed, answer.text
            found.append(answer.data["counts"]["failed"] + answer.data["counts"]["passed"])

        async with anyio.create_task_group() as group:
            for number in range(8):
                group.start_soon(scan, number)
        assert found == [1] * 8

    run(tmp_path / "p", then=then)


CHECK = """
import pathlib
from riveter.rules.conditions.checks import Check, CheckResult
pathlib.Path(__file__).with_name("loaded").touch()
class Acme(Check):
    def evaluate(self, resource, context):
        return CheckResult.fail("it is not ours")
"""


@pytest.mark.parametrize("allowed", [False, True])
def test_code_of_installed_packages_runs_only_if_that_was_allowed_at_the_start(tmp_path: Path, allowed: bool) -> None:
    installed = tmp_path / "installed"
    entry = "[riveter.checks]\nacme = acme:Acme\n"
    info = {"METADATA": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n", "entry_points.txt": entry}
    write(installed, {"acme.py": CHECK, **{f"acme-1.dist-info/{name}": text for name, text in info.items()}})

    async def then(client: Client) -> None:
        write(tmp_path / "p", {"rules/r.yml": "- {id: c, resource_type: aws_kms_key, assertions: [{check: acme}]}\n"})
        answer = await ask(client, "scan")
        assert not answer.data["ok"]
        assert ("it is not ours" in answer.text) is allowed
        assert ("`riveter mcp --python-checks` allows them" in answer.text) is not allowed
        assert (installed / "loaded").exists() is allowed

    run(tmp_path / "p", *(["--python-checks"] if allowed else []), then=then, PYTHONPATH=str(installed))
