#!/bin/bash
# Moto 5.2.5 applies a Deny of a bucket policy although its condition does not hold.
#
# Expected: a policy that denies what comes without TLS (`aws:SecureTransport` is false) lets a request over https pass.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[s3]==5.2.5' boto3==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import json
import os
import sys
from importlib.metadata import version

os.environ.update(AWS_ACCESS_KEY_ID="example", AWS_SECRET_ACCESS_KEY="example", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from botocore.exceptions import ClientError
from moto import mock_aws

print("moto", version("moto"))
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": ["arn:aws:s3:::example-bucket", "arn:aws:s3:::example-bucket/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
    ],
}
with mock_aws():
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="example-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_policy(Bucket="example-bucket", Policy=json.dumps(POLICY))
    assert s3.meta.endpoint_url.startswith("https://")
    try:
        s3.put_object(Bucket="example-bucket", Key="key", Body=b"text")
        seen = 200
    except ClientError as error:
        seen = error.response["ResponseMetadata"]["HTTPStatusCode"]
print("expected: 200")
print("seen:    ", seen)
sys.exit(0 if seen == 403 else 1)
PYTHON
