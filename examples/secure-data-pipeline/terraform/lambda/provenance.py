"""Write a receipt for each file that arrives: its SHA-256, its size and when it came.

The event is S3's notification of new objects. A receipt is one line of JSON below `provenance/`, named after the file and its version. It is
written once and never replaced: an event that comes twice changes nothing. The file is read as a stream, so that memory does not grow with it.

If a file cannot be read or its receipt cannot be written, the others of the event still get theirs. Then the call fails: Lambda tries the event
again, and keeps it in the queue of failures at last.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import urllib.parse
from datetime import datetime, timezone
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CHUNK_BYTES = 1024 * 1024
MAX_KEY_BYTES = 1024
"""S3 takes no longer keys."""
TIME_TO_GIVE_UP = 5_000
"""Milliseconds before the function's own timeout, which would leave no message."""

# This logger only: on DEBUG, the root logger would have botocore log the headers of its requests, and with them the session token.
log = logging.getLogger("provenance")
log.setLevel(os.environ.get("LOG_LEVEL", "INFO"))

s3 = boto3.client("s3", config=Config(retries={"mode": "standard", "max_attempts": 5}))


class ReceiptError(Exception):
    """Some files have no receipt."""


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Write a receipt for each new object of an S3 event; return how many were written."""
    written, failed = 0, []
    records = event["Records"]
    for record in records:
        try:
            written += _handle(record, context)
        except Exception as error:  # whatever it is, it must not keep the other files from their receipts
            what = error.response["Error"]["Code"] if isinstance(error, ClientError) else str(error)
            key = record.get("s3", {}).get("object", {}).get("key")
            failed.append(key)
            log.error(json.dumps({"no_receipt_for": key, "error": type(error).__name__, "reason": what}))
    if failed:
        raise ReceiptError(f"{len(failed)} of {len(records)} files have no receipt: {json.dumps(failed)}")
    return {"receipts": written}


def _handle(record: dict[str, Any], context: Any) -> int:
    """Write the receipt of a record; return 0 if there is nothing to write."""
    bucket = record["s3"]["bucket"]["name"]
    key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
    # The notification filters by prefix already; a wrong filter must not end in a loop.
    if key.startswith(os.environ["PROVENANCE_PREFIX"]):
        log.warning(json.dumps({"ignored": key, "reason": "it is a receipt"}))
        return 0
    # The version of the event: by now there may be a newer one.
    version = record["s3"]["object"].get("versionId", "null")
    found = s3.get_object(Bucket=bucket, Key=key, VersionId=version)
    receipt = {
        "bucket": bucket,
        "key": key,
        "version_id": version,
        "sha256": _fingerprint(found["Body"], context),
        "content_length": found["ContentLength"],
        "last_modified": found["LastModified"].isoformat(),
        "recorded_at": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
    }
    try:
        s3.put_object(
            Bucket=bucket,
            Key=_receipt_key(key, version),
            Body=json.dumps(receipt).encode() + b"\n",
            ContentType="application/json",
            IfNoneMatch="*",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "PreconditionFailed":
            raise
        log.info(json.dumps({"ignored": key, "version_id": version, "reason": "it has a receipt"}))
        return 0
    log.info(json.dumps(receipt))
    return 1


def _fingerprint(body: Any, context: Any) -> str:
    """Return the SHA-256 of a stream. The stream raises an error if it ends too early."""
    digest = hashlib.sha256()
    for chunk in body.iter_chunks(CHUNK_BYTES):
        digest.update(chunk)
        if context.get_remaining_time_in_millis() < TIME_TO_GIVE_UP:
            raise TimeoutError("the time of the function is over")
    return digest.hexdigest()


def _receipt_key(key: str, version: str) -> str:
    """Return where the receipt of a version of a file lies: below the same folders, where Athena finds it.

    Athena ignores files and folders whose names begin with a dot or an underscore, and stumbles over empty names. Those get a `=` in front. So do
    names that begin with one, so that no two files share a receipt.
    """
    path = f"{key.removeprefix(os.environ['SOURCE_PREFIX'])}.{urllib.parse.quote(version, safe='')}.json"
    names = [f"={name}" if name[:1] in ("", ".", "_", "=") else name for name in path.split("/")]
    found = os.environ["PROVENANCE_PREFIX"] + "/".join(names)
    if len(found.encode()) > MAX_KEY_BYTES:
        digest = hashlib.sha256(path.encode()).hexdigest()
        found = f"{os.environ['PROVENANCE_PREFIX']}=long/{digest}.json"
    return found
