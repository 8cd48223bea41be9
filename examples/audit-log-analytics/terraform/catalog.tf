# --- The catalog: one database with the table of the files and the table in Redshift ------------------------------------

resource "aws_glue_catalog_database" "logs" {
  name        = "wau_audit_logs"
  description = "The audit logs as files and in Redshift"
}

resource "aws_glue_connection" "redshift" {
  name            = "${var.name}-redshift"
  description     = "The workgroup, with the credentials of its secret"
  connection_type = "JDBC"

  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:redshift://${aws_redshiftserverless_workgroup.logs.endpoint[0].address}:5439/${aws_redshiftserverless_namespace.logs.db_name}"
    JDBC_ENFORCE_SSL    = "true"
    SECRET_ID           = aws_redshiftserverless_namespace.logs.admin_password_secret_arn
  }

  physical_connection_requirements {
    availability_zone      = aws_subnet.this[0].availability_zone
    subnet_id              = aws_subnet.this[0].id
    security_group_id_list = [aws_security_group.this["glue"].id]
  }
}

# A column of an audit log may contain commas, quotes and line ends.
resource "aws_glue_classifier" "logs" {
  name = "wau-audit-logs"

  csv_classifier {
    delimiter       = ","
    quote_symbol    = "\""
    contains_header = "PRESENT"
    header          = local.columns
    serde           = "OpenCSVSerDe"
  }
}

resource "aws_glue_security_configuration" "logs" {
  name = var.name

  encryption_configuration {
    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = aws_kms_key.logs.arn
    }

    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = aws_kms_key.logs.arn
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = aws_kms_key.logs.arn
    }
  }
}

resource "aws_glue_crawler" "logs" {
  name                   = "${var.name}-crawler"
  description            = "Catalogues the files and the table in Redshift"
  database_name          = aws_glue_catalog_database.logs.name
  role                   = aws_iam_role.this["crawler"].arn
  classifiers            = [aws_glue_classifier.logs.name]
  security_configuration = aws_glue_security_configuration.logs.name

  s3_target {
    path = "s3://${aws_s3_bucket.logs.bucket}/${local.csv_prefix}"
  }

  jdbc_target {
    connection_name = aws_glue_connection.redshift.name
    path            = "${var.database}/${local.schema}/${local.table}"
  }

  recrawl_policy {
    recrawl_behavior = "CRAWL_EVERYTHING"
  }

  schema_change_policy {
    update_behavior = "UPDATE_IN_DATABASE"
    delete_behavior = "LOG"
  }

  depends_on = [aws_iam_role_policy.crawler, aws_redshiftdata_statement.table]
}

# --- The job: what is new in csv/, each night ---------------------------------------------------------------------------

resource "aws_glue_job" "populate" {
  name                   = "populate-redshift-wau-audit-logs"
  description            = "Loads new audit logs into Redshift"
  role_arn               = aws_iam_role.this["job"].arn
  glue_version           = "4.0"
  worker_type            = var.worker_type
  number_of_workers      = var.max_workers
  execution_class        = var.flex ? "FLEX" : "STANDARD"
  max_retries            = 1
  timeout                = 120
  connections            = [aws_glue_connection.redshift.name]
  security_configuration = aws_glue_security_configuration.logs.name

  command {
    name            = "glueetl"
    python_version  = "3"
    script_location = "s3://${aws_s3_bucket.logs.bucket}/${aws_s3_object.job["populate_redshift.py"].key}"
  }

  # Bookmarks of two runs at once would reprocess data.
  execution_property {
    max_concurrent_runs = 1
  }

  default_arguments = {
    "--job-language"                     = "python"
    "--job-bookmark-option"              = "job-bookmark-enable"
    "--enable-auto-scaling"              = "true"
    "--enable-job-insights"              = "true"
    "--enable-metrics"                   = "true"
    "--enable-continuous-cloudwatch-log" = "true"
    "--extra-py-files"                   = "s3://${aws_s3_bucket.logs.bucket}/${aws_s3_object.job["audit_records.py"].key}"
    "--TempDir"                          = "s3://${aws_s3_bucket.logs.bucket}/${local.temp_prefix}"
    "--catalog_database"                 = aws_glue_catalog_database.logs.name
    "--source_table"                     = trimsuffix(local.csv_prefix, "/")
    "--target_table"                     = "${var.database}_${local.schema}_${local.table}"
    "--copy_role"                        = aws_iam_role.this["redshift"].arn
  }

  depends_on = [aws_iam_role_policy.job]
}

# "We no longer need this Lambda or the EventBridge trigger as we can schedule the Glue job directly."
resource "aws_glue_trigger" "nightly" {
  name        = "${var.name}-nightly"
  description = "Starts the job at midnight (UTC)"
  type        = "SCHEDULED"
  schedule    = "cron(0 0 ? * * *)"

  actions {
    job_name = aws_glue_job.populate.name
  }
}
