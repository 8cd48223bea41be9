"""Turns the records of DynamoDB streams into audit records and puts them into the delivery stream."""

import json
import logging
import os
from typing import Any

import boto3

logger = logging.getLogger()
logger.setLevel(os.environ["LOG_LEVEL"])
firehose = boto3.client("firehose")

MOST_RECORDS = 500  # that PutRecordBatch takes


def handler(event: dict[str, Any], _context: object) -> dict[str, list[dict[str, str]]]:
    """Returns what was not delivered, by sequence number: Lambda retries from the first of those."""
    records = event["Records"]
    failures = []
    for start in range(0, len(records), MOST_RECORDS):
        batch = records[start : start + MOST_RECORDS]
        answer = firehose.put_record_batch(
            DeliveryStreamName=os.environ["DELIVERY_STREAM_NAME"],
            Records=[{"Data": json.dumps(audit_record(record)) + "\n"} for record in batch],
        )
        for record, result in zip(batch, answer["RequestResponses"], strict=True):
            if "ErrorCode" in result:
                failures.append({"itemIdentifier": record["dynamodb"]["SequenceNumber"]})
    if failures:
        logger.error(json.dumps({"undelivered": len(failures), "of": len(records)}))
    return {"batchItemFailures": failures}


def audit_record(record: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a change. Removals have no new image; that they happened is the record."""
    change = record["dynamodb"]
    return {
        "event_id": record["eventID"],
        "event_name": record["eventName"],
        "event_time": change["ApproximateCreationDateTime"],
        "table_name": record["eventSourceARN"].split("/")[1],
        "keys": json.dumps(change["Keys"]),
        "new_image": json.dumps(change.get("NewImage")),
        "old_image": json.dumps(change.get("OldImage")),
        "removed_by": record.get("userIdentity", {}).get("principalId"),
    }
