"""Spark's place for jobs that only use the frames of Glue."""
