"""The audit tables, on Moto."""

from __future__ import annotations

import gzip
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.local_stack import pipeline, streams
from tools.local_stack.athena import connected
from tools.local_stack.aws import StackError

# What the document does with its order.
SAMPLE = [("101", "OPEN", 1705337067), ("101", "PICKEDUP", 1705424400), ("101", "DELIVERED", 1705528800),
          ("102", "OPEN", 1705597200), ("101", "RETURNED", 1706515200)]  # fmt: skip


def as_firehose_writes(key: str, prefix: str, day: str) -> str:
    """The key that Firehose would have given to an object. Moto 5.2.5 takes the prefix literally, and adds a date: see findings/."""
    assert key.startswith(prefix)
    return f"{prefix.replace('!{timestamp:yyyy-MM-dd}', day)}{key.rsplit('/', 1)[1]}.gz"


def archived(stack: Any, output: Mapping[str, Any], day: str | None = None) -> dict[str, bytes]:
    """The objects of the archive, as Firehose would have written them. day: when they came; the day that Moto says, if None."""
    client = stack.moto.client("s3")
    stream = stack.moto.client("firehose").describe_delivery_stream(DeliveryStreamName=output["delivery_stream"])
    [destination] = stream["DeliveryStreamDescription"]["Destinations"]
    settings = destination["ExtendedS3DestinationDescription"]
    assert settings["CompressionFormat"] == "GZIP"
    found = {}
    for item in client.list_objects_v2(Bucket=output["archive_bucket"]).get("Contents", ()):
        lines = client.get_object(Bucket=output["archive_bucket"], Key=item["Key"])["Body"].read().splitlines(True)
        random.Random(3).shuffle(lines)
        when = day or item["LastModified"].date().isoformat()
        found[as_firehose_writes(item["Key"], settings["Prefix"], when)] = gzip.compress(b"".join(lines))
    return found


def catalogued(stack: Any, output: Mapping[str, Any], objects: Mapping[str, bytes], folder: Path) -> Any:
    """The table that the crawler makes of the objects of the archive, in DuckDB. folder: for copies of them."""
    crawler = stack.moto.client("glue").get_crawler(Name=output["crawler"])["Crawler"]
    [target] = crawler["Targets"]["S3Targets"]
    assert target["Path"] == f"s3://{output['archive_bucket']}/"
    assert target["Exclusions"] == ["errors/**"]
    read = {key: data for key, data in objects.items() if not key.startswith("errors/")}
    if not read:
        raise StackError(f"There is nothing in s3://{output['archive_bucket']}/ yet.")
    pipeline.save(read, folder)
    connection = connected()
    # a crawler names the table of a whole bucket like the bucket, and makes columns of folders like `day=…`
    name = output["archive_bucket"].replace("-", "_")
    connection.execute(
        f"CREATE VIEW {name} AS SELECT * FROM read_json('{folder}/*/*.gz', format = 'newline_delimited',"
        " hive_partitioning = true, hive_types = {'day': VARCHAR}, columns = {event_id: 'VARCHAR', event_name: 'VARCHAR',"
        " event_time: 'VARCHAR', sequence_number: 'VARCHAR', table_name: 'VARCHAR', keys: 'VARCHAR', new_image: 'VARCHAR',"
        " removed_by: 'VARCHAR'})"
    )
    return connection


class Pipeline(pipeline.Pipeline):
    """The example on Moto."""

    example = "audit-table"
    query = "order-history"
    lacking = (
        pipeline.FUNCTIONS,
        "mappings from a stream to a function: a query brings new changes to the function, with the deployed settings",
        "Firehose's prefix, compression and buffering: a query reads the objects as Firehose would write them",
        pipeline.POLICIES,
        pipeline.CRAWLER,
        pipeline.QUERIES,
    )

    def push(self) -> str:
        """Change orders."""
        client = self.moto.client("dynamodb")
        for number, state, changed in SAMPLE:
            item = {"orderId": {"S": number}, "state": {"S": state}, "lastUpdatedDate": {"N": str(changed)}}
            client.put_item(TableName="Orders", Item=item)
        return f"{len(SAMPLE)} changes of the table Orders"

    def work(self) -> list[str]:
        """Bring the changes that are new to the deployed function, as the deployed mappings say."""
        output = self.stack.outputs()
        package = self.stack.folder / "lambda" / "lambda_function.zip"
        seen: dict[str, list[str]] = self.kept("seen", {})
        said = []
        for table in output["tables"]:
            mapping = streams.Mapping(self.moto, table)
            known = set(seen.get(table, ()))
            new = [one for one in mapping.records if one["eventID"] not in known]
            if new:
                function = streams.Function(self.moto, output["function"], package, self.fresh("function"), {})
                try:
                    mapping.run(function, new)
                finally:
                    function.stop()
                said.append(f"{output['function']} brought {len(new)} changes of {table} to Firehose")
            seen[table] = [one["eventID"] for one in mapping.records]
        self.keep("seen", seen)
        return said

    def connection(self) -> Any:
        """Return the crawler's table."""
        output = self.stack.outputs()
        return catalogued(self.stack, output, archived(self.stack, output), self.fresh("data"))

    def saved(self) -> dict[str, str]:
        """The deployed queries."""
        return pipeline.saved_in_athena(self.moto, self.stack.outputs()["workgroup"])
