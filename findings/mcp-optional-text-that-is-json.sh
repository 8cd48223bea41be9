#!/bin/bash
# The Python SDK of the Model Context Protocol, 2.3.0: a tool with an argument `text: str | None` refuses texts that are JSON objects or
# lists, and takes the text "null" for null. It parses them before it validates. An argument `text: str` gets them as they are.
#
# Expected: a JSON string is valid for the published schema ({"anyOf": [{"type": "string"}, {"type": "null"}]}), and arrives unchanged.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mcp==2.3.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import anyio
from mcp.client.client import Client
from mcp.server.mcpserver import MCPServer

print("mcp", version("mcp"))
server = MCPServer("texts", log_level="CRITICAL")


@server.tool()
def optional(text: str | None = None) -> str:
    return repr(text)


@server.tool()
def plain(text: str) -> str:
    return repr(text)


async def ask(client, tool, text):
    result = await client.call_tool(tool, {"text": text})
    return "refused" if result.is_error else result.content[0].text


async def main():
    async with Client(server) as client:
        return [(text, await ask(client, "optional", text), await ask(client, "plain", text)) for text in ('{"a": 1}', "[1]", "null")]


found = anyio.run(main)
for text, optional_answer, plain_answer in found:
    print(f"the text {text}: expected {plain_answer}, as for `str`; seen for `str | None`: {optional_answer}")
sys.exit(0 if [answer for _, answer, _ in found] == ["refused", "refused", "None"] else 1)
PYTHON
