#!/bin/bash
# Moto 5.2.5 gives a number back as the text that was put.
#
# Expected: "1". DynamoDB trims leading and trailing zeros of numbers, so code that compares the texts works here only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[dynamodb]==5.2.5' boto3==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import os
import sys
from importlib.metadata import version

os.environ.update(AWS_ACCESS_KEY_ID="example", AWS_SECRET_ACCESS_KEY="example", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from moto import mock_aws

print("moto", version("moto"))

with mock_aws():
    dynamodb = boto3.client("dynamodb")
    dynamodb.create_table(
        TableName="example",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.put_item(TableName="example", Item={"id": {"S": "a"}, "amount": {"N": "1.00"}})
    seen = dynamodb.get_item(TableName="example", Key={"id": {"S": "a"}})["Item"]["amount"]["N"]
print("expected: 1")
print("seen:    ", seen)
sys.exit(0 if seen == "1.00" else 1)
PYTHON
