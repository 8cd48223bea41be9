"""Folders that are served: their tools in this process, or a server that a client talks to."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from riveter.cli.schema import SCHEMAS
from riveter.mcp_server.folder import Folder
from riveter.mcp_server.tools import Tools

RULES = """
- id: rotation
  name: Keys must be rotated
  severity: high
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: is_true}
"""
CONFIG = "rules: [rules/r.yml]\n"
OFF = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
ON = OFF.replace("false", "true")


class Served:
    """A folder with Terraform, and the tools for it."""

    def __init__(self, folder: Path, tools: Tools) -> None:
        self.folder = folder
        self.tools = tools

    def write(self, files: dict[str, str]) -> None:
        """Write files."""
        write(self.folder, files)

    def text(self, name: str) -> str:
        """Return the content of a file."""
        return (self.folder / name).read_bytes().decode()


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


Serve = Callable[..., Served]


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Return a function that makes a repository and serves a folder of it."""

    def make(
        files: dict[str, str], *, rules: str = RULES, at: str = ".", writes: bool = False, **environment: str
    ) -> Served:
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        write(tmp_path, {"rules/r.yml": rules, "riveter.yml": CONFIG, **files})
        (tmp_path / at).mkdir(exist_ok=True)
        monkeypatch.chdir(tmp_path / at)
        return Served(tmp_path, Tools(Folder(environment, 60), SCHEMAS, writes=writes))

    return make


class Answer:
    """What a tool answered: its structured content, or the text of an error."""

    def __init__(self, result: Any) -> None:
        self.failed: bool = result.is_error
        self.text: str = "".join(part.text for part in result.content)
        self.data: dict[str, Any] = result.structured_content or {}


@asynccontextmanager
async def connected(folder: Path, *words: str, **more: str) -> AsyncIterator[Client]:
    """Yield a client that talks to `riveter mcp` over its standard streams."""
    command = str(Path(sys.executable).parent / "riveter")
    environment = {"XDG_CACHE_HOME": str(folder.parent / "cache"), "PATH": os.environ["PATH"], **more}
    parameters = StdioServerParameters(command=command, args=["mcp", *words], cwd=folder, env=environment)
    async with Client(stdio_client(parameters)) as client:
        yield client


async def ask(client: Client, tool: str, **arguments: object) -> Answer:
    """Call a tool."""
    return Answer(await client.call_tool(tool, arguments))
