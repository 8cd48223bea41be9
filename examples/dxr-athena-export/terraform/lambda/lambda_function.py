"""Export the metadata of Data X-Ray to S3 as JSON lines: one object a day, written whole or not at all.

The event has `app_url`, the https URL of Data X-Ray, and `pat_token`, a personal access token; without one, no credentials are sent.
The pages of the API are read one after the other and uploaded in parts, so that memory does not grow with the export. The object comes into
being only after the last page. If anything fails before, the upload is given up and the object of an earlier run stays as it was.
"""

from __future__ import annotations

import http.client
import json
import logging
import os
import random
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import boto3

ATTEMPTS = 6
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds. Each wait is up to twice as long as the one before."""
TIMEOUT = 30
"""Seconds without an answer."""
MAX_PAGE_BYTES = 32 * 1024 * 1024
PART_BYTES = 8 * 1024 * 1024
"""S3 takes 10,000 parts: exports of up to 80 GB."""
TIME_TO_GIVE_UP = 15_000
"""Milliseconds before the function's own timeout, which would leave the upload unfinished."""
TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})

log = logging.getLogger(__name__)
log.setLevel(logging.INFO)


class ExportError(Exception):
    """The export can't be made. The message names no secret."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would take the token to wherever it leads."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Export everything; return where it is, and how many records and bytes there are."""
    api = Api(str(event.get("app_url") or ""), str(event.get("pat_token") or ""))
    today = datetime.now(timezone.utc).date().isoformat()
    key = f"{os.environ['EXPORT_PREFIX']}export_date={today}/metadata.jsonl"
    upload = Upload(boto3.client("s3"), os.environ["EXPORT_BUCKET"], key)
    records = 0
    try:
        for page in api.pages():
            if context is not None and context.get_remaining_time_in_millis() < TIME_TO_GIVE_UP:
                raise ExportError(f"There is no time left after {records} records. Nothing was written.")
            for record in page:
                upload.write(_line(record))
            records += len(page)
        # An empty answer is a fault more often than the truth: it does not replace what is there.
        written = upload.finish() if records else 0
    except BaseException:
        upload.give_up()
        raise
    log.info("Exported %d records, %d bytes", records, written)
    return {"bucket": upload.bucket, "key": key if records else None, "records": records, "bytes": written}


def _line(record: Any) -> bytes:
    if not isinstance(record, dict):
        raise ExportError("The API returned a record that is not an object.")
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


