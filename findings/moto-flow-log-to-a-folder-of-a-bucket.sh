#!/bin/bash
# Moto 5.2.5 takes the folder in the destination of a VPC flow log for a part of the bucket's name.
#
# Expected: a flow log to `arn:aws:s3:::example-bucket/folder/` is made, as EC2 makes it if the bucket exists.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[ec2,s3]==5.2.5' boto3==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import os
import sys
from importlib.metadata import version

os.environ.update(AWS_ACCESS_KEY_ID="example", AWS_SECRET_ACCESS_KEY="example", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from moto import mock_aws

print("moto", version("moto"))
with mock_aws():
    configuration = {"LocationConstraint": "eu-west-1"}
    boto3.client("s3").create_bucket(Bucket="example-bucket", CreateBucketConfiguration=configuration)
    ec2 = boto3.client("ec2")
    answer = ec2.create_flow_logs(
        ResourceIds=[ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]],
        ResourceType="VPC",
        TrafficType="ALL",
        LogDestinationType="s3",
        LogDestination="arn:aws:s3:::example-bucket/folder/",
    )
errors = [one["Error"]["Message"] for one in answer.get("Unsuccessful", ())]
print("expected: 1 flow log, and no error")
print("seen:    ", len(answer["FlowLogIds"]), "flow logs,", errors)
sys.exit(0 if errors == ["LogDestination: example-bucket/folder/ does not exist."] else 1)
PYTHON
