# --- Catalog: a crawler learns the records' schema ----------------------------------------------------------------------

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
  database_name          = aws_glue_catalog_database.audit.name
  role                   = aws_iam_role.this["crawler"].arn
  schedule               = "cron(5 * * * ? *)"
  security_configuration = aws_glue_security_configuration.crawler.name

  s3_target {
    path = "s3://${aws_s3_bucket.audit.bucket}/records/"
  }

  recrawl_policy {
    recrawl_behavior = "CRAWL_NEW_FOLDERS_ONLY"
  }

  schema_change_policy {
    delete_behavior = "LOG"
    update_behavior = "LOG"
  }
}

# --- Athena -------------------------------------------------------------------------------------------------------------

resource "aws_athena_workgroup" "audit" {
  name = "${var.name}-queries"

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

resource "aws_athena_named_query" "history" {
  for_each = var.tables

  name        = "history-of-${each.key}"
  description = "Each state an item of ${each.key} went through"
  workgroup   = aws_athena_workgroup.audit.id
  database    = aws_glue_catalog_database.audit.name

  query = <<-SQL
    SELECT event_time, event_name, keys, new_image
    FROM records
    WHERE table_name = '${module.table[each.key].name}'
      AND day >= date_format(current_date - interval '7' day, '%Y-%m-%d')
    ORDER BY event_time DESC
  SQL
}