class Api:
    """The metadata API: pages of ``{"items": [...], "next": cursor}``; the last has no cursor."""

    def __init__(self, url: str, token: str) -> None:
        parts = urllib.parse.urlsplit(url)
        if not parts.hostname or parts.username is not None or parts.query or parts.fragment:
            raise ExportError("app_url has to be the URL of Data X-Ray, like https://dxr.example.com.")
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
            raise ExportError("app_url has to begin with https://: the token would be readable on its way.")
        if token and not re.fullmatch(r"[\x21-\x7e]+", token):
            raise ExportError("pat_token holds characters that no token has.")
        self._base = url.rstrip("/") + os.environ["API_PATH"]
        self._size = int(os.environ["PAGE_SIZE"])
        self._headers = {"Accept": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}

    def pages(self) -> Iterator[list[Any]]:
        """Yield the records of each page."""
        seen: set[str] = set()
        cursor = ""
        while True:
            page = self._page(cursor)
            yield page["items"]
            following = page.get("next")
            if not following:
                return
            cursor = str(following)
            if cursor in seen:
                raise ExportError("The API returned the same page twice.")
            seen.add(cursor)

    def _page(self, cursor: str) -> dict[str, Any]:
        query = urllib.parse.urlencode({"size": self._size, **({"cursor": cursor} if cursor else {})})
        request = urllib.request.Request(f"{self._base}?{query}", headers=self._headers)
        wait = FIRST_WAIT
        for attempt in range(1, ATTEMPTS + 1):
            asked = None
            try:
                with _opener.open(request, timeout=TIMEOUT) as answer:
                    return _parsed(answer.read(MAX_PAGE_BYTES + 1))
            except urllib.error.HTTPError as error:
                if error.code not in TRANSIENT:
                    raise ExportError(_refused(error.code)) from None
                reason, asked = f"status {error.code}", error.headers.get("Retry-After", "")
            except (OSError, http.client.HTTPException, json.JSONDecodeError, UnicodeDecodeError) as error:
                reason = type(error).__name__  # its text may hold what was sent
            if attempt == ATTEMPTS:
                raise ExportError(f"Data X-Ray does not answer: {reason}, {ATTEMPTS} times. Nothing was written.")
            pause = random.uniform(wait / 2, wait)
            if asked and asked.isdigit():
                pause = max(pause, min(int(asked), LONGEST_WAIT))
            log.warning("Attempt %d failed (%s), the next follows in %.1f s", attempt, reason, pause)
            time.sleep(pause)
            wait = min(2 * wait, LONGEST_WAIT)
        raise AssertionError


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > MAX_PAGE_BYTES:
        raise ExportError("The API returned a page that is too large. Ask for smaller ones (PAGE_SIZE).")
    # Python reads and writes NaN, which is no JSON: Athena would stumble over the line.
    page = json.loads(data, parse_constant=lambda _: None)
    if not isinstance(page, dict) or not isinstance(page.get("items"), list):
        raise ExportError('The API returned no page of records. Is API_PATH right for your version of Data X-Ray?')
    return page


def _refused(status: int) -> str:
    if status in (401, 403):
        return f"Data X-Ray refuses the token (status {status}). Is it expired?"
    if 300 <= status < 400:
        return f"Data X-Ray redirects (status {status}), and redirects are not followed: give the URL it leads to."
    return f"Data X-Ray refuses the request (status {status}). Are app_url and API_PATH right?"


class Upload:
    """An object that is uploaded in parts, and that is there only once it is whole."""

    def __init__(self, client: Any, bucket: str, key: str) -> None:
        self._client = client
        self.bucket = bucket
        self._key = key
        self._buffer = bytearray()
        self._parts: list[dict[str, Any]] = []
        self._id: str | None = None
        self._written = 0

    def write(self, data: bytes) -> None:
        """Add some bytes."""
        self._buffer += data
        while len(self._buffer) >= PART_BYTES:
            self._send(bytes(self._buffer[:PART_BYTES]))
            del self._buffer[:PART_BYTES]

    def finish(self) -> int:
        """Complete the object; return how many bytes it has."""
        if self._id is None:
            self._client.put_object(
                Bucket=self.bucket, Key=self._key, Body=bytes(self._buffer), ContentType="application/x-ndjson"
            )
            return len(self._buffer)
        if self._buffer:
            self._send(bytes(self._buffer))
        self._client.complete_multipart_upload(
            Bucket=self.bucket, Key=self._key, UploadId=self._id, MultipartUpload={"Parts": self._parts}
        )
        self._id = None
        return self._written

    def give_up(self) -> None:
        """Remove what was uploaded of an object that did not come into being."""
        if self._id is not None:
            self._client.abort_multipart_upload(Bucket=self.bucket, Key=self._key, UploadId=self._id)
            self._id = None

    def _send(self, part: bytes) -> None:
        if self._id is None:
            begun = self._client.create_multipart_upload(
                Bucket=self.bucket, Key=self._key, ContentType="application/x-ndjson"
            )
            self._id = begun["UploadId"]
        number = len(self._parts) + 1
        sent = self._client.upload_part(
            Bucket=self.bucket, Key=self._key, UploadId=self._id, PartNumber=number, Body=part
        )
        self._parts.append({"PartNumber": number, "ETag": sent["ETag"]})
        self._written += len(part)
