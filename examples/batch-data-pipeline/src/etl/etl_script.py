"""Turns one raw file (CSV with a header, or JSON lines) into partitioned Parquet, without duplicates and without empty records."""

import sys

import boto3
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions

options = getResolvedOptions(
    sys.argv, ["JOB_NAME", "TempDir", "input_path", "input_state", "input_bucket", "input_key", "output_path", "ingested_on", "source"]
)
context = GlueContext(SparkContext.getOrCreate())
job = Job(context)
job.init(options["JOB_NAME"], options)

# All columns are texts in both formats, so that their records fit into one table.
reader = context.spark_session.read.option("mode", "FAILFAST")
if options["input_path"].endswith(".json"):
    raw = reader.option("primitivesAsString", True).json(options["input_path"])
else:
    # Quotes are doubled, as in RFC 4180. Spark expects a backslash before them, and cuts records at each line end.
    raw = reader.option("header", True).option("escape", '"').option("multiLine", True).csv(options["input_path"])
clean = raw.dropna(how="all").dropDuplicates()

# A file has a partition of its own, which each run for it replaces. So neither a repeated event nor a repeated run doubles records.
placed = clean.withColumn("ingested_on", functions.lit(options["ingested_on"])).withColumn("source", functions.lit(options["source"]))

# Spark reads a path, not a version, and reads it when it writes, maybe in pieces. So the records are kept first. If the file is still what the
# run was started for, they are records of this file. Otherwise nothing is written: the new file has a run of its own.
context.spark_session.sparkContext.setCheckpointDir(options["TempDir"] + "checkpoints/")
kept = placed.checkpoint()
head = boto3.client("s3").head_object(Bucket=options["input_bucket"], Key=options["input_key"])
if f"{head.get('VersionId', 'null')} {head['ETag']}".replace('"', "") != options["input_state"]:
    raise RuntimeError(f"{options['input_path']} was overwritten before it was read: its new content has a run of its own")

writer = kept.write.mode("overwrite").option("partitionOverwriteMode", "dynamic")
writer.partitionBy("ingested_on", "source").parquet(options["output_path"] + "records/")

job.commit()
