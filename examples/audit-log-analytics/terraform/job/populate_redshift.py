"""Glue job: loads what is new in the catalog's table of audit logs into the table in Redshift.

The bookmark remembers what was loaded. It moves on at `job.commit()`, so a run that fails loses nothing: the next one takes the same files.
"""

import sys

from audit_records import clean
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.transforms import Map
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

arguments = getResolvedOptions(
    sys.argv, ["JOB_NAME", "TempDir", "catalog_database", "source_table", "target_table", "copy_role"]
)
glue = GlueContext(SparkContext.getOrCreate())
job = Job(glue)
job.init(arguments["JOB_NAME"], arguments)

# Without a transformation_ctx there is no bookmark.
logs = glue.create_dynamic_frame.from_catalog(
    database=arguments["catalog_database"],
    table_name=arguments["source_table"],
    transformation_ctx="logs",
)
records = Map.apply(frame=logs, f=clean, transformation_ctx="records")
broken = records.errorsCount()
if broken:
    raise RuntimeError(f"{broken} rows can't be loaded: nothing is, and the bookmark stays where it was")
if records.count():
    glue.write_dynamic_frame.from_catalog(
        frame=records,
        database=arguments["catalog_database"],
        table_name=arguments["target_table"],
        redshift_tmp_dir=arguments["TempDir"],
        additional_options={"aws_iam_role": arguments["copy_role"]},
        transformation_ctx="loaded",
    )
job.commit()
