"""The batch data pipeline, on Moto: Spark runs the job."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.local_stack import pipeline
from tools.local_stack.athena import connected
from tools.local_stack.aws import ACCOUNT, StackError
from tools.local_stack.functions import DeployedFunction
from tools.local_stack.providers import replace_random_id
from tools.local_stack.s3_events import Notifications
from tools.local_stack.terraform import Stack

GLUE = Path(__file__).parents[1] / "glue_stand_in"

SAMPLE = {
    "incoming/orders.csv": "id,customer,amount,updated_at\n"
    "1,acme,10.50,2026-03-01T10:00:00Z\n"
    "2,globex,3,2026-03-01T10:01:00Z\n",
    "incoming/late orders.csv": "id,customer,amount,updated_at\n1,acme,12.50,2026-03-01T11:00:00Z\n",
}


def deploy(stack: Stack) -> None:
    """Initialize a copy of the example, and apply."""
    replace_random_id(stack.folder)
    # With a short name, the names of buckets have room for the suffix of whatever stands in for `random_id`.
    values = {"aws_account_id": ACCOUNT, "project_name": "batch", "alarm_emails": ["data@example.com"]}
    (stack.folder / "local.auto.tfvars.json").write_text(json.dumps(values), encoding="utf-8")
    stack.initialize()
    # Moto 5.2.5 refuses every request where a Deny has a condition, whether it holds or not: the script before the policies.
    stack.apply("-target=aws_s3_object.etl_script", parallel=8)
    stack.apply(parallel=8)


def has_spark() -> bool:
    """Return True if the job can run."""
    return importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None


class Job:
    """The deployed script with its deployed arguments, run by Spark in a process of its own. Folders stand in for buckets."""

    def __init__(self, stack: Stack, output: dict[str, Any], folder: Path) -> None:
        self.stack = stack
        self._s3 = stack.moto.client("s3")
        found = stack.moto.client("glue").get_job(JobName=output["etl_job_name"])["Job"]
        self.arguments: dict[str, str] = found["DefaultArguments"]
        self._folder = folder
        bucket, key = found["Command"]["ScriptLocation"].removeprefix("s3://").split("/", 1)
        self._script = folder / "job" / key
        self._script.parent.mkdir(parents=True, exist_ok=True)
        self._script.write_bytes(self._s3.get_object(Bucket=bucket, Key=key)["Body"].read())

    def path(self, location: str) -> Path:
        """The folder or file that stands in for a location in S3."""
        return self._folder / location.removeprefix("s3://")

    def run(self, arguments: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run the job for an object of S3."""
        source = self.path(arguments["--input_path"])
        source.parent.mkdir(parents=True, exist_ok=True)
        bucket, key = arguments["--input_path"].removeprefix("s3://").split("/", 1)
        source.write_bytes(self._s3.get_object(Bucket=bucket, Key=key)["Body"].read())
        given = self.arguments | arguments
        words = [f"{name}={self._local(value)}" for name, value in given.items()]
        return subprocess.run(
            [sys.executable, self._script, "--JOB_NAME=etl", *words],
            cwd=self._folder,
            env={
                **{name: os.environ[name] for name in ("PATH", "JAVA_HOME", "HOME") if name in os.environ},
                **self.stack.moto.environment,
                "PYTHONPATH": str(GLUE),
                "PYSPARK_PYTHON": sys.executable,
                "SPARK_LOCAL_IP": "127.0.0.1",
                "PYSPARK_SUBMIT_ARGS": "--master local[1] --conf spark.ui.enabled=false pyspark-shell",
            },
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )

    def _local(self, value: str) -> str:
        if not value.startswith("s3://"):
            return value
        return str(self.path(value)) + ("/" if value.endswith("/") else "")

    def upload(self, location: str) -> None:
        """Put what the job wrote below a location into its bucket."""
        bucket, _ = location.removeprefix("s3://").split("/", 1)
        for file in sorted(self.path(location).rglob("*.parquet")):
            key = file.relative_to(self._folder / bucket).as_posix()
            self._s3.put_object(Bucket=bucket, Key=key, Body=file.read_bytes())


def catalogued(job: Job, output: Mapping[str, Any], name: str) -> Any:
    """The tables that a crawler makes of what the job wrote, in DuckDB. The files are put into their bucket as well."""
    glue = job.stack.moto.client("glue")
    crawler = glue.get_crawler(Name=name)["Crawler"]
    [target] = crawler["Targets"]["S3Targets"]
    assert crawler["DatabaseName"] == output["catalog_database"]
    assert target["Path"] == job.arguments["--output_path"]
    job.upload(target["Path"])
    bucket = job.stack.moto.client("s3").list_objects_v2(Bucket=output["processed_data_bucket"])
    connection = connected()
    # a crawler makes a table of each folder, and partitions of folders like `ingested_on=…`
    for table in {item["Key"].split("/")[1] for item in bucket.get("Contents", ())}:
        connection.execute(
            f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{job.path(target['Path'])}/{table}/*/*/*.parquet',"
            " hive_partitioning = true, hive_types = {'ingested_on': VARCHAR, 'source': VARCHAR})"
        )
    return connection


class Pipeline(pipeline.Pipeline):
    """The example on Moto."""

    example = "batch-data-pipeline"
    terraform = "."
    build = "src/build.sh"
    query = "records-by-day"
    lacking = (
        pipeline.FUNCTIONS,
        pipeline.POLICIES,
        "Glue's job does nothing: Spark runs the deployed script with the deployed arguments (it needs Java)",
        pipeline.CRAWLER,
        pipeline.QUERIES,
    )

    def up(self) -> None:
        """Deploy a copy, and take away what would keep Moto from answering."""
        if not has_spark():
            raise StackError("The job of this example needs Java, which is not on the PATH.")
        self.prepare()
        deploy(self.stack)
        self.open()

    def push(self) -> str:
        """Put files into the bucket for raw data."""
        bucket = self.stack.outputs()["raw_data_bucket"]
        client = self.moto.client("s3")
        for key, text in SAMPLE.items():
            client.put_object(Bucket=bucket, Key=key, Body=text.encode())
        return f"{len(SAMPLE)} files are below s3://{bucket}/incoming/"

    def work(self) -> list[str]:
        """Let the deployed function start runs for new files, and Spark do them."""
        output = self.stack.outputs()
        bucket = output["raw_data_bucket"]
        found = Notifications(self.moto, bucket, self.kept("seen", ()))
        package = self.stack.folder / "data_processor.zip"
        function = DeployedFunction(self.moto, "batch-data-processor", package, self.fresh("function"))
        events = found.pending(function.arn)
        glue = self.moto.client("glue")
        before = {run["Id"] for run in glue.get_job_runs(JobName=output["etl_job_name"])["JobRuns"]}
        said = [f"batch-data-processor failed: {one['error']}" for one in function(events).outcomes if "error" in one]
        job = Job(self.stack, output, self.folder / "job")
        for run in glue.get_job_runs(JobName=output["etl_job_name"])["JobRuns"]:
            if run["Id"] not in before:
                done = job.run(run["Arguments"])
                outcome = "is done" if done.returncode == 0 else f"failed:\n{done.stderr[-2000:]}"
                said.append(f"the run of {output['etl_job_name']} for {run['Arguments']['--input_path']} {outcome}")
        self.keep("seen", sorted(found.seen))
        return said

    def connection(self) -> Any:
        """Return the crawler's tables."""
        output = self.stack.outputs()
        return catalogued(Job(self.stack, output, self.folder / "job"), output, "batch-processed-data")
