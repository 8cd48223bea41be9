# --- CloudTrail: who did what to which object ---------------------------------------------------------------------------

resource "aws_cloudtrail" "s3_events" {
  name                          = local.trail_name
  s3_bucket_name                = module.bucket["cloudtrail-log"].id
  kms_key_id                    = aws_kms_key.data.arn
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.trail.arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.trail.arn

  advanced_event_selector {
    name = "Management events"

    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }

  advanced_event_selector {
    name = "Every read and write of raw data"

    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }

    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }

    field_selector {
      field       = "resources.ARN"
      starts_with = ["${module.bucket["raw-data"].arn}/"]
    }
  }

  depends_on = [module.bucket]
}

resource "aws_cloudwatch_log_group" "trail" {
  name              = "/aws/cloudtrail/${local.trail_name}"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.data.arn
}

# --- Athena: questions about it -----------------------------------------------------------------------------------------

resource "aws_athena_workgroup" "audit" {
  name        = "${var.name}-audit"
  description = "Questions about who touched which file"

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = 10737418240

    result_configuration {
      output_location = "s3://${module.bucket["athena-results"].bucket}/results/"

      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = aws_kms_key.data.arn
      }
    }
  }
}

resource "aws_glue_catalog_database" "audit" {
  name        = replace("${var.name}_audit", "-", "_")
  description = "CloudTrail events and provenance records"
}

# The whole folder of the account, not one day of it: partition projection finds the days by itself.
resource "aws_glue_catalog_table" "cloudtrail_events" {
  name          = "cloudtrail_s3_events"
  database_name = aws_glue_catalog_database.audit.name
  table_type    = "EXTERNAL_TABLE"

  parameters = {
    classification                 = "cloudtrail"
    EXTERNAL                       = "TRUE"
    "projection.enabled"           = "true"
    "projection.day.type"          = "date"
    "projection.day.format"        = "yyyy/MM/dd"
    "projection.day.range"         = "2025/01/01,NOW"
    "projection.day.interval"      = "1"
    "projection.day.interval.unit" = "DAYS"
    "storage.location.template"    = "s3://${module.bucket["cloudtrail-log"].bucket}/AWSLogs/${var.aws_account_id}/CloudTrail/${var.aws_region}/$${day}"
  }

  partition_keys {
    name = "day"
    type = "string"
  }

  storage_descriptor {
    location      = "s3://${module.bucket["cloudtrail-log"].bucket}/AWSLogs/${var.aws_account_id}/CloudTrail/${var.aws_region}/"
    input_format  = "com.amazon.emr.cloudtrail.CloudTrailInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    ser_de_info {
      serialization_library = "org.apache.hive.hcatalog.data.JsonSerDe"
    }

    dynamic "columns" {
      for_each = {
        eventtime         = "string"
        eventname         = "string"
        useridentity      = "struct<type:string,arn:string,accountid:string>"
        sourceipaddress   = "string"
        requestparameters = "string"
        errorcode         = "string"
      }

      content {
        name = columns.key
        type = columns.value
      }
    }
  }
}

resource "aws_glue_catalog_table" "provenance" {
  name          = "provenance"
  database_name = aws_glue_catalog_database.audit.name
  table_type    = "EXTERNAL_TABLE"

  parameters = {
    classification = "json"
    EXTERNAL       = "TRUE"
  }

  storage_descriptor {
    location      = "s3://${module.bucket["raw-data"].bucket}/provenance/"
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    ser_de_info {
      serialization_library = "org.openx.data.jsonserde.JsonSerDe"
    }

    dynamic "columns" {
      for_each = {
        bucket         = "string"
        key            = "string"
        version_id     = "string"
        sha256         = "string"
        content_length = "bigint"
        last_modified  = "string"
        recorded_at    = "string"
      }

      content {
        name = columns.key
        type = columns.value
      }
    }
  }
}

resource "aws_athena_named_query" "flattened" {
  name        = "cloudtrail_s3_events_flattened"
  description = "A view with one row an event"
  workgroup   = aws_athena_workgroup.audit.id
  database    = aws_glue_catalog_database.audit.name

  query = <<-SQL
    CREATE OR REPLACE VIEW cloudtrail_s3_events_flattened AS
    SELECT day,
           eventtime AS event_time,
           eventname AS event_name,
           useridentity.arn AS user_arn,
           sourceipaddress AS source_ip,
           json_extract_scalar(requestparameters, '$.bucketName') AS bucket_name,
           json_extract_scalar(requestparameters, '$.key') AS object_key
    FROM ${aws_glue_catalog_table.cloudtrail_events.name}
  SQL
}

resource "aws_athena_named_query" "ledger" {
  name        = "provenance_ledger"
  description = "Who, what, when, where: each upload with the fingerprint of what was uploaded"
  workgroup   = aws_athena_workgroup.audit.id
  database    = aws_glue_catalog_database.audit.name

  query = <<-SQL
    SELECT e.event_time, e.user_arn, e.source_ip, p.bucket, p.key, p.sha256, p.content_length, p.recorded_at
    FROM ${aws_athena_named_query.flattened.name} e
    JOIN ${aws_glue_catalog_table.provenance.name} p ON p.bucket = e.bucket_name AND p.key = e.object_key
    WHERE e.event_name IN ('PutObject', 'CompleteMultipartUpload')
    ORDER BY e.event_time DESC
  SQL
}
