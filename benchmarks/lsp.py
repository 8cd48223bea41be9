"""How long an editor waits for the language server: `python benchmarks/lsp.py [--repeat N] [--resources N]`.

A client starts `riveter lsp` as a process and talks to it over its standard input and output, in a generated root module (that of
benchmarks/session.py) with two packs. It sends one change at a time, and measures the time until the answer is there:

* diagnostics: from the change to the answer of a request for the diagnostics of the file, as a client that pulls has them
* hover, values behind expressions in 60 lines, lenses, and completion in a rule file, with no change in between

Time is that of the clock: it counts the protocol, and everything else that runs on the machine. Beside it, on Linux, stands the processor
time that the server took for one answer, and below that of the session alone in a process of its own, for the same changes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from session import PACKS, edits, generate

from riveter.api import Session, configured

LIMIT = 0.100
"""An answer after a change of an attribute may take so long, in seconds."""


class Client:
    """The least that a client does: messages with a length, and answers by id."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._number = 0

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    async def ask(self, method: str, params: Any) -> Any:
        """Send a request and return its result. What the server sends of itself is passed over."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = await self._read()
            if message.get("id") == self._number and "method" not in message:
                if "error" in message:
                    raise SystemExit(f"{method}: {message['error']}")
                return message["result"]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    async def _read(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := (await stream.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        found: dict[str, Any] = json.loads(await stream.readexactly(length))
        return found

    def processor_time(self) -> float | None:
        """The processor time that the server has taken so far, in seconds; None where the system does not tell."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def shown(times: list[float]) -> str:
    """The median of times, and the longest."""
    return f"{statistics.median(times) * 1000:6.0f} ms, at most {max(times) * 1000:.0f} ms"


def uri(path: Path) -> str:
    """The address of a file."""
    return path.resolve().as_uri()


def versions() -> Iterator[int]:
    """Numbers for the texts of a file."""
    number = 1
    while True:
        number += 1
        yield number


async def measure(folder: Path, files: list[Path], repeat: int) -> float:
    """Print the times, and return the median after a change of an attribute."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "riveter", "lsp", cwd=folder, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        limit=64 * 1024 * 1024,
    )  # fmt: skip
    client = Client(process)
    started = time.perf_counter()
    abilities: dict[str, Any] = {"textDocument": {"diagnostic": {}}}
    opened = {"processId": os.getpid(), "rootUri": uri(folder), "capabilities": abilities}
    await client.ask("initialize", opened)
    client.notify("initialized", {})
    *parts, _ = files
    target = parts[len(parts) // 2]
    document = {"uri": uri(target)}
    await client.ask("textDocument/diagnostic", {"textDocument": document})
    print(f"  the first diagnostics after {time.perf_counter() - started:.2f} s, with the start of the process")
    number = versions()
    attribute = 0.0
    for what, path, text in edits(files):
        before = path.read_text()
        item = {"uri": uri(path), "languageId": "terraform", "version": 1, "text": before}
        client.notify("textDocument/didOpen", {"textDocument": item})
        await client.ask("textDocument/diagnostic", {"textDocument": document})
        times: list[float] = []
        spent = client.processor_time()
        for turn in range(repeat):
            for now in (text.replace("%s", str(turn)), before):
                changes = [{"text": now}]
                started = time.perf_counter()
                edited = {"uri": uri(path), "version": next(number)}
                client.notify("textDocument/didChange", {"textDocument": edited, "contentChanges": changes})
                await client.ask("textDocument/diagnostic", {"textDocument": document})
                if now is not before:
                    times.append(time.perf_counter() - started)
        after = client.processor_time()
        taken = ""
        if spent is not None and after is not None:
            taken = f"; {(after - spent) / (2 * repeat) * 1000:.0f} ms of processor time"
        print(f"  diagnostics after {what:14} {shown(times)}{taken}", flush=True)
        attribute = attribute or statistics.median(times)
        client.notify("textDocument/didClose", {"textDocument": {"uri": uri(path)}})
    await views(client, target, repeat)
    await client.ask("shutdown", None)
    client.notify("exit", None)
    await process.wait()
    return attribute


async def views(client: Client, target: Path, repeat: int) -> None:
    """Print the times of questions without a change."""
    lines = target.read_text().split("\n")
    line = next(number for number, text in enumerate(lines) if "local.tags" in text)
    where = {"line": line, "character": lines[line].index("local.tags") + 7}
    rules = target.parent / "rules.yml"
    text = "- name: a\n  resource_type: aws_s3_bucket\n  assertions: [{key: logging., operator: exists}]\n"
    item = {"uri": uri(rules), "languageId": "yaml", "version": 1, "text": text}
    client.notify("textDocument/didOpen", {"textDocument": item})
    part = {"start": {"line": 0, "character": 0}, "end": {"line": 60, "character": 0}}
    questions = {
        "hover": ("textDocument/hover", {"textDocument": {"uri": uri(target)}, "position": where}),
        "values of 60 lines": ("textDocument/inlayHint", {"textDocument": {"uri": uri(target)}, "range": part}),
        "lenses": ("textDocument/codeLens", {"textDocument": {"uri": uri(target)}}),
        "completion": (
            "textDocument/completion",
            {"textDocument": {"uri": uri(rules)}, "position": {"line": 2, "character": 29}},
        ),
    }
    for what, (method, params) in questions.items():
        times: list[float] = []
        for _ in range(repeat + 1):
            started = time.perf_counter()
            result = await client.ask(method, params)
            times.append(time.perf_counter() - started)
            if not result:
                raise SystemExit(f"{what}: there is no answer")
        print(f"  {what:32} {shown(times[1:])}; the first {times[0] * 1000:.0f} ms")


def session_alone(folder: Path, files: list[Path], repeat: int) -> None:
    """Print the processor time of the session for the same changes."""
    os.chdir(folder)
    session = Session(lambda reader: configured(["."], reader))
    session.result()
    for what, path, text in edits(files):
        before, times = path.read_text(), []
        for _ in range(repeat):
            for now in (text, before):
                session.update(str(path), now)
                started = time.process_time()
                session.result()
                if now is not before:
                    times.append(time.process_time() - started)
        session.close(str(path))
        session.result()
        print(f"  the session alone, {what:12} {shown(times)} of processor time")
    os.chdir("/")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--resources", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = generate(folder, given.resources)
        (folder / "riveter.yml").write_text(f"packs: [{', '.join(PACKS)}]\n")
        print(f"{given.resources:,} resources in {len(files)} files")
        taken = asyncio.run(measure(folder, files, given.repeat))
        session_alone(folder, files, given.repeat)
    fits = taken <= LIMIT
    print(f"  at most {LIMIT * 1000:.0f} ms for diagnostics after an attribute: {'yes' if fits else 'NO'}")
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
