"""Starts the ETL job for each new object in the raw data bucket."""

import hashlib
import json
import logging
import os
import urllib.parse
from typing import Any

import boto3
from botocore.config import Config

# This logger only: on DEBUG, the root logger would have botocore log the headers of its requests, and with them the session token.
logger = logging.getLogger("data_processor")
logger.setLevel({"WARN": "WARNING"}.get(os.environ["LOG_LEVEL"], os.environ["LOG_LEVEL"]))
glue = boto3.client("glue")
s3 = boto3.client("s3", config=Config(retries={"mode": "standard", "max_attempts": 5}))


class NotStartedError(Exception):
    """There is no run for some files of an event."""


def handler(event: dict[str, Any], _context: object) -> dict[str, list[str]]:
    """Returns the ids of the runs that were started. What it raises is retried by Lambda, then kept in the dead-letter queue."""
    runs, failed = [], []
    for record in event["Records"]:
        try:
            run = start(record["s3"]["bucket"]["name"], urllib.parse.unquote_plus(record["s3"]["object"]["key"]))
        except Exception as error:  # whatever it is, the other files of the event get their runs
            failed.append(f"{record.get('s3', {}).get('object', {}).get('key')}: {error}")
        else:
            runs += [run] if run else []
    if failed:
        raise NotStartedError(json.dumps(failed))
    return {"runs": runs}


def start(bucket: str, key: str) -> str | None:
    """Starts a run for an object; returns its id, or None where there is nothing to read."""
    if key.endswith("/"):
        return None  # the marker the console makes for a "folder"
    head = s3.head_object(Bucket=bucket, Key=key)
    if not head["ContentLength"]:
        logger.warning(json.dumps({"input": f"s3://{bucket}/{key}", "empty": True}))
        return None
    if head.get("SSEKMSKeyId") != os.environ["KMS_KEY_ID"]:
        raise ValueError(f"s3://{bucket}/{key} is not encrypted with the pipeline's key")
    run: str = glue.start_job_run(
        JobName=os.environ["GLUE_JOB_NAME"],
        Arguments={
            "--input_path": f"s3://{bucket}/{key}",
            # The job compares it after it has read the file: somebody may overwrite the file before.
            "--input_state": state(head),
            "--input_bucket": bucket,
            "--input_key": key,
            # The same object has the same place in the table: an event that comes twice adds nothing.
            "--ingested_on": f"{head['LastModified']:%Y-%m-%d}",
            "--source": hashlib.sha256(f"{key}\n{head['ETag']}".encode()).hexdigest()[:16],
        },
    )["JobRunId"]
    logger.info(json.dumps({"input": f"s3://{bucket}/{key}", "run": run}))
    return run


def state(head: dict[str, Any]) -> str:
    """Returns what tells one content of a key from the next. The job does the same."""
    return f"{head.get('VersionId', 'null')} {head['ETag']}".replace('"', "")
