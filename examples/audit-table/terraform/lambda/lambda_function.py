"""Turns the changes of audited tables into audit records and puts them into the delivery stream.

Every change arrives at least once. What could not be delivered is reported to Lambda, which brings it again, and at last keeps it in the bucket
for failures. So a change may be delivered twice: its copies have the same `event_id`. Firehose keeps no order: `sequence_number` does.
Neither keys nor images of items are logged.
"""

import base64
import gzip
import json
import logging
import os
import random
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from typing import Any, NamedTuple

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

log = logging.getLogger()
log.setLevel(logging.INFO)

# What Firehose takes: of one request, and of one record.
MOST_RECORDS = 500
MOST_BYTES = 4 * 1024 * 1024
LARGEST_RECORD = 1000 * 1024

ATTEMPTS = 6
FIRST_WAIT = 0.2  # seconds, before the second attempt
LONGEST_WAIT = 5.0
TIME_TO_GIVE_UP = 15_000  # milliseconds that have to be left for another attempt, which may take 13 seconds

# Errors of a whole request that another attempt may mend. Of single records, all are.
TRANSIENT = {
    "InternalFailure",
    "InternalServerError",
    "LimitExceededException",
    "RequestTimeout",
    "ServiceUnavailable",
    "ServiceUnavailableException",
    "SlowDown",
    "ThrottlingException",
    "KMSThrottlingException",
}

# The attempts are made here, where what is left over is known.
firehose = boto3.client(
    "firehose", config=Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=10)
)


class Line(NamedTuple):
    """An audit record, ready to be delivered, and the change it is made of."""

    sequence_number: str
    data: bytes


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, list[dict[str, str]]]:
    """Deliver all changes; return those that could not be delivered: Lambda goes on from the first of them."""
    lines: list[Line] = []
    failed: list[str] = []
    for record in event["Records"]:
        sequence_number = record["dynamodb"]["SequenceNumber"]
        try:
            data = audit_record(record)
        except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
            log.error("The change %s is not understood: %s", sequence_number, type(error).__name__)
            failed.append(sequence_number)
            continue
        if len(data) > LARGEST_RECORD:
            log.error("The change %s is too large: %d bytes", sequence_number, len(data))
            failed.append(sequence_number)
            continue
        lines.append(Line(sequence_number, data))
    for batch in batches(lines):
        failed += [line.sequence_number for line in deliver(batch, context)]
    log.info("Delivered %d of %d changes", len(event["Records"]) - len(failed), len(event["Records"]))
    return {"batchItemFailures": [{"itemIdentifier": sequence_number} for sequence_number in sorted(failed, key=int)]}


def audit_record(record: dict[str, Any]) -> bytes:
    """Return what is kept of a change, as a line of JSON. A removal has no new image: that it happened is the record."""
    change = record["dynamodb"]
    image = _json(change["NewImage"]) if "NewImage" in change else None
    kept = {
        "event_id": record["eventID"],
        "event_name": record["eventName"],
        "event_time": _time(change["ApproximateCreationDateTime"]),
        # Numbers of up to 40 digits: as texts of the same length they have an order.
        "sequence_number": change["SequenceNumber"].zfill(40),
        "table_name": record["eventSourceARN"].split("/")[1],
        "keys": _json(change["Keys"]),
        "new_image": image,
        "removed_by": (record.get("userIdentity") or {}).get("principalId"),
    }
    line = _line(kept)
    if image is not None and len(line) > LARGEST_RECORD:
        # Quotes and control characters can make an item of 400 KB many times larger.
        packed = base64.b64encode(gzip.compress(image.encode("utf-8"), mtime=0)).decode("ascii")
        line = _line({**kept, "new_image": None, "new_image_gzip": packed})
    return line


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _line(record: dict[str, Any]) -> bytes:
    return _json(record).encode("utf-8") + b"\n"


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def batches(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Divide lines into requests that Firehose takes."""
    batch: list[Line] = []
    size = 0
    for line in lines:
        if batch and (len(batch) == MOST_RECORDS or size + len(line.data) > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line.data)
    if batch:
        yield batch


def deliver(batch: list[Line], context: Any) -> list[Line]:
    """Put lines into the delivery stream, those that it does not take once more; return what is left over."""
    wait = FIRST_WAIT
    for attempt in range(1, ATTEMPTS + 1):
        batch, reasons, again = put(batch)
        if not batch:
            return []
        if not again or attempt == ATTEMPTS or context.get_remaining_time_in_millis() < TIME_TO_GIVE_UP:
            break
        pause = random.uniform(wait / 2, wait)
        log.warning("%d records were not taken (%s), attempt %d follows in %.1f s", len(batch), reasons, attempt + 1, pause)
        time.sleep(pause)
        wait = min(2 * wait, LONGEST_WAIT)
    log.error("%d records were not delivered: %s", len(batch), reasons)
    return batch


def put(batch: list[Line]) -> tuple[list[Line], str, bool]:
    """Make one request; return the lines that were not taken, the reasons, and whether another attempt may help."""
    try:
        answer = firehose.put_record_batch(
            DeliveryStreamName=os.environ["DELIVERY_STREAM_NAME"], Records=[{"Data": line.data} for line in batch]
        )
    except ClientError as error:
        code = error.response["Error"]["Code"]
        return batch, code, code in TRANSIENT or error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500
    except BotoCoreError as error:  # no answer: it may have taken them all
        return batch, type(error).__name__, True
    results = answer["RequestResponses"]
    left = [line for line, result in zip(batch, results, strict=True) if "ErrorCode" in result]
    return left, ", ".join(sorted({result["ErrorCode"] for result in results if "ErrorCode" in result})), True
