"""Deployed functions, run in a process of their own: Moto runs functions only in Docker."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.local_stack.aws import Moto

# What Lambda does around a handler: it logs to the root logger's handler, and calls the handler for one event after the other.
_RUNTIME = """
import json, logging, sys
logging.basicConfig(stream=sys.stderr, format="%(message)s")
import {module} as module
{before}
class Context:
    def get_remaining_time_in_millis(self):
        return {left}
outcomes = []
for event in json.load(sys.stdin):
    try:
        outcomes.append({{"result": module.{name}(event, Context())}})
    except Exception as error:
        logging.exception("the function failed")
        outcomes.append({{"error": f"{{type(error).__name__}}: {{error}}"}})
{peak}
print(json.dumps({{"outcomes": outcomes, "kilobytes": peak()}}))
"""

# The most memory that a process had. On Linux, `ru_maxrss` is no help: a new process begins with that of the one which started it.
PEAK = """
def peak():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except OSError:
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""


@dataclass(frozen=True)
class Run:
    """What came of some events. `outcomes`: for each event `result` or `error`. `kilobytes`: the most memory that was in use."""

    outcomes: list[dict[str, Any]]
    kilobytes: int
    log: str

    @property
    def results(self) -> list[Any]:
        """The results; no event may have failed."""
        assert all("result" in outcome for outcome in self.outcomes), self.log
        return [outcome["result"] for outcome in self.outcomes]


class DeployedFunction:
    """A deployed function: its code, its handler and its environment. package: the zip that was deployed."""

    def __init__(self, moto: Moto, name: str, package: Path, folder: Path) -> None:
        self._moto = moto
        self._folder = folder
        found = moto.client("lambda").get_function(FunctionName=name)["Configuration"]
        digest = base64.b64encode(hashlib.sha256(package.read_bytes()).digest()).decode()
        assert digest == found["CodeSha256"], "what is deployed is what was built"
        zipfile.ZipFile(package).extractall(folder)
        self.arn: str = found["FunctionArn"]
        self._handler: str = found["Handler"]
        self.environment: dict[str, str] = found["Environment"]["Variables"]

    def __call__(
        self,
        events: Sequence[Any],
        *,
        environment: Mapping[str, str] = {},
        before: str = "",
        left: int = 900_000,
    ) -> Run:
        """Handle some events. before: code after the import of `module`. left: the milliseconds that the function has."""
        module, _, name = self._handler.rpartition(".")
        done = subprocess.run(
            [sys.executable, "-c", _RUNTIME.format(module=module, name=name, before=before, left=left, peak=PEAK)],
            cwd=self._folder,
            env={"PATH": os.environ["PATH"], **self._moto.environment, **self.environment, **environment},
            input=json.dumps(list(events)),
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout.splitlines()[-1])
        return Run(answer["outcomes"], answer["kilobytes"], done.stderr)
