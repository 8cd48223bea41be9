"""What Glue adds to Spark, as far as the jobs of the examples use it."""
