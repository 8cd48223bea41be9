# --- Catalog: the crawler makes the table `exported_exports` of the folder `exports/` -----------------------------------

resource "aws_glue_catalog_database" "export" {
  name        = "my_export_db"
  description = "Metadata of Data X-Ray"
}

resource "aws_glue_security_configuration" "crawler" {
  name = "export-jsonl-crawler"

  encryption_configuration {
    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = aws_kms_key.export.arn
    }

    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = aws_kms_key.export.arn
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = aws_kms_key.export.arn
    }
  }
}

resource "aws_glue_crawler" "export" {
  name                   = "export-jsonl-crawler"
  description            = "Catalogues the exports of Data X-Ray"
  database_name          = aws_glue_catalog_database.export.name
  role                   = aws_iam_role.crawler.arn
  table_prefix           = "exported_"
  security_configuration = aws_glue_security_configuration.crawler.name

  s3_target {
    path = "s3://${aws_s3_bucket.export.bucket}/${local.export_prefix}"
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

  schema_change_policy {
    update_behavior = "UPDATE_IN_DATABASE"
    delete_behavior = "LOG"
  }
}

# --- Athena -------------------------------------------------------------------------------------------------------------

resource "aws_athena_workgroup" "export" {
  name        = "dxr-export"
  description = "Queries on the metadata of Data X-Ray"

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = 10737418240

    result_configuration {
      output_location = "s3://${aws_s3_bucket.export.bucket}/${local.results_prefix}"

      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = aws_kms_key.export.arn
      }
    }
  }
}

resource "aws_athena_named_query" "this" {
  for_each = fileset("${path.module}/queries", "*.sql")

  name      = trimsuffix(each.key, ".sql")
  workgroup = aws_athena_workgroup.export.id
  database  = aws_glue_catalog_database.export.name
  query     = file("${path.module}/queries/${each.key}")
}
