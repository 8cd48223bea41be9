#!/bin/bash
# Moto 5.2.5 does not know the endpoints of DynamoDB's streams that have an account in their name. boto3 1.44.8 uses them by default.
#
# Expected: an answer. With `account_id_endpoint_mode="disabled"` there is one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[dynamodb,dynamodbstreams]==5.2.5' boto3==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import os
import sys
from importlib.metadata import version

os.environ.update(AWS_ACCESS_KEY_ID="example", AWS_SECRET_ACCESS_KEY="example", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from moto import mock_aws

print("moto", version("moto"), "boto3", version("boto3"))
with mock_aws():
    stream = boto3.client("dynamodb").create_table(
        TableName="example",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]["LatestStreamArn"]
    seen = {}
    for mode in ("preferred", "disabled"):
        # Where Moto does not know a host, the request would leave the machine: the proxy at a closed port keeps it here.
        config = Config(account_id_endpoint_mode=mode, proxies={"https": "http://127.0.0.1:9"}, retries={"total_max_attempts": 1})
        client = boto3.client("dynamodbstreams", config=config)
        try:
            seen[mode] = client.describe_stream(StreamArn=stream)["StreamDescription"]["StreamStatus"]
        except (BotoCoreError, ClientError) as error:
            seen[mode] = type(error).__name__
print("expected: ENABLED for both")
print("seen:    ", seen)
sys.exit(0 if seen["disabled"] == "ENABLED" and seen["preferred"] != "ENABLED" else 1)
PYTHON
