"""A copy of an example that Terraform deploys on Moto."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.local_stack.aws import Moto, StackError
from tools.local_stack.providers import find_aws_provider_dir

_OVERRIDE = """provider "aws" {{
  access_key                  = "not-a-key"
  secret_key                  = "not-a-secret"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  max_retries                 = 4
  https_proxy                 = "{proxy}"
  custom_ca_bundle            = "{bundle}"
}}
"""

# What Terraform needs to download a provider, where none is on the machine.
_DOWNLOADS = (
    "TF_CLI_CONFIG_FILE",
    "TF_PLUGIN_CACHE_DIR",
    "SSL_CERT_FILE",
    "HTTPS_PROXY",
    "https_proxy",
    "NO_PROXY",
    "no_proxy",
)
_FOR_DOWNLOADS = {name: os.environ[name] for name in _DOWNLOADS if name in os.environ}


class Stack:
    """An example that is deployed: its folder (a copy), and Terraform in it."""

    def __init__(self, folder: Path, moto: Moto) -> None:
        self.folder = folder
        self.moto = moto

    def terraform(self, *words: str, accept: tuple[int, ...] = (0,)) -> str:
        """What a command of terraform prints; it has to end with one of the exit codes."""
        done = self._run(words)
        if done.returncode not in accept:
            raise StackError(f"terraform {words[0]} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def error(self, *words: str) -> str:
        """The errors of a command of terraform that has to fail."""
        done = self._run(words)
        if done.returncode != 1:
            raise StackError(f"terraform {words[0]} did not fail:\n{done.stdout}{done.stderr}")
        return done.stderr

    @staticmethod
    def environment() -> dict[str, str]:
        """The environment of Terraform: nothing in it leads to an account."""
        environment = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        environment |= {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull}
        return environment | {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}

    def _run(self, words: Sequence[str], more: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
        with subprocess.Popen(
            ["terraform", *words],
            cwd=self.folder,
            env={**self.environment(), **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        ) as process:
            try:
                output, errors = process.communicate(timeout=400)
            except BaseException:
                os.killpg(
                    process.pid, signal.SIGKILL
                )  # the plug-ins of providers as well: they outlive a Terraform that is killed
                raise
        return subprocess.CompletedProcess(words, process.returncode, output, errors)

    def deploy(self) -> None:
        """Initialize and apply."""
        self.initialize()
        self.apply()

    def initialize(self) -> None:
        """Initialize, with the providers of this machine. Where there are none, Terraform downloads them."""
        mirror = find_aws_provider_dir()
        if mirror is not None:
            self.terraform("init", f"-plugin-dir={mirror}", "-no-color")
            return
        done = self._run(("init", "-input=false", "-no-color"), {"TF_CLI_CONFIG_FILE": "", **_FOR_DOWNLOADS})
        if done.returncode:
            raise StackError(f"terraform init failed:\n{done.stdout}{done.stderr}")

    def apply(self, *options: str, parallel: int = 1) -> None:
        """Apply. parallel: how many resources at once; the provider waits for a minute for each lifecycle of a bucket."""
        self.terraform("apply", "-auto-approve", f"-parallelism={parallel}", "-no-color", *options)

    def outputs(self) -> dict[str, Any]:
        """The outputs."""
        return {name: item["value"] for name, item in json.loads(self.terraform("output", "-json")).items()}

    def changes(self, *options: str) -> dict[str, set[str]]:
        """The changes of a second plan: the arguments that differ, by address."""
        self.terraform("plan", "-parallelism=1", "-no-color", "-out=second.plan", *options)
        plan = json.loads(self.terraform("show", "-json", "second.plan"))
        return {
            item["address"]: _differing(item["change"])
            for item in plan["resource_changes"]
            if item["change"]["actions"] not in (["no-op"], ["read"])
        }


def _differing(change: Mapping[str, Any]) -> set[str]:
    before, after = change["before"] or {}, change["after"] or {}
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def prepared(example: Path, folder: Path, moto: Moto) -> Stack:
    """Make a copy of an example's Terraform that can be deployed on Moto. The example stays as it is."""
    shutil.copytree(example, folder, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"))
    (folder / "moto_override.tf").write_text(_OVERRIDE.format(proxy=moto.proxy, bundle=moto.bundle), encoding="utf-8")
    return Stack(folder, moto)
