"""Turns one raw file (CSV with a header, or JSON lines) into partitioned Parquet, without duplicates and without empty records."""

import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions

options = getResolvedOptions(sys.argv, ["JOB_NAME", "input_path", "output_path"])
context = GlueContext(SparkContext.getOrCreate())
job = Job(context)
job.init(options["JOB_NAME"], options)

# All columns are texts in both formats, so that their records fit into one table.
reader = context.spark_session.read.option("mode", "FAILFAST")
if options["input_path"].endswith(".json"):
    raw = reader.option("primitivesAsString", True).json(options["input_path"])
else:
    raw = reader.option("header", True).csv(options["input_path"])
clean = raw.dropna(how="all").dropDuplicates().withColumn("ingested_on", functions.current_date())
clean.write.mode("append").partitionBy("ingested_on").parquet(options["output_path"] + "records/")

job.commit()
