"""What the local stacks of all examples have in common."""

from __future__ import annotations

import json
import shutil
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from tools.local_stack.aws import REPOSITORY, Moto, StackError
from tools.local_stack.terraform import Stack, prepared

Rows = tuple[list[str], list[tuple[Any, ...]]]

POLICIES = "bucket policies: Moto denies every request where a Deny has a condition, so they are taken away after the deployment"
CRAWLER = "crawlers do nothing: a query makes the table of the crawler's settings and the objects"
QUERIES = "Athena: DuckDB answers, with the SQL translated by sqlglot"
FUNCTIONS = "functions: Moto runs them in Docker only. Here the deployed package runs in a process of its own"


class Pipeline(ABC):
    """An example on Moto: how it is deployed, fed and queried. folder: for everything that belongs to it."""

    example: ClassVar[str]
    terraform: ClassVar[str] = "terraform"
    """The folder of the root module in the example."""
    build: ClassVar[str] = "lambda/build.sh"
    query: ClassVar[str]
    """The query of the document."""
    lacking: ClassVar[tuple[str, ...]]
    """What Moto lacks, and what is done instead."""

    def __init__(self, folder: Path, moto: Moto) -> None:
        self.folder = folder
        self.moto = moto
        self.stack = Stack(folder / "terraform", moto)

    @property
    def source(self) -> Path:
        """The root module of the example."""
        return REPOSITORY / "examples" / self.example / self.terraform

    def up(self) -> None:
        """Deploy a copy, and take away what would keep Moto from answering."""
        self.prepare()
        self.stack.initialize()
        self.deploy()
        self.open()

    def prepare(self) -> None:
        """Make the copy, with the packages of the functions in it."""
        prepared(self.source, self.stack.folder, self.moto)
        done = subprocess.run([self.stack.folder / self.build], capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            raise StackError(f"{self.build} failed:\n{done.stderr}")

    def deploy(self) -> None:
        """Apply all that Moto has."""
        self.stack.apply(parallel=8)

    def open(self) -> None:
        """Take the policies of the buckets away."""
        client = self.moto.client("s3")
        for bucket in client.list_buckets()["Buckets"]:
            client.delete_bucket_policy(Bucket=bucket["Name"])

    @abstractmethod
    def push(self) -> str:
        """Put sample data into the pipeline; return what was pushed."""

    def work(self) -> list[str]:
        """Do what AWS would do by itself with all that arrived since the last time; return what was done."""
        return []

    @abstractmethod
    def connection(self) -> Any:
        """Return a connection to DuckDB with the tables of the pipeline."""

    def translated(self, query: str) -> str:
        """A query in the SQL of DuckDB."""
        from tools.local_stack.athena import translated

        return translated(query)

    def saved(self) -> dict[str, str]:
        """The queries of the example, by name."""
        folder = self.stack.folder / "queries"
        return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}

    def ask(self, query: str) -> Rows:
        """Answer a query."""
        import duckdb
        import sqlglot

        try:
            answer = self.connection().execute(self.translated(query))
        except sqlglot.errors.ParseError as error:
            said = "; ".join(f"{one['description']} (line {one['line']}, column {one['col']})" for one in error.errors)
            raise StackError(f"This is neither SQL nor the name of a saved query: {said}") from None
        except duckdb.Error as error:
            raise StackError(str(error)) from None
        return [column[0] for column in answer.description], answer.fetchall()

    def fresh(self, name: str) -> Path:
        """Return an empty folder for one use."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        return path

    def keep(self, name: str, value: Any) -> None:
        """Remember something from one command to the next."""
        (self.folder / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")

    def kept(self, name: str, default: Any = None) -> Any:
        """What was kept."""
        path = self.folder / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else default

    def objects(self, bucket: str, prefix: str = "") -> dict[str, bytes]:
        """The objects of a bucket."""
        client = self.moto.client("s3")
        pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        keys = [item["Key"] for page in pages for item in page.get("Contents", ())]
        return {key: client.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}


def saved_in_athena(moto: Moto, workgroup: str) -> dict[str, str]:
    """The queries that a workgroup of Athena has, by name."""
    client = moto.client("athena")
    names = client.list_named_queries(WorkGroup=workgroup)["NamedQueryIds"]
    found = [client.get_named_query(NamedQueryId=name)["NamedQuery"] for name in names]
    return {item["Name"].removesuffix(".sql"): item["QueryString"] for item in found}


def save(objects: Mapping[str, bytes], folder: Path) -> None:
    """Write objects as files below a folder."""
    for key, data in objects.items():
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
