"""The analytics of audit logs, on Moto: DuckDB is Redshift."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from riveter.api import Targets, load
from tools.local_stack import pipeline
from tools.local_stack.athena import connected
from tools.local_stack.aws import REGION, REPOSITORY
from tools.local_stack.functions import DeployedFunction
from tools.local_stack.terraform import Stack

SOURCE = "example-corp-wau-platform"
CENTRAL = "example-corp-wau-audit-logs"
STAND_INS = Path(__file__).parents[1]

WITHOUT = {
    # Moto 5.2.5 has no CreateClassifier (502), and takes the folder of a flow log for a part of its bucket's name (400).
    # Where a bucket's policy denies under a condition, it refuses every object (403): see findings/.
    "aws_glue_classifier.logs",
    "aws_flow_log.this",
    "aws_s3_object.job",
    # It has no Redshift Serverless, and these refer to it.
    "aws_redshiftserverless_namespace.logs",
    "aws_redshiftserverless_workgroup.logs",
    "aws_redshiftdata_statement.table",
    "aws_glue_connection.redshift",
    "aws_glue_crawler.logs",
    "aws_glue_job.populate",
    "aws_glue_trigger.nightly",
    "aws_iam_role_policy.crawler",
    "aws_iam_role_policy.job",
}
DECLARED = {
    ".".join(found)
    for path in (REPOSITORY / "examples" / "audit-log-analytics" / "terraform").glob("*.tf")
    for found in re.findall(r'^resource "(\w+)" "(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
}
TARGETS = [f"-target={address}" for address in sorted(DECLARED - WITHOUT)]

HEADER = "event_time,user_name,action,resource,source_ip,outcome\n"
SAMPLE = {
    "acme/2026-03-01.csv": HEADER
    + "".join(f"2026-03-01T10:0{minute}:00Z,jon,READ,/hr,192.0.2.7,DENIED\n" for minute in range(3))
    + "2026-03-01T11:00:00Z,ann,READ,/hr,192.0.2.8,OK\n",
    "globex/2026-03-01.csv": HEADER + "2026-03-01T23:30:00Z,kim,LOGIN,,198.51.100.1,OK\n",
}


def deploy(stack: Stack) -> None:
    """Apply what Moto has of the example, beside the bucket that the platform writes to."""
    stack.moto.client("s3").create_bucket(Bucket=SOURCE, CreateBucketConfiguration={"LocationConstraint": REGION})
    stack.apply(*TARGETS, parallel=4)


def event(key: str, bucket: str = SOURCE) -> dict[str, Any]:
    """What EventBridge sends when an object comes into being: the key as it is, not encoded."""
    return {
        "source": "aws.s3",
        "detail-type": "Object Created",
        "detail": {"bucket": {"name": bucket}, "object": {"key": key}},
    }


def translated(query: str) -> str:
    """A query of Redshift in the SQL of DuckDB."""
    import sqlglot

    [found] = sqlglot.transpile(query, read="redshift", write="duckdb")
    return str(found)


class Warehouse:
    """The table of Redshift in DuckDB, and the job with its arguments. What stands in for Glue reads the objects in csv/."""

    def __init__(self, terraform: Path, folder: Path) -> None:
        import sqlglot

        targets = Targets(paths=(str(terraform),), cache=False)
        found = {item.address: item.values for item in load(targets).resources}
        self._script = terraform / "job" / "populate_redshift.py"
        given = found["aws_glue_job.populate"]["default_arguments"]
        assert given["--job-bookmark-option"] == "job-bookmark-enable"
        names = ("catalog_database", "source_table", "target_table", "TempDir")
        self._arguments = {name: given[f"--{name}"] for name in names}
        self._folder = folder
        (folder / "csv").mkdir(parents=True, exist_ok=True)
        statement = sqlglot.parse_one(found["aws_redshiftdata_statement.table"]["sql"], read="redshift")
        statement.set("properties", None)  # DISTKEY and SORTKEY: where Redshift keeps the rows
        database = self._arguments["catalog_database"]
        # A crawler names the table of a database after its path there.
        [target] = found["aws_glue_crawler.logs"]["jdbc_target"]
        table = target["path"].replace("/", "_")
        self._settings = {
            "sources": {f"{database}.csv": str(folder / "csv")},
            "targets": {f"{database}.{table}": [str(folder / "redshift.duckdb"), "public.wau_audit_logs"]},
            "bookmark": str(folder / "bookmark"),
        }
        with connected(folder / "redshift.duckdb") as connection:
            connection.execute("CREATE SCHEMA IF NOT EXISTS public")
            connection.execute(statement.sql("duckdb"))

    def load(self, objects: dict[str, bytes]) -> subprocess.CompletedProcess[str]:
        """Run the job on the objects of the central bucket."""
        for key, body in objects.items():
            (self._folder / key).write_bytes(body)
        role = "arn:aws:iam::123456789012:role/example"  # not known before apply
        words = [
            f"--{name}={value}"
            for name, value in (self._arguments | {"copy_role": role, "JOB_NAME": "populate"}).items()
        ]
        return subprocess.run(
            [sys.executable, self._script, *words],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONPATH": os.pathsep.join([str(STAND_INS / "glue_stand_in"), str(STAND_INS / "spark_stand_in")]),
                "GLUE_STAND_IN": json.dumps(self._settings),
            },
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )

    def query(self, text: str) -> list[tuple[Any, ...]]:
        """What Redshift answers."""
        with connected(self._folder / "redshift.duckdb") as connection:
            rows: list[tuple[Any, ...]] = connection.execute(translated(text)).fetchall()
        return rows

    def loaded(self) -> int:
        """How many rows there are."""
        [(number,)] = self.query("SELECT COUNT(*) FROM public.wau_audit_logs")
        return int(number)


class Pipeline(pipeline.Pipeline):
    """The example on Moto."""

    example = "audit-log-analytics"
    query = "denied-often"
    lacking = (
        pipeline.FUNCTIONS,
        pipeline.POLICIES,
        "Redshift Serverless: DuckDB has the table, made by the same statement",
        "Glue's job does nothing: it runs in a process of its own, with frames and bookmarks that stand in for Glue's",
        "EventBridge's events of S3: a query hands new objects to the function, as the deployed rule says",
        f"what is left out: {', '.join(sorted(WITHOUT))}",
    )

    def deploy(self) -> None:
        """Apply all that Moto has."""
        deploy(self.stack)

    def push(self) -> str:
        """Write audit logs as the platform does."""
        client = self.moto.client("s3")
        for key, text in SAMPLE.items():
            client.put_object(Bucket=SOURCE, Key=key, Body=text.encode())
        return f"{len(SAMPLE)} audit logs are in s3://{SOURCE}/"

    def work(self) -> list[str]:
        """Bring new audit logs to the deployed function, and run the job on what it wrote."""
        package = self.stack.folder / "lambda" / "lambda_function.zip"
        function = DeployedFunction(self.moto, f"{CENTRAL}-writer", package, self.fresh("function"))
        pattern = json.loads(self.moto.client("events").describe_rule(Name=f"{CENTRAL}-written")["EventPattern"])
        endings = tuple(rule["suffix"] for rule in pattern["detail"]["object"]["key"])
        found = self.moto.client("s3").list_objects_v2(Bucket=SOURCE).get("Contents", ())
        seen = self.kept("seen", [])
        made = {f"{item['Key']} {item['ETag']}": item["Key"] for item in found if item["Key"].endswith(endings)}
        new = [key for mark, key in made.items() if mark not in seen]
        outcomes = function([event(key) for key in new]).outcomes
        said = [
            f"the log {key} is in s3://{CENTRAL}/{one['result']['key']}"
            if "result" in one
            else f"{key}: {one['error']}"
            for key, one in zip(new, outcomes, strict=True)
        ]
        if new:
            done = Warehouse(self.source, self.folder / "warehouse").load(self.objects(CENTRAL, "csv/"))
            said.append("the job loaded what is new" if done.returncode == 0 else f"the job failed:\n{done.stderr}")
        self.keep("seen", sorted({*seen, *made}))
        return said

    def connection(self) -> Any:
        """Return the table of Redshift."""
        Warehouse(self.source, self.folder / "warehouse")
        return connected(self.folder / "warehouse" / "redshift.duckdb")

    def translated(self, query: str) -> str:
        """A query in the SQL of DuckDB."""
        return translated(query)
