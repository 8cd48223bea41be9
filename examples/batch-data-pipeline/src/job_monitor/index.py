"""Tells the alarm topic why a run of the ETL job ended badly."""

import json
import logging
import os
from typing import Any

import boto3

# This logger only: on DEBUG, the root logger would have botocore log the headers of its requests, and with them the session token.
logger = logging.getLogger("job_monitor")
logger.setLevel({"WARN": "WARNING"}.get(os.environ["LOG_LEVEL"], os.environ["LOG_LEVEL"]))
glue = boto3.client("glue")
sns = boto3.client("sns")


def handler(event: dict[str, Any], _context: object) -> None:
    """Takes an EventBridge event "Glue Job State Change"."""
    detail = event["detail"]
    run = glue.get_job_run(JobName=detail["jobName"], RunId=detail["jobRunId"])["JobRun"]
    report = {
        "job": detail["jobName"],
        "run": detail["jobRunId"],
        "state": detail["state"],
        "input": run.get("Arguments", {}).get("--input_path"),
        "error": run.get("ErrorMessage", detail.get("message")),
    }
    logger.error(json.dumps(report))
    sns.publish(
        TopicArn=os.environ["TOPIC_ARN"],
        Subject=f"{detail['jobName']}: {detail['state']}"[:100],
        Message=json.dumps(report, indent=2),
    )
