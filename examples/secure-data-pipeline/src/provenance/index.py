"""Writes a provenance record with the SHA-256 fingerprint of each file that arrives."""

import hashlib
import json
import logging
import os
import urllib.parse
from datetime import datetime, timezone
from typing import Any

import boto3

logger = logging.getLogger()
logger.setLevel(os.environ["LOG_LEVEL"])
s3 = boto3.client("s3")


def handler(event: dict[str, Any], _context: object) -> None:
    """Takes an S3 event. What it raises is retried by Lambda, then kept in the queue of failures."""
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        version = record["s3"]["object"].get("versionId")
        # The notification filters by prefix already; a wrong filter must not end in a loop.
        if key.endswith("/") or key.startswith(os.environ["PROVENANCE_PREFIX"]):
            continue
        # The version the event speaks of: by now there may be a newer one.
        found = s3.get_object(Bucket=bucket, Key=key, **({"VersionId": version} if version else {}))
        fingerprint = hashlib.sha256()
        for chunk in found["Body"].iter_chunks(1 << 20):
            fingerprint.update(chunk)
        provenance = {
            "bucket": bucket,
            "key": key,
            "version_id": version,
            "sha256": fingerprint.hexdigest(),
            "content_length": found["ContentLength"],
            "last_modified": found["LastModified"].isoformat(),
            "recorded_at": datetime.now(timezone.utc).isoformat(),
        }
        name = os.environ["PROVENANCE_PREFIX"] + key.removeprefix(os.environ["SOURCE_PREFIX"])
        suffix = f".{version}.json" if version else ".json"
        s3.put_object(Bucket=bucket, Key=name + suffix, Body=json.dumps(provenance).encode(), ContentType="application/json")
        logger.info(json.dumps(provenance))
