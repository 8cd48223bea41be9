#!/bin/bash
# Moto 5.2.5's proxy hangs up five seconds after it began to send an answer, also if its client reads all the time.
#
# Expected: an object of 60 MB, read in parts for eight seconds, comes as a whole.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[proxy,s3]==5.2.5' boto3==1.44.8
"$folder/venv/bin/python" - "$folder/venv/bin/moto_proxy" <<'PYTHON'
import os
import socket
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import boto3
import moto
from botocore.config import Config
from botocore.exceptions import IncompleteReadError

print("moto", version("moto"))
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
proxy = subprocess.Popen([sys.argv[1], "-p", str(port)], **quiet)
try:
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    s3 = boto3.client(
        "s3",
        region_name="eu-west-1",
        aws_access_key_id="example",
        aws_secret_access_key="example",
        verify=str(Path(moto.__file__).parent / "moto_proxy" / "ca.crt"),
        config=Config(proxies={"https": f"http://127.0.0.1:{port}"}),
    )
    s3.create_bucket(Bucket="example-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="example-bucket", Key="key", Body=bytes(60_000_000))
    body = s3.get_object(Bucket="example-bucket", Key="key")["Body"]
    begun, read = time.monotonic(), 0
    try:
        while part := body.read(1_000_000):
            read += len(part)
            time.sleep(8 / 60)
        seen = f"{read} bytes"
    except IncompleteReadError:
        seen = f"cut off after {time.monotonic() - begun:.0f} seconds"
finally:
    proxy.kill()
    proxy.wait()
print("expected: 60000000 bytes")
print("seen:    ", seen)
sys.exit(0 if seen.startswith("cut off") else 1)
PYTHON
