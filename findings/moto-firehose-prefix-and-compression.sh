#!/bin/bash
# Moto 5.2.5 writes what Firehose delivers to S3 below the prefix as it is written, and without the compression that is set.
#
# Expected: `!{timestamp:yyyy}` in the prefix becomes the year, and the object is gzip.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[firehose,s3]==5.2.5' boto3==1.44.8
"$folder/venv/bin/python" - <<'PYTHON'
import os
import sys
from importlib.metadata import version

os.environ.update(AWS_ACCESS_KEY_ID="example", AWS_SECRET_ACCESS_KEY="example", AWS_DEFAULT_REGION="eu-west-1")
import boto3
from moto import mock_aws

print("moto", version("moto"))

with mock_aws():
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="example-bucket", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    firehose = boto3.client("firehose")
    firehose.create_delivery_stream(
        DeliveryStreamName="example",
        DeliveryStreamType="DirectPut",
        ExtendedS3DestinationConfiguration={
            "RoleARN": "arn:aws:iam::123456789012:role/example",
            "BucketARN": "arn:aws:s3:::example-bucket",
            "Prefix": "year=!{timestamp:yyyy}/",
            "ErrorOutputPrefix": "errors/",
            "CompressionFormat": "GZIP",
        },
    )
    firehose.put_record(DeliveryStreamName="example", Record={"Data": b"one record"})
    key = s3.list_objects_v2(Bucket="example-bucket")["Contents"][0]["Key"]
    body = s3.get_object(Bucket="example-bucket", Key=key)["Body"].read()
print("expected: a key that begins with the year, and the first bytes 1f 8b")
print("seen:    ", key.split("/")[0], body)
sys.exit(0 if key.startswith("year=!{timestamp:yyyy}/") and body == b"one record" else 1)
PYTHON
