#!/bin/bash
# Moto 5.2.5 runs a function that a bucket notifies in Docker, although `use_docker` is false. Without Docker, the upload is not answered.
#
# Expected: with `{"lambda": {"use_docker": False}}`, nothing asks for Docker.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[awslambda,iam,s3]==5.2.5' boto3==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import io
import json
import os
import socket
import sys
import threading
import zipfile
from importlib.metadata import version

# Plays Docker: it only counts who asks.
docker = socket.create_server(("127.0.0.1", 0))
asked = []


def count():
    while True:
        connection, _ = docker.accept()
        asked.append(connection.recv(1000))
        connection.close()


threading.Thread(target=count, daemon=True).start()
os.environ.update(AWS_ACCESS_KEY_ID="example", AWS_SECRET_ACCESS_KEY="example", AWS_DEFAULT_REGION="eu-west-1")
os.environ["DOCKER_HOST"] = f"tcp://127.0.0.1:{docker.getsockname()[1]}"
import boto3
from moto import mock_aws

print("moto", version("moto"))
package = io.BytesIO()
with zipfile.ZipFile(package, "w") as archive:
    archive.writestr("index.py", "def handler(event, context): pass")
trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
with mock_aws(config={"lambda": {"use_docker": False}}):
    role = boto3.client("iam").create_role(RoleName="example", AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))
    function = boto3.client("lambda").create_function(
        FunctionName="example",
        Role=role["Role"]["Arn"],
        Runtime="python3.13",
        Handler="index.handler",
        Code={"ZipFile": package.getvalue()},
    )
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="example-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    target = {"LambdaFunctionArn": function["FunctionArn"], "Events": ["s3:ObjectCreated:*"]}
    s3.put_bucket_notification_configuration(
        Bucket="example-bucket", NotificationConfiguration={"LambdaFunctionConfigurations": [target]}
    )
    before = len(asked)
    # it waits for what never comes
    threading.Thread(
        target=lambda: s3.put_object(Bucket="example-bucket", Key="key", Body=b"text"), daemon=True
    ).start()
    threading.Event().wait(10)
    seen = len(asked) - before
print("expected: Docker is asked 0 times")
print("seen:    ", seen, "times")
sys.stdout.flush()
os._exit(0 if seen else 1)
PYTHON
