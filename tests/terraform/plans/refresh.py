"""Makes the plans and states beside this file with the real terraform: ``python -m tests.terraform.plans.refresh``.

Needs `terraform` and the AWS provider's plug-in (see `tests/oracle.py`), and `moto_server` on the PATH, which stands in for AWS on the
loopback interface. Asks AWS nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.oracle import terraform_plan_json
from tools.local_stack.providers import find_provider_dir

FIXTURES = Path(__file__).parent / "fixtures"
SERVICES = ("iam", "s3", "sns", "sqs", "ssm", "sts")
ACCOUNT = "123456789012"

_PROVIDER = """
provider "aws" {{
  region                      = "eu-west-1"
  access_key                  = "not-a-key"
  secret_key                  = "not-a-secret"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  endpoints {{
{endpoints}  }}
}}
"""


def main(wanted: list[str]) -> None:
    """Write the fixtures: all, or those of the named directories."""
    for name in ("create", "unset"):
        if not wanted or name in wanted:
            write(FIXTURES / name / "plan.json", small_plan(terraform_plan_json(FIXTURES / name)))
    if not wanted or "shapes" in wanted:
        shapes()
    for name, make in (("change", changes), ("applied", states)):
        if not wanted or name in wanted:
            with representative_instance() as url:
                make(url)


def shapes() -> None:
    """A plan with moved, imported, replaced and deleted instances, and one that destroys everything. Needs no provider."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "module")
        shutil.copytree(FIXTURES / "shapes" / "before", folder)
        (folder / ".terraformrc").touch()
        run(folder, "init")
        run(folder, "apply", "-auto-approve")
        shutil.copy(FIXTURES / "shapes" / "main.tf", folder)
        for document, option in (("plan.json", "-refresh=true"), ("destroy.json", "-destroy")):
            run(folder, "plan", option, "-out=tfplan")
            plan = small_plan(json.loads(run(folder, "show", "-json", "tfplan")))
            write(FIXTURES / "shapes" / document, plan)


def changes(url: str) -> None:
    """A plan that updates, replaces, deletes, forgets and leaves alone."""
    with workspace(FIXTURES / "change" / "before", url) as folder:
        run(folder, "apply", "-auto-approve")
        shutil.copy(FIXTURES / "change" / "main.tf", folder)
        run(folder, "plan", "-out=tfplan")
        write(FIXTURES / "change" / "plan.json", small_plan(json.loads(run(folder, "show", "-json", "tfplan"))))
        run(folder, "plan", "-refresh-only", "-out=tfplan")
        write(FIXTURES / "change" / "refresh-only.json", small_plan(json.loads(run(folder, "show", "-json", "tfplan"))))


def states(url: str) -> None:
    """A raw state, and the same one as `terraform show -json` prints it."""
    with workspace(FIXTURES / "applied", url) as folder:
        run(folder, "apply", "-auto-approve")
        raw = json.loads((folder / "terraform.tfstate").read_text("utf-8"))
        raw["lineage"] = "00000000-0000-0000-0000-000000000000"
        (FIXTURES / "applied" / "terraform.tfstate").write_text(stable(json.dumps(raw, indent=2)) + "\n", "utf-8")
        write(FIXTURES / "applied" / "state.json", json.loads(run(folder, "show", "-json")))


def small_plan(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan without what differs from run to run and what nothing reads."""
    for name in ("timestamp", "relevant_attributes", "applyable"):
        plan.pop(name, None)
    return plan


def stable(text: str) -> str:
    """The text without what a run makes up."""
    return re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:5000", text)


def write(path: Path, document: Any) -> None:
    """Write a document as Terraform prints it: on one line."""
    text = stable(json.dumps(document, separators=(",", ":"), ensure_ascii=False))
    path.write_text(text + "\n", "utf-8")


@contextmanager
def representative_instance() -> Iterator[str]:
    """A server that answers as AWS does, empty; its address."""
    server = shutil.which("moto_server")
    if server is None:
        raise SystemExit("moto_server is not on the PATH: pip install 'moto[server]'")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [server, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{url}/moto-api/", timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait()


@contextmanager
def workspace(module: Path, url: str) -> Iterator[Path]:
    """A copy of a module whose provider talks to the stand-in."""
    provider = find_provider_dir("aws")
    if provider is None:
        raise SystemExit("no AWS provider plug-in found: set TF_PLUGIN_DIR to a file-system mirror that has it")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "module")
        shutil.copytree(module, folder, ignore=shutil.ignore_patterns("*.json", "*.tfstate"))
        endpoints = "".join(f'    {service} = "{url}"\n' for service in SERVICES)
        (folder / "provider.tf").write_text(_PROVIDER.format(endpoints=endpoints), "utf-8")
        overrides = f'dev_overrides {{ "hashicorp/aws" = {json.dumps(str(provider))} }}'
        (folder / ".terraformrc").write_text(f"provider_installation {{\n {overrides}\n direct {{}}\n}}\n", "utf-8")
        run(folder, "get")
        yield folder


def run(folder: Path, *arguments: str) -> str:
    """What terraform prints; exits with its complaints where it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "AWS_"))}
    environment |= {
        "TF_CLI_CONFIG_FILE": str(folder / ".terraformrc"),
        "CHECKPOINT_DISABLE": "1",
        "TF_IN_AUTOMATION": "1",
    }
    command = ["terraform", *arguments[:1], *(["-no-color"] if arguments[0] != "show" else []), *arguments[1:]]
    process = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}:\n{process.stdout}\n{process.stderr}")
    return process.stdout


if __name__ == "__main__":
    main(sys.argv[1:])
