"""What the gallery needs: Terraform, the AWS provider, and Moto as AWS. Where one is missing, its tests are skipped."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.oracle import require_aws_provider

REGION = "eu-central-1"
LOG_BUCKET = "example-corp-s3-access-logs"

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

# Moto 5.2.5 hangs up when a client takes more than five seconds to read an answer: see findings/.
_PROXY = """
from moto.moto_proxy.proxy3 import ProxyRequestHandler
from moto.proxy import main
ProxyRequestHandler.timeout = 300
main()
"""


class Moto:
    """A running `moto_proxy`. `environment`: what boto3 needs to take it for AWS."""

    def __init__(self, proxy: str, bundle: Path) -> None:
        self.proxy = proxy
        self.bundle = bundle
        self.environment = {
            "AWS_ACCESS_KEY_ID": "not-a-key",
            "AWS_SECRET_ACCESS_KEY": "not-a-secret",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CA_BUNDLE": str(bundle),
            "HTTPS_PROXY": proxy,
            "NO_PROXY": "127.0.0.1,localhost",
        }

    def client(self, service: str, region: str = REGION) -> Any:
        """A boto3 client of a service."""
        import boto3
        from botocore.config import Config

        return boto3.client(
            service,
            region_name=region,
            aws_access_key_id="not-a-key",
            aws_secret_access_key="not-a-secret",
            verify=str(self.bundle),
            # Moto 5.2.5 does not know the endpoints of DynamoDB's streams that have an account in their name: see findings/.
            config=Config(proxies={"https": self.proxy}, account_id_endpoint_mode="disabled"),
        )


class Stack:
    """An example that is deployed: its folder (a copy), and Terraform in it."""

    def __init__(self, folder: Path, mirror: Path, moto: Moto) -> None:
        self.folder = folder
        self._mirror = mirror
        self.moto = moto

    def terraform(self, *words: str, accept: tuple[int, ...] = (0,)) -> str:
        """What a command of terraform prints; it has to end with one of the exit codes."""
        done = self._run(words)
        assert done.returncode in accept, done.stdout + done.stderr
        return done.stdout

    def error(self, *words: str) -> str:
        """The errors of a command of terraform that has to fail."""
        done = self._run(words)
        assert done.returncode == 1, done.stdout + done.stderr
        return done.stderr

    def _run(self, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
        environment = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        environment |= {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull}
        return subprocess.run(
            ["terraform", *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=400,
            check=False,
        )

    def deploy(self) -> None:
        """Initialize and apply."""
        self.initialize()
        self.apply()

    def initialize(self) -> None:
        """Initialize, with the providers of this machine."""
        self.terraform("init", f"-plugin-dir={self._mirror}", "-no-color")

    def apply(self, *options: str, parallel: int = 1) -> None:
        """Apply. parallel: how many resources at once; the provider waits for a minute for each lifecycle of a bucket."""
        self.terraform("apply", "-auto-approve", f"-parallelism={parallel}", "-no-color", *options)

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


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moto]:
    """AWS, as Moto plays it."""
    found = importlib.util.find_spec("moto")
    if found is None or found.origin is None:
        pytest.skip('moto is not installed: python -m pip install -e ".[gallery]"')
    port = _free_port()
    log = tmp_path_factory.mktemp("moto") / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", _PROXY, "-p", str(port)],
            env={**os.environ, "MOTO_IAM_LOAD_MANAGED_POLICIES": "true"},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, log.read_text(errors="replace")
            time.sleep(0.1)
        moto = Moto(f"http://127.0.0.1:{port}", Path(found.origin).parent / "moto_proxy" / "ca.crt")
        make_log_bucket(moto, LOG_BUCKET, REGION)
        yield moto
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def make_log_bucket(moto: Moto, name: str, region: str) -> None:
    """Make a bucket for access logs that the examples take for given."""
    client = moto.client("s3", region)
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{name}/*",
    }
    client.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))


def deployed(example: Path, folder: Path, moto: Moto) -> Stack:
    """Deploy a copy of an example's Terraform."""
    stack = prepared(example, folder, moto)
    stack.deploy()
    return stack


def prepared(example: Path, folder: Path, moto: Moto) -> Stack:
    """Make a copy of an example's Terraform that can be deployed on Moto."""
    mirror = require_aws_provider()
    shutil.copytree(example, folder, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"))
    (folder / "moto_override.tf").write_text(_OVERRIDE.format(proxy=moto.proxy, bundle=moto.bundle), encoding="utf-8")
    return Stack(folder, mirror, moto)
