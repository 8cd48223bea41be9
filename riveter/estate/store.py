"""Where results are kept: a folder, or an object store. What is written appears as a whole or not at all.

    riveter-estate.json                       the version of the layout
    tables/TABLE/snapshot=ID/part-0000.parquet
    state/ID.bin                              what the next run need not find out again
    runs/TIME-ID.json                         one for each run. It is written last: a snapshot counts when its run is there
    staging/DIGEST.bin                        results of a run that is under way, or was interrupted

The names of everything but runs follow from the content. So coordinators that write the same write the same files, and need no lock.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from typing import Any

import fsspec
import msgspec
from fsspec.implementations.local import LocalFileSystem

from riveter.core.digests import blake2b
from riveter.estate.frames import framed, read_frame
from riveter.estate.schema import SCHEMA_VERSION

MARKER = "riveter-estate.json"


class StoreError(Exception):
    """Report that the results cannot be read or written. `hint` says how to fix it."""

    def __init__(self, summary: str, hint: str = "") -> None:
        super().__init__(summary)
        self.hint = hint


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run, and the files of its snapshot by table, from the root of the store. counts: of the whole estate."""

    schema_version: int
    riveter: str
    snapshot: str
    started: str
    finished: str
    tables: dict[str, list[str]]
    counts: dict[str, int]
    state: str = ""


class Staged(msgspec.Struct, frozen=True):
    """Results by key, and surveys by the key of their request, all compressed."""

    results: dict[str, bytes] = {}
    surveys: dict[str, bytes] = {}


