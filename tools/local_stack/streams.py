"""What Lambda does between a stream of DynamoDB and a function: a warm process for the function, and the work of the mapping."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping as ReadOnly
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from tools.local_stack.aws import Moto

Record = dict[str, Any]

_RUNTIME = """
import importlib, json, logging, sys, time
logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(message)s", force=True)
slept, sleep = [], time.sleep
time.sleep = lambda seconds: (slept.append(seconds), sleep(seconds / 20))[1]  # nobody waits for a test
module = importlib.import_module(sys.argv[1])
class Context:
    def __init__(self, left): self._end = time.monotonic() + left / 1000
    def get_remaining_time_in_millis(self): return int((self._end - time.monotonic()) * 1000)
for line in sys.stdin:
    call = json.loads(line)
    try:
        answer = {"returned": getattr(module, sys.argv[2])(call["event"], Context(call["left"]))}
    except Exception as error:
        logging.exception("failed")
        answer = {"raised": type(error).__name__}
    print(json.dumps({**answer, "slept": slept}), flush=True)
"""


class Function:
    """A deployed function: its package, its handler and its environment, in a process of its own, warm from one event to the next."""

    def __init__(self, moto: Moto, name: str, package: Path, folder: Path, environment: ReadOnly[str, str]) -> None:
        found = moto.client("lambda").get_function(FunctionName=name)["Configuration"]
        digest = base64.b64encode(hashlib.sha256(package.read_bytes()).digest()).decode()
        assert digest == found["CodeSha256"], "what is deployed is what was built"
        zipfile.ZipFile(package).extractall(folder)
        self._left = found["Timeout"] * 1000
        self._log = folder / "log"
        self.slept: list[float] = []
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _RUNTIME, *found["Handler"].rsplit(".", 1)],
                cwd=folder,
                env={
                    "PATH": os.environ["PATH"],
                    **moto.environment,
                    **found["Environment"]["Variables"],
                    **environment,
                },
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
            )

    def __call__(self, event: Any, *, left: int | None = None) -> Any:
        """What the function returns, or None if it fails. left: the milliseconds that it has."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"event": event, "left": left or self._left}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, self.log()
        answer = json.loads(line)
        self.slept = answer["slept"]
        return answer.get("returned")

    def log(self) -> str:
        """What it has logged so far."""
        return self._log.read_text(encoding="utf-8")

    def stop(self) -> None:
        """End its process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=300)
        if self._process.stdout is not None:
            self._process.stdout.close()


class Mapping:
    """The work of the deployed mapping from a table's stream to a function, by its deployed settings. `records`: those of the stream."""

    def __init__(self, moto: Moto, table: str) -> None:
        self._moto = moto
        self._stream = moto.client("dynamodb").describe_table(TableName=table)["Table"]["LatestStreamArn"]
        found = moto.client("lambda").list_event_source_mappings(EventSourceArn=self._stream)["EventSourceMappings"]
        [self.settings] = [item for item in found if item["EventSourceArn"] == self._stream]
        self.records = self._read()

    def _read(self) -> list[Record]:
        client = self._moto.client("dynamodbstreams")
        [shard] = client.describe_stream(StreamArn=self._stream)["StreamDescription"]["Shards"]
        iterator = client.get_shard_iterator(
            StreamArn=self._stream, ShardId=shard["ShardId"], ShardIteratorType=self.settings["StartingPosition"]
        )["ShardIterator"]
        records = client.get_records(ShardIterator=iterator)["Records"]
        for record in records:
            # as Lambda hands them to functions
            moment = record["dynamodb"]["ApproximateCreationDateTime"]
            if isinstance(moment, datetime):
                record["dynamodb"]["ApproximateCreationDateTime"] = int(
                    moment.replace(tzinfo=moment.tzinfo or timezone.utc).timestamp()
                )
            record["eventSourceARN"] = self._stream
        return list(records)

    def run(self, function: Function, records: list[Record] | None = None) -> None:
        """Bring records (those of the stream) to the function, batch by batch."""
        waiting = self.records if records is None else records
        size = self.settings["BatchSize"]
        for start in range(0, len(waiting), size):
            self._bring(function, waiting[start : start + size])

    def _bring(self, function: Function, batch: list[Record]) -> None:
        """Bring a batch until there is nothing left of it: what failed again, in halves; one that fails too often is kept."""
        attempts = 0
        while batch:
            attempts += 1
            first = self._first_failure(batch, function({"Records": batch}))
            batch, failed = batch[first:], batch[first:] != []
            if not failed:
                return
            if first:
                attempts = 0
            if len(batch) > 1 and self.settings["BisectBatchOnFunctionError"]:
                middle = len(batch) // 2
                self._bring(function, batch[:middle])
                batch, attempts = batch[middle:], 0
            elif attempts > self.settings["MaximumRetryAttempts"]:
                self._keep(batch, attempts)
                return

    def _first_failure(self, batch: list[Record], answer: Any) -> int:
        """The place of the first record that has to be brought again; the length of the batch if there is none."""
        if answer is None or "ReportBatchItemFailures" not in self.settings["FunctionResponseTypes"]:
            return 0 if answer is None else len(batch)
        places = {record["dynamodb"]["SequenceNumber"]: place for place, record in enumerate(batch)}
        return min((places[item["itemIdentifier"]] for item in answer["batchItemFailures"]), default=len(batch))

    def _keep(self, batch: list[Record], attempts: int) -> None:
        """Put a batch into the bucket for failures, as Lambda does."""
        bucket = self.settings["DestinationConfig"]["OnFailure"]["Destination"].removeprefix("arn:aws:s3:::")
        now = datetime.now(timezone.utc)
        kept = {
            "requestContext": {"condition": "RetryAttemptsExhausted", "approximateInvokeCount": attempts},
            "version": "1.0",
            "DDBStreamBatchInfo": {"batchSize": len(batch), "streamArn": self._stream},
            "payload": json.dumps({"Records": batch}),
        }
        self._moto.client("s3").put_object(
            Bucket=bucket,
            Key=f"aws/lambda/{self.settings['UUID']}/shard/{now:%Y/%m/%d/%Y-%m-%dT%H.%M.%S}-{len(batch)}",
            Body=json.dumps(kept).encode(),
        )
