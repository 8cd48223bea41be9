"""Moto as AWS: a server that runs until its folder's `server.json` is removed, and clients that take it for AWS."""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
REGION = "eu-central-1"
ACCOUNT = "123456789012"
LOG_BUCKET = "example-corp-s3-access-logs"

_PATIENCE = 120
"""Seconds for the server to begin or to end."""

_started: dict[Path, subprocess.Popen[bytes]] = {}
"""The servers that this process started, by folder."""

_PROXIES = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}


class StackError(Exception):
    """A local stack can't be used. The message says why, and what to do."""


class Moto:
    """A running server. `environment`: what programs need to take it for AWS, and nothing else for it."""

    def __init__(self, proxy: str, bundle: Path) -> None:
        self.proxy = proxy
        self.bundle = bundle
        self.environment = {
            "AWS_ACCESS_KEY_ID": "not-a-key",
            "AWS_SECRET_ACCESS_KEY": "not-a-secret",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CA_BUNDLE": str(bundle),
            # the settings of somebody who has an account
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            # Moto 5.2.5 does not know the endpoints of DynamoDB's streams that have an account in their name: see findings/.
            "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
            "HTTPS_PROXY": proxy,
            "NO_PROXY": "127.0.0.1,localhost",
        }

    def client(self, service: str, region: str = REGION) -> Any:
        """Return a boto3 client of a service."""
        import boto3
        from botocore.config import Config

        return boto3.client(
            service,
            region_name=region,
            aws_access_key_id="not-a-key",
            aws_secret_access_key="not-a-secret",  # noqa: S106 - Moto takes any
            verify=str(self.bundle),
            # Moto 5.2.5 does not know the endpoints of DynamoDB's streams that have an account in their name: see findings/.
            config=Config(proxies={"https": self.proxy}, account_id_endpoint_mode="disabled"),
        )


def leave_accounts() -> None:
    """Remove from this process's environment what leads to an account, or past the server."""
    kept = cleaned_environment()
    for name in {*os.environ} - {*kept}:
        if not name.startswith("TF_"):  # it may say where providers are
            del os.environ[name]
    os.environ |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


def cleaned_environment() -> dict[str, str]:
    """Return the environment without what leads to an account, or past the server."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "TF_")) and name.lower() not in _PROXIES
    }


def is_installed() -> bool:
    """Return True if Moto can be started."""
    return importlib.util.find_spec("moto") is not None


def is_running(folder: Path) -> bool:
    """Return True if the server of a folder runs. It holds a lock for as long as it does."""
    path = folder / "server.lock"
    if not path.exists():
        return False
    with path.open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def connect(folder: Path) -> Moto:
    """Return the running server of a folder."""
    found = json.loads((folder / "server.json").read_text(encoding="utf-8"))
    return Moto(found["proxy"], Path(found["bundle"]))


def start(folder: Path) -> Moto:
    """Start the server of a folder, in a session of its own: it outlives the caller."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.local_stack.server", str(folder)],
            cwd=REPOSITORY,
            env={**cleaned_environment(), "MOTO_IAM_LOAD_MANAGED_POLICIES": "true"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        end = time.monotonic() + _PATIENCE
        while not (folder / "server.json").exists():
            if process.poll() is not None or time.monotonic() > end:
                raise StackError(f"Moto did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
            time.sleep(0.05)
    except BaseException:
        process.kill()
        process.wait()
        raise
    _started[folder] = process
    moto = connect(folder)
    make_log_bucket(moto, LOG_BUCKET, REGION)
    return moto


def stop(folder: Path) -> None:
    """Stop the server of a folder, if it runs. No process is named: the server ends itself once its file is gone."""
    (folder / "server.json").unlink(missing_ok=True)
    end = time.monotonic() + _PATIENCE
    while is_running(folder):
        if time.monotonic() > end:
            raise StackError(f"The server of {folder} does not end: see {folder / 'server.log'}.")
        time.sleep(0.05)
    if folder in _started:
        _started.pop(folder).wait(_PATIENCE)


@contextmanager
def running(folder: Path) -> Iterator[Moto]:
    """Run a server in a folder, and remove the folder in the end."""
    try:
        yield start(folder)
    finally:
        stop(folder)
        shutil.rmtree(folder)


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
