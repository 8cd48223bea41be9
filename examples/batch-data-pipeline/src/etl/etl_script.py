"""Turns one raw CSV file into partitioned Parquet, without duplicates and without empty records."""

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

raw = context.spark_session.read.option("header", True).option("mode", "FAILFAST").csv(options["input_path"])
clean = raw.dropna(how="all").dropDuplicates().withColumn("ingested_on", functions.current_date())
clean.write.mode("append").partitionBy("ingested_on").parquet(options["output_path"] + "records/")

job.commit()