class Store:
    """The results in a folder or an object store. url: as fsspec has it, such as ``s3://bucket/estate``."""

    def __init__(self, url: str) -> None:
        try:
            self.fs, self.root = fsspec.core.url_to_fs(url, **_options(url))
        except (ImportError, ValueError) as error:
            raise StoreError(f"{url}: {error}", "For s3://, install s3fs: pip install s3fs") from None
        self.url = url
        self._local = isinstance(self.fs, LocalFileSystem)

    def path(self, name: str) -> str:
        """Return the full path of a file of the store."""
        return f"{self.root.rstrip('/')}/{name}"

    def prepare(self, *, create: bool) -> None:
        """Check that it is a store of this version. create: make one if there is nothing."""
        marker = self.get(MARKER)
        if marker is not None:
            try:
                version = json.loads(marker)["schema_version"]
            except (ValueError, KeyError, TypeError):
                version = None
            if version != SCHEMA_VERSION:
                hint = f"This version of riveter reads version {SCHEMA_VERSION}. Choose another output."
                raise StoreError(f"{self.url} has results of version {version}", hint)
            return
        if not create:
            raise StoreError(f"there are no results in {self.url}", "riveter estate scan writes them.")
        if self.names(""):
            raise StoreError(f"{self.url} is not empty, and holds no results", "Choose another output.")
        self.put(MARKER, json.dumps({"schema_version": SCHEMA_VERSION}).encode() + b"\n")

    # -- files --------------------------------------------------------------------------------------

    def get(self, name: str) -> bytes | None:
        """Return the content of a file; None if there is none."""
        try:
            data: bytes = self.fs.cat_file(self.path(name))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _problem("read", self.path(name), error) from None
        return data

    def put(self, name: str, data: bytes) -> None:
        """Write a file as a whole."""
        path = self.path(name)
        try:
            if not self._local:
                self.fs.pipe_file(path, data)
                return
            temporary = _temporary(path)
            with open(temporary, "wb") as handle:
                handle.write(data)
            os.replace(temporary, path)
        except OSError as error:
            raise _problem("write", path, error) from None

    def put_file(self, local: str, name: str) -> None:
        """Write a file as a whole, from one of this machine."""
        path = self.path(name)
        try:
            if not self._local:
                self.fs.put_file(local, path)
                return
            temporary = _temporary(path)
            with open(local, "rb") as source, open(temporary, "wb") as target:
                while block := source.read(1 << 20):
                    target.write(block)
            os.replace(temporary, path)
        except OSError as error:
            raise _problem("write", path, error) from None

    def names(self, folder: str, *, hidden: bool = False) -> list[str]:
        """Return the names of the files in a folder, in order. hidden: also those that are not complete."""
        try:
            self.fs.invalidate_cache()
            found = self.fs.ls(self.path(folder) if folder else self.root, detail=False)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _problem("list", self.path(folder), error) from None
        names = (str(path).rstrip("/").rpartition("/")[2] for path in found)
        return sorted(name for name in names if name and (hidden or not name.startswith(".")))

    def remove(self, names: Iterable[str]) -> None:
        """Remove files. It is no error if they are gone."""
        for name in names:
            try:
                self.fs.rm_file(self.path(name))
            except OSError:
                continue

    def modified(self, name: str) -> datetime | None:
        """Return when a file was written; None if it is gone."""
        try:
            found: datetime = self.fs.modified(self.path(name))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _problem("look up", self.path(name), error) from None
        return found if found.tzinfo is not None else found.replace(tzinfo=timezone.utc)

    def remove_empty(self, folders: Iterable[str]) -> None:
        """Remove folders that are empty. In an object store there are none."""
        for folder in folders if self._local else ():
            try:
                os.rmdir(self.path(folder))
            except OSError:
                continue

    # -- runs ---------------------------------------------------------------------------------------

    def runs(self, most: int = 0) -> list[Run]:
        """Return the runs, the latest last. most: only so many of the latest."""
        found = []
        for name in self.names("runs")[-most:]:
            data = self.get(f"runs/{name}")
            if data is not None:
                try:
                    found.append(msgspec.json.decode(data, type=Run))
                except msgspec.MsgspecError:
                    raise StoreError(f"{self.path(f'runs/{name}')} is damaged", "Remove it.") from None
        return found

    def latest(self) -> Run | None:
        """Return the latest run."""
        found = self.runs(1)
        return found[0] if found else None

    def add_run(self, run: Run) -> None:
        """Make the snapshot of a run the current one."""
        moment = run.finished.replace("-", "").replace(":", "")
        self.put(f"runs/{moment}-{run.snapshot}.json", msgspec.json.format(msgspec.json.encode(run), indent=1))

    def state(self, run: Run | None) -> Iterator[tuple[str, bytes]]:
        """Yield what a run has left for the next one: keys, and compressed surveys. What is damaged counts as nothing."""
        data = self.get(run.state) if run is not None and run.state else None
        if run is None or data is None or run.state != _state_name(blake2b(data, digest_size=16)):
            return
        rest = io.BytesIO(data)
        while (record := read_frame(rest)) is not None:
            try:
                yield msgspec.msgpack.decode(record, type=tuple[str, bytes])
            except msgspec.MsgspecError:
                return

    def put_state(self, surveys: Iterable[tuple[str, bytes]]) -> str:
        """Write what the next run need not find out again, and return the name of the file."""
        digest = blake2b(digest_size=16)
        with tempfile.TemporaryDirectory(prefix="riveter-estate-") as folder:
            local = os.path.join(folder, "state")
            with open(local, "wb") as handle:
                for record in surveys:
                    frame = framed(msgspec.msgpack.encode(record))
                    digest.update(frame)
                    handle.write(frame)
            name = _state_name(digest)
            self.put_file(local, name)
        return name

    # -- staging ------------------------------------------------------------------------------------

    def stage(self, staged: Staged) -> str:
        """Keep results of a run that is under way, and return the name of the file."""
        return self._put_by_content("staging", staged)

    def staged(self) -> Iterable[tuple[str, Staged]]:
        """Yield what runs have left that did not come to their end. What is damaged is left out: it is computed again."""
        for name in self.names("staging"):
            data = self.get(f"staging/{name}")
            found = _decoded(data, Staged) if data is not None else None
            if found is not None:
                yield f"staging/{name}", found

    def _put_by_content(self, folder: str, value: Any) -> str:
        data = zlib.compress(msgspec.msgpack.encode(value), 1)
        name = f"{folder}/{blake2b(data, digest_size=16).hexdigest()}.bin"
        self.put(name, data)
        return name


def _state_name(digest: blake2b) -> str:
    return f"state/{digest.hexdigest()}.bin"


def _options(url: str) -> dict[str, Any]:
    return {"use_listings_cache": False} if "://" in url and not url.startswith(("file:", "memory:")) else {}


def _temporary(path: str) -> str:
    folder, name = os.path.split(path)
    os.makedirs(folder, exist_ok=True)
    return os.path.join(folder, f".{name}.{os.urandom(6).hex()}")


def _problem(what: str, path: str, error: OSError) -> StoreError:
    return StoreError(
        f"can't {what} {path}: {error.strerror or type(error).__name__}", "What was computed is kept: run it again."
    )


def _decoded(data: bytes, type: Any) -> Any:
    try:
        return msgspec.msgpack.decode(zlib.decompress(data), type=type)
    except (zlib.error, msgspec.MsgspecError):
        return None
