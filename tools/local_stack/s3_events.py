"""What S3 sends to functions when objects come into being, as the notifications of a bucket say."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote_plus

from tools.local_stack.aws import Moto


def record(
    bucket: str, key: str, version: str | None, *, size: int = 0, event: str = "ObjectCreated:Put"
) -> dict[str, Any]:
    """A record of an event, as S3 makes it: the key is encoded like a form."""
    thing: dict[str, Any] = {
        "key": quote_plus(key, safe="/"),
        "size": size,
        "eTag": "0" * 32,
        "sequencer": "0055AED6DCD90281E5",
    }
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "eu-central-1",
        "eventTime": "2025-12-04T18:03:11.000Z",
        "eventName": event,
        "userIdentity": {"principalId": "AWS:AROAEXAMPLE:maria"},
        "requestParameters": {"sourceIPAddress": "203.0.113.7"},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "provenance",
            "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
            "object": thing | ({"versionId": version} if version else {}),
        },
    }


class Notifications:
    """The notifications of a bucket, as they are deployed. Each version of an object is offered once.

    seen: the versions that were offered before.
    """

    def __init__(self, moto: Moto, bucket: str, seen: Iterable[Sequence[str]] = ()) -> None:
        self._bucket = bucket
        self._client = moto.client("s3")
        deployed = self._client.get_bucket_notification_configuration(Bucket=bucket)
        self._targets = deployed.get("LambdaFunctionConfigurations", [])
        self.seen: set[tuple[str, str]] = {(key, version) for key, version in seen}

    def new(self) -> list[dict[str, Any]]:
        """The versions that came into being since the last call, oldest first."""
        found = sorted(self._versions(), key=lambda item: item["LastModified"])
        made = [item for item in found if (item["Key"], item["VersionId"]) not in self.seen]
        self.seen |= {(item["Key"], item["VersionId"]) for item in made}
        return made

    def events(self, versions: Iterable[dict[str, Any]], function: str) -> list[dict[str, Any]]:
        """The events about some versions for a function (its ARN)."""
        targets = [target for target in self._targets if target["LambdaFunctionArn"] == function]
        return [
            {"Records": [record(self._bucket, item["Key"], item["VersionId"], size=item["Size"])]}
            for item in versions
            for target in targets
            if _matches(target, item["Key"])
        ]

    def pending(self, function: str) -> list[dict[str, Any]]:
        """The events for a function about what came into being since the last call."""
        return self.events(self.new(), function)

    def _versions(self) -> Iterator[dict[str, Any]]:
        for page in self._client.get_paginator("list_object_versions").paginate(Bucket=self._bucket):
            yield from page.get("Versions", ())


def _matches(target: dict[str, Any], key: str) -> bool:
    rules = target.get("Filter", {}).get("Key", {}).get("FilterRules", [])
    found = {item["Name"].lower(): item["Value"] for item in rules}
    created = any(fnmatch.fnmatchcase("s3:ObjectCreated:Put", pattern) for pattern in target["Events"])
    return created and key.startswith(found.get("prefix", "")) and key.endswith(found.get("suffix", ""))
