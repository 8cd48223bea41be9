"""Plans of many resources at once by the real provider, without credentials and network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TIMEOUT = 1800
_BASE = {
    "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}},
    "provider": {
        "aws": {
            "region": "us-east-1",
            "access_key": "not-a-key",
            "secret_key": "not-a-secret",
            "max_retries": 1,
            "skip_credentials_validation": True,
            "skip_metadata_api_check": True,
            "skip_requesting_account_id": True,
            "skip_region_validation": True,
        }
    },
    "resource": {"terraform_data": {"unknown": {"input": "x"}}},
}


class TerraformError(Exception):
    """Terraform could not be run."""


class Terraform:
    """A folder in which terraform runs with the plug-ins of a folder."""

    def __init__(self, directory: Path, plugins: Path) -> None:
        self._directory = directory
        self._write("base", _BASE)
        self._run("init", f"-plugin-dir={plugins}", "-input=false", "-no-color")

    def schemas(self) -> tuple[str, dict[str, Any]]:
        """The version of the provider, and the schemas of its resources."""
        output = json.loads(self._run("providers", "schema", "-json"))
        versions = json.loads(self._run("version", "-json"))["provider_selections"]
        source = "registry.terraform.io/hashicorp/aws"
        return versions[source], output["provider_schemas"][source]["resource_schemas"]

    def provider_schema(self) -> dict[str, Any]:
        """Return the schema of the provider's configuration."""
        output = json.loads(self._run("providers", "schema", "-json"))
        schema: dict[str, Any] = output["provider_schemas"]["registry.terraform.io/hashicorp/aws"]["provider"]
        return schema

    def write(self, resources: Mapping[str, tuple[str, dict[str, Any]]]) -> None:
        """Make these the resources of the folder: by name, type and arguments; each in a file of its own."""
        for path in self._directory.glob("resource-*.tf.json"):
            path.unlink()
        for name, (type, arguments) in resources.items():
            self._write(f"resource-{name}", {"resource": {type: {name: arguments}}})

    def errors(self) -> dict[str, list[str]]:
        """The errors of `terraform validate`, by the name of the resource."""
        report = json.loads(self._run("validate", "-json", check=False))
        return _by_name(report["diagnostics"])

    def plan(self) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """The changes by the name of the resource, and the errors by name. A plan with errors has the other resources."""
        target = self._directory / "plan.out"
        target.unlink(missing_ok=True)
        # one at a time, so that it is known what the provider was asked about when it crashes
        options = ("-json", "-refresh=false", "-lock=false", "-parallelism=1", f"-out={target}")
        output = self._run("plan", *options, check=False)
        found = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
        errors = _by_name([event["diagnostic"] for event in found if event.get("type") == "diagnostic"])
        if not target.exists():
            return {}, errors
        plan = json.loads(self._run("show", "-json", str(target)))
        return {change["name"]: change["change"] for change in plan.get("resource_changes", ())}, errors

    def _write(self, name: str, content: dict[str, Any]) -> None:
        (self._directory / f"{name}.tf.json").write_text(json.dumps(content), encoding="utf-8")

    def _run(self, *arguments: str, check: bool = True) -> str:
        executable = shutil.which("terraform")
        if executable is None:
            raise TerraformError("terraform is not on the PATH")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "AWS_"))}
        environment |= {
            "TF_CLI_CONFIG_FILE": os.devnull,
            "CHECKPOINT_DISABLE": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        process = subprocess.run(
            [executable, *arguments],
            cwd=self._directory,
            env=environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
        if check and process.returncode != 0:
            raise TerraformError(f"terraform {arguments[0]}: {process.stdout}\n{process.stderr}")
        return process.stdout


def _by_name(diagnostics: list[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in diagnostics:
        if item["severity"] == "error":
            file = item.get("range", {}).get("filename", "")
            name = file.removeprefix("resource-").removesuffix(".tf.json")
            found.setdefault(name, []).append(f"{item['summary']}: {item.get('detail', '')}")
    return found
