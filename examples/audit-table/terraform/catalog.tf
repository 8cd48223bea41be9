# --- Catalog: a crawler learns the schema of the archive, and makes a table that is named like its bucket ----------------

resource "aws_glue_catalog_database" "audit" {
  name        = replace(var.name, "-", "_")
  description = "Audit records"
}

resource "aws_glue_security_configuration" "crawler" {
  name = "${var.name}-crawler"

  encryption_configuration {
    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = aws_kms_key.audit.arn
    }

    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = aws_kms_key.audit.arn
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = aws_kms_key.audit.arn
    }
  }
}

resource "aws_glue_crawler" "records" {
  name                   = "${var.name}-records"
  description            = "Catalogues audit records"
  database_name          = aws_glue_catalog_database.audit.name
  role                   = aws_iam_role.this["crawler"].arn
  schedule               = "cron(5 * * * ? *)"
  security_configuration = aws_glue_security_configuration.crawler.name

  s3_target {
    path       = "s3://${aws_s3_bucket.audit.bucket}/"
    exclusions = ["errors/**"] # what Firehose could not deliver is no audit record
  }

  # One table for all days: each day is a partition of it.
  configuration = jsonencode({
    Version = 1
    Grouping = {
      TableGroupingPolicy = "CombineCompatibleSchemas"
    }
    CrawlerOutput = {
      Partitions = { AddOrUpdateBehavior = "InheritFromTable" }
    }
  })

  recrawl_policy {
    recrawl_behavior = "CRAWL_EVERYTHING"
  }

  schema_change_policy {
    update_behavior = "UPDATE_IN_DATABASE"
    delete_behavior = "LOG"
  }
}

# --- Athena -------------------------------------------------------------------------------------------------------------

resource "aws_athena_workgroup" "audit" {
  name        = "${var.name}-queries"
  description = "Queries on audit records"

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = 10737418240

    result_configuration {
      output_location = "s3://${aws_s3_bucket.results.bucket}/"

      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = aws_kms_key.audit.arn
      }
    }
  }
}

resource "aws_athena_named_query" "this" {
  for_each = fileset("${path.module}/queries", "*.sql")

  name      = trimsuffix(each.key, ".sql")
  workgroup = aws_athena_workgroup.audit.id
  database  = aws_glue_catalog_database.audit.name
  query     = templatefile("${path.module}/queries/${each.key}", { records = replace(aws_s3_bucket.audit.bucket, "-", "_") })
}
