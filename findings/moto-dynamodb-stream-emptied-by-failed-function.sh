#!/bin/bash
# Moto 5.2.5 forgets the records of a DynamoDB stream when the function that a mapping brings them to can't be run.
#
# Expected: 1. The stream keeps its records for a day, whatever their readers do.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[awslambda,dynamodb,dynamodbstreams,iam]==5.2.5' boto3==1.44.8
DOCKER_HOST=unix:///nowhere "$folder/venv/bin/python" - <<'PYTHON'
import io
import os
import sys
import zipfile
from importlib.metadata import version

os.environ.update(AWS_ACCESS_KEY_ID="example", AWS_SECRET_ACCESS_KEY="example", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from botocore.config import Config
from moto import mock_aws

print("moto", version("moto"))
package = io.BytesIO()
with zipfile.ZipFile(package, "w") as archive:
    archive.writestr("example.py", "def handler(event, context): pass")

with mock_aws():
    dynamodb = boto3.client("dynamodb")
    stream = dynamodb.create_table(
        TableName="example",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]["LatestStreamArn"]
    role = boto3.client("iam").create_role(RoleName="example", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    functions = boto3.client("lambda")
    functions.create_function(
        FunctionName="example", Role=role, Runtime="python3.13", Handler="example.handler", Code={"ZipFile": package.getvalue()}
    )
    functions.create_event_source_mapping(EventSourceArn=stream, FunctionName="example", StartingPosition="TRIM_HORIZON")
    dynamodb.put_item(TableName="example", Item={"id": {"S": "a"}})
    streams = boto3.client("dynamodbstreams", config=Config(account_id_endpoint_mode="disabled"))
    [shard] = streams.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]
    iterator = streams.get_shard_iterator(StreamArn=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
    seen = len(streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"])
print("expected: 1")
print("seen:    ", seen)
sys.exit(0 if seen == 0 else 1)
PYTHON
