"""The secure data pipeline, on Moto."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timezone
from typing import Any

from tools.local_stack import pipeline
from tools.local_stack.athena import Catalog
from tools.local_stack.cloudtrail import Trail, caller, object_event
from tools.local_stack.functions import DeployedFunction
from tools.local_stack.s3_events import Notifications
from tools.local_stack.terraform import Stack

SAMPLE = {"incoming/report.csv": b"id,amount\n1,10\n", "incoming/pay roll+2026.csv": b"id,amount\n1,20\n"}


def deploy(stack: Stack, more: Mapping[str, Any] = {}) -> None:
    """Initialize a copy of the example, and apply: without access for people, as Moto 5.2.5 has no tags of permission sets."""
    values = {"identity_center": None, **more}
    (stack.folder / "local.auto.tfvars.json").write_text(json.dumps(values), encoding="utf-8")
    stack.initialize()
    # Moto 5.2.5 refuses every request where a Deny has a condition, whether it holds or not: folders before the policies.
    stack.apply("-target=aws_s3_object.folder", parallel=4)
    stack.apply(parallel=8)


class Pipeline(pipeline.Pipeline):
    """The example on Moto."""

    example = "secure-data-pipeline"
    query = "uploads-to-raw-data"
    lacking = (
        "Identity Center's permission sets have no tags: the stack is deployed without access for people",
        pipeline.FUNCTIONS,
        "CloudTrail records nothing: a query writes the log files of new uploads that the deployed selectors choose",
        pipeline.POLICIES,
        pipeline.QUERIES,
    )

    def up(self) -> None:
        """Deploy a copy, and take away what would keep Moto from answering."""
        self.prepare()
        deploy(self.stack)
        self.open()
        folders = Notifications(self.moto, self.stack.outputs()["raw_data_bucket"])
        folders.new()  # nobody uploaded them
        self.keep("seen", sorted(folders.seen))

    def push(self) -> str:
        """Upload files."""
        bucket = self.stack.outputs()["raw_data_bucket"]
        for key, body in SAMPLE.items():
            self.moto.client("s3").put_object(Bucket=bucket, Key=key, Body=body)
        return f"{len(SAMPLE)} files are below s3://{bucket}/incoming/"

    def work(self) -> list[str]:
        """Bring what is new to the deployed function, and into the log of the deployed trail."""
        output = self.stack.outputs()
        bucket = output["raw_data_bucket"]
        found = Notifications(self.moto, bucket, self.kept("seen", ()))
        package = self.stack.folder / "lambda" / "provenance.zip"
        function = DeployedFunction(self.moto, output["function"], package, self.fresh("function"))
        versions = found.new()
        outcomes = function(found.events(versions, function.arn)).outcomes
        found.new()  # the receipts: the trail records what people do
        trail = Trail(self.moto, self.moto.client("cloudtrail").describe_trails()["trailList"][0]["Name"])
        trail.deliver(
            object_event(
                "PutObject",
                caller("you"),
                item["LastModified"].astimezone(timezone.utc),
                bucket,
                item["Key"],
                version=item["VersionId"],
            )
            for item in versions
        )
        self.keep("seen", sorted(found.seen))
        failed = [f"{output['function']} failed: {one['error']}" for one in outcomes if "error" in one]
        receipts = sum(one["result"]["receipts"] for one in outcomes if "result" in one)
        return [*failed, *([f"{output['function']} wrote {receipts} receipts"] if receipts else [])]

    def connection(self) -> Any:
        """Return the tables and views of the catalog."""
        return Catalog(self.moto, self.stack.outputs()["database"], self.fresh("data")).connection

    def saved(self) -> dict[str, str]:
        """The deployed queries."""
        return pipeline.saved_in_athena(self.moto, self.stack.outputs()["workgroup"])
