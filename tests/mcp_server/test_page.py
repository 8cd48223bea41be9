"""The page about coding agents: its commands start servers, and its table has the arguments of the tools."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import anyio
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from riveter.cli.app import run
from tests.mcp_server.conftest import OFF, write

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "agents.md").read_text(encoding="utf-8")
CONFIG = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])["mcpServers"]["riveter"]
EVERY = re.findall(r"^riveter ([^#\n]*)", "".join(re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)), re.MULTILINE)
WRITTEN = [words for words in EVERY if words.startswith("mcp")]
COMMANDS = [*(shlex.split(line) for line in WRITTEN), CONFIG["args"]]


def arguments(table: str) -> dict[str, set[str]]:
    """The arguments of each tool in the table of the page."""
    found: dict[str, set[str]] = {}
    for tool, words in re.findall(r"^\| `(\w+)` \| (.*?) \|", table, re.MULTILINE):
        found.setdefault(tool, set()).update(re.findall(r"`(\w+)`", words))
    return found


def test_the_other_commands_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    others = [words for words in EVERY if words not in WRITTEN]
    assert others == ["init --agents"]
    assert run(shlex.split(others[0])) == 0
    text = (tmp_path / "AGENTS.md").read_text("utf-8")
    for marker in re.findall(r"<!-- riveter:\w+ -->", PAGE):
        assert marker in text


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_commands_of_the_page_start_a_server(tmp_path: Path, words: list[str]) -> None:
    assert CONFIG["command"] == "riveter"
    write(tmp_path, {"infra/main.tf": OFF % "a"})
    command = shutil.which("riveter", path=str(Path(sys.executable).parent))
    assert command

    async def serve() -> None:
        parameters = StdioServerParameters(command=command, args=words, cwd=tmp_path)
        async with Client(stdio_client(parameters)) as client:
            tools = (await client.list_tools()).tools
            assert {tool.name: {*tool.input_schema["properties"]} for tool in tools} == arguments(PAGE)
            answer = await client.call_tool("scan", {})
            assert answer.structured_content is not None
            assert answer.structured_content["findings"]

    anyio.run(serve)
