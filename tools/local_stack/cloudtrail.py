"""CloudTrail's part: the log files of a trail. Moto records nothing."""

from __future__ import annotations

import gzip
import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tools.local_stack.aws import REGION, Moto

ACCOUNT = "123456789012"


UPLOADER = "AWSReservedSSO_DataUploader_0123456789abcdef"


def caller(name: str, *, role: str = UPLOADER, long_lived: bool = False) -> dict[str, Any]:
    """The identity of an event: by default, of somebody who came through Identity Center. long_lived: of an IAM user with a key."""
    if long_lived:
        arn = f"arn:aws:iam::{ACCOUNT}:user/{name}"
        return {"type": "IAMUser", "principalId": "AIDAEXAMPLE", "arn": arn, "accountId": ACCOUNT, "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
                "userName": name}  # fmt: skip
    return {
        "type": "AssumedRole",
        "principalId": f"AROAEXAMPLE:{name}",
        "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{name}",
        "accountId": ACCOUNT,
        "accessKeyId": "ASIAIOSFODNN7EXAMPLE",
        "sessionContext": {"attributes": {"creationDate": "2025-12-04T08:00:00Z", "mfaAuthenticated": "false"}},
    }


def object_event(
    name: str,
    who: Mapping[str, Any],
    when: datetime,
    bucket: str,
    key: str,
    *,
    version: str | None = None,
    error: str | None = None,
) -> dict[str, Any]:
    """A data event of S3. version: the one that was made, or that was read."""
    reads = name.startswith(("Get", "Head"))
    asked: dict[str, Any] = {"bucketName": bucket, "key": key, "Host": f"{bucket}.s3.{REGION}.amazonaws.com"}
    answered: dict[str, Any] | None = None
    if reads and version:
        asked["versionId"] = version
    elif not reads and error is None:
        answered = {"x-amz-server-side-encryption": "aws:kms"} | ({"x-amz-version-id": version} if version else {})
    resource = f"arn:aws:s3:::{bucket}"
    return {
        "eventVersion": "1.11",
        "userIdentity": dict(who),
        "eventTime": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": "s3.amazonaws.com",
        "eventName": name,
        "awsRegion": REGION,
        "sourceIPAddress": "203.0.113.7",
        "userAgent": "[aws-cli/2.31.0]",
        "requestParameters": asked,
        "responseElements": answered,
        "additionalEventData": {"SignatureVersion": "SigV4", "bytesTransferredIn": 0, "bytesTransferredOut": 0},
        "requestID": uuid.uuid4().hex[:16].upper(),
        "eventID": str(uuid.uuid4()),
        "readOnly": reads,
        "resources": [
            {"type": "AWS::S3::Object", "ARN": f"{resource}/{key}"},
            {"accountId": ACCOUNT, "type": "AWS::S3::Bucket", "ARN": resource},
        ],
        "eventType": "AwsApiCall",
        "managementEvent": False,
        "recipientAccountId": ACCOUNT,
        "eventCategory": "Data",
    } | ({"errorCode": error, "errorMessage": "Access Denied"} if error else {})


class Trail:
    """A deployed trail: it selects events, and delivers them to its bucket."""

    def __init__(self, moto: Moto, name: str) -> None:
        client = moto.client("cloudtrail")
        self._s3 = moto.client("s3")
        trail = client.get_trail(Name=name)["Trail"]
        assert client.get_trail_status(Name=name)["IsLogging"] is True
        self._bucket: str = trail["S3BucketName"]
        self._prefix = f"{trail['S3KeyPrefix'].strip('/')}/" if trail.get("S3KeyPrefix") else ""
        self._selectors = client.get_event_selectors(TrailName=name)["AdvancedEventSelectors"]

    def deliver(self, events: Iterable[dict[str, Any]]) -> None:
        """Write the log files, one for each hour."""
        files: dict[datetime, list[dict[str, Any]]] = {}
        for event in events:
            if any(_selects(selector, event) for selector in self._selectors):
                when = datetime.strptime(event["eventTime"], "%Y-%m-%dT%H:%M:%SZ")
                files.setdefault(when.replace(minute=0, second=0), []).append(event)
        for hour, records in files.items():
            name = f"{ACCOUNT}_CloudTrail_{REGION}_{hour:%Y%m%dT%H%MZ}_{uuid.uuid4().hex[:16]}.json.gz"
            self._put(f"CloudTrail/{REGION}/{hour:%Y/%m/%d}/{name}", {"Records": records})
            # what log file validation adds: it is no log file
            digest = f"{ACCOUNT}_CloudTrail-Digest_{REGION}_digest_{REGION}_{hour:%Y%m%dT%H%M%SZ}.json.gz"
            self._put(f"CloudTrail-Digest/{REGION}/{hour:%Y/%m/%d}/{digest}", {"awsAccountId": ACCOUNT, "logFiles": []})

    def _put(self, path: str, content: Any) -> None:
        key = f"{self._prefix}AWSLogs/{ACCOUNT}/{path}"
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=gzip.compress(json.dumps(content).encode()))


def _selects(selector: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Whether each field selector holds. CloudTrail looks at the first resource of a data event."""
    values = {
        "eventCategory": event["eventCategory"],
        "eventName": event["eventName"],
        "readOnly": str(event["readOnly"]).lower(),
        "resources.type": event.get("resources", [{}])[0].get("type", ""),
        "resources.ARN": event.get("resources", [{}])[0].get("ARN", ""),
    }
    for field in selector["FieldSelectors"]:
        value = values[field["Field"]]
        assert not field.keys() & {"NotEquals", "NotStartsWith", "NotEndsWith", "EndsWith"}, field
        if field.get("Equals") and value not in field["Equals"]:
            return False
        if field.get("StartsWith") and not value.startswith(tuple(field["StartsWith"])):
            return False
    return True
