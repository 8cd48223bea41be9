"""Plans of examples: by the real provider against an endpoint that plays AWS, or as a test with a mocked provider."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .comparison import MOCKED, Planned

ANSWERS: dict[str, Any] = {
    "aws_availability_zones.names": ["us-east-1a", "us-east-1b", "us-east-1c"],
    "aws_caller_identity.account_id": "123456789012",
    "aws_partition.dns_suffix": "amazonaws.com",
    "aws_partition.partition": "aws",
    "aws_region.name": "us-east-1",
}
"""What the mocked data sources answer, by type and attribute."""

TIMEOUT = 120


class PlanError(Exception):
    """Terraform makes no plan; the text says why."""


def prepared(text: str) -> str:
    """A file without the resources of the provider `random`: a text takes the place of their results."""
    text = re.sub(r'(?ms)^resource "random_\w+" "\w+" \{.*?^\}\n', "", text)
    text = re.sub(r"random_\w+\.\w+(\[0\])?\.\w+", '"random"', text).replace('${"random"}', "random")
    return re.sub(r"(?m)^\s*random = \{[^}]*\}\n", "", text)


def real(directory: Path, plugins: Path, endpoint: str, variables: Mapping[str, str]) -> dict[str, Any]:
    """Plan a directory with the real provider; return the plan as JSON."""
    settings = {
        "AWS_ACCESS_KEY_ID": "not-a-key",
        "AWS_SECRET_ACCESS_KEY": "not-a-secret",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "1",
    }
    _init(directory, plugins, settings)
    settings |= {f"TF_VAR_{name}": value for name, value in variables.items()}
    planned = _terraform(directory, settings, "plan", "-input=false", "-lock=false", "-no-color", "-out=real.plan")
    if planned.returncode:
        raise PlanError(_first_line(planned.stderr))
    result: dict[str, Any] = json.loads(_terraform(directory, settings, "show", "-json", "real.plan").stdout)
    return result


def answers(plan: dict[str, Any]) -> dict[str, Any]:
    """What the data sources answered that `ANSWERS` names, where all of one type answered the same."""
    found: dict[str, list[Any]] = {}
    for resource in _modules(plan.get("prior_state", {}).get("values", {}).get("root_module", {})):
        for key in ANSWERS:
            type, _, attribute = key.partition(".")
            if resource["mode"] == "data" and resource["type"] == type:
                found.setdefault(key, []).append(resource["values"].get(attribute))
    return {key: values[0] for key, values in found.items() if all(value == values[0] for value in values)}


def planned_values(plan: dict[str, Any]) -> dict[str, Planned]:
    """The managed resources of a plan and the data sources that were read, by address."""
    found: dict[str, Planned] = {
        resource["address"]: (resource["values"], {})
        for resource in _modules(plan.get("prior_state", {}).get("values", {}).get("root_module", {}))
    }
    for item in plan.get("resource_changes", []):
        found[item["address"]] = (item["change"].get("after") or {}, item["change"].get("after_unknown") or {})
    return found


def _modules(module: dict[str, Any]) -> list[dict[str, Any]]:
    resources: list[dict[str, Any]] = list(module.get("resources", ()))
    for child in module.get("child_modules", ()):
        resources += _modules(child)
    return resources


def mocked(directory: Path, plugins: Path, variables: Mapping[str, str]) -> dict[str, Planned]:
    """Plan a directory with a mocked provider that gives `ANSWERS`."""
    written = {path: path.read_text(encoding="utf-8") for path in directory.glob("*.tf")}
    aliases = {alias for text in written.values() for alias in re.findall(r'alias\s*=\s*"([^"]+)"', text)}
    test = directory / "mocked.tftest.hcl"
    test.write_text(_mocks(aliases) + 'run "mocked" {\n  command = plan\n}\n', encoding="utf-8")
    try:
        for path, text in written.items():
            path.write_text(re.sub(r'(?ms)^provider "aws" \{.*?^\}\n', "", text), encoding="utf-8")
        _init(directory, plugins, {})
        settings = {f"TF_VAR_{name}": value for name, value in variables.items()}
        output = _terraform(directory, settings, "test", "-json", "-verbose").stdout
    finally:
        test.unlink()
        for path, text in written.items():
            path.write_text(text, encoding="utf-8")
    why = "it says nothing"
    for line in output.splitlines():
        event = json.loads(line)
        if event.get("type") == "test_plan":
            changes = event["test_plan"].get("resource_changes", [])
            return {
                item["address"]: (item["change"].get("after") or {}, item["change"].get("after_unknown") or {})
                for item in changes
                if item["mode"] == "managed"
            }
        if event.get("@level") == "error" and "diagnostic" in event:
            why = event["diagnostic"]["summary"]
    raise PlanError(why)


def _init(directory: Path, plugins: Path, settings: dict[str, str]) -> None:
    started = _terraform(directory, settings, "init", f"-plugin-dir={plugins}", "-no-color")
    if started.returncode:
        raise PlanError(_first_line(started.stderr))


def _terraform(directory: Path, settings: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "AWS_"))}
    environment |= {"TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1", **settings}
    command = ["terraform", *arguments]
    try:
        return subprocess.run(
            command, cwd=directory, env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise PlanError(f"terraform {arguments[0]} takes longer than {TIMEOUT} seconds") from None


def _first_line(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines() if line.strip(" │╷╵"))[:300] or "no reason given"


def _mocks(aliases: set[str]) -> str:
    """The mocked providers, in the language of terraform's tests."""
    given: dict[str, dict[str, Any]] = {"aws_iam_policy_document": {"json": MOCKED}}
    for key, value in ANSWERS.items():
        type, _, attribute = key.partition(".")
        given.setdefault(type, {})[attribute] = value
    blocks = "".join(
        f'  mock_data "{type}" {{\n    defaults = {{\n'
        + "".join(f"      {name} = {json.dumps(value)}\n" for name, value in values.items())
        + "    }\n  }\n"
        for type, values in given.items()
    )
    names = ["", *sorted(aliases)]
    return "".join(
        'mock_provider "aws" {\n' + (f'  alias = "{name}"\n' if name else "") + blocks + "}\n" for name in names
    )
