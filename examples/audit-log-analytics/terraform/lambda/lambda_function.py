"""Adds the column `customer` to each new audit log and writes it to the central bucket, through its access point.

The customer is the folder of the audit log: `CUSTOMER/NAME.csv` becomes `csv/CUSTOMER--NAME.csv`. The log is streamed, so memory does not grow
with it. An event that comes twice, or late, writes the same object again. What fails is raised: Lambda tries it twice more, then keeps its event.
"""

import csv
import io
import logging
import os
import re
from collections.abc import Iterator
from typing import Any

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config

log = logging.getLogger()
log.setLevel(logging.INFO)

COLUMN = "customer"
CUSTOMER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 64  # of a customer, as the table in Redshift keeps it
PART = 16 * 1024 * 1024  # S3 takes 10,000 of them: 156 GiB

LARGEST_RECORD = 4 * 1024 * 1024  # characters: without an end, a line or a quoted field would fill the memory

csv.field_size_limit(1024 * 1024)

_s3 = boto3.client("s3", config=Config(retries={"max_attempts": 6, "mode": "standard"}, s3={"use_arn_region": True}))


class Refused(Exception):
    """An audit log that can't be passed on as it is."""


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Handle EventBridge's event of a new object."""
    detail = event["detail"]
    bucket, key = detail["bucket"]["name"], detail["object"]["key"]
    if bucket != os.environ["SOURCE_BUCKET"]:
        raise Refused("the event is of another bucket")
    customer, name = customer_and_name(key)

    # The log as it is now, not the version of the event: events come in any order, and an earlier version must not replace a later one.
    found = _s3.get_object(Bucket=bucket, Key=key)
    rows = Rows(io.TextIOWrapper(io.BufferedReader(found["Body"]), encoding="utf-8-sig", newline=""), customer)
    if rows.empty:
        log.info("%r is empty: nothing is written", key)
        return {"key": None, "rows": 0}

    target = f"{os.environ['CSV_PREFIX']}{customer}--{name}"
    # Where the rest of a log is refused, the upload is taken back: the central bucket has all of it or nothing.
    _s3.upload_fileobj(
        rows,
        os.environ["ACCESS_POINT"],
        target,
        ExtraArgs={"ContentType": "text/csv"},
        Config=TransferConfig(multipart_threshold=PART, multipart_chunksize=PART, use_threads=False),
    )
    log.info("%r has %d rows", target, rows.count)
    return {"key": target, "rows": rows.count}


def customer_and_name(key: str) -> tuple[str, str]:
    """Take apart the key of an audit log."""
    customer, _, name = key.partition("/")
    known = len(customer) <= LONGEST and CUSTOMER.fullmatch(customer)
    if not known or "/" in name or not name.endswith(".csv") or name == ".csv":
        raise Refused(f"the key has to be CUSTOMER/NAME.csv, it is {key!r}")
    return customer, name


class Lines:
    """The lines of a text. A record may have many of them, but not without end. `taken`: the characters since the last record."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self.taken = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(LARGEST_RECORD + 1)
        self.taken += len(line)
        if self.taken > LARGEST_RECORD:
            raise Refused(f"a record has more than {LARGEST_RECORD} characters")
        if not line:
            raise StopIteration
        return line


class Rows(io.RawIOBase):
    """An audit log with the customer in each row, to be read as bytes. `count`: the rows that were read, without the header."""

    def __init__(self, text: io.TextIOBase, customer: str) -> None:
        self.count = 0
        self._lines = Lines(text)
        self._reader = csv.reader(self._lines, strict=True)
        self._customer = customer
        self._buffer = b""
        self._header = next((row for row in self._reader if row), [])  # there may be empty lines before it
        self._lines.taken = 0
        self.empty = not self._header
        if COLUMN in (name.strip().lower() for name in self._header):  # the catalog's names have no case
            raise Refused(f"the audit log has a column {COLUMN!r} already")
        self._chunks = self._encoded()

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read so many bytes; fewer only at the end."""
        pieces, length = [self._buffer], len(self._buffer)
        while size < 0 or length < size:
            chunk = next(self._chunks, b"")
            if not chunk:
                break
            pieces.append(chunk)
            length += len(chunk)
        data = b"".join(pieces)
        size = len(data) if size < 0 else size
        self._buffer = data[size:]
        return data[:size]

    def _encoded(self) -> Iterator[bytes]:
        """Some rows at a time."""
        output = io.StringIO(newline="")
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow([*self._header, COLUMN])
        for row in self._reader:
            self._lines.taken = 0
            if not row:  # an empty line
                continue
            if len(row) != len(self._header):
                raise Refused(f"line {self._reader.line_num} has {len(row)} fields, the header has {len(self._header)}")
            writer.writerow([*row, self._customer])
            self.count += 1
            if output.tell() > 64 * 1024:
                yield output.getvalue().encode()
                output.seek(0)
                output.truncate()
        yield output.getvalue().encode()
