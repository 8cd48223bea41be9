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
  description = "CloudTrail events and provenance receipts"
}

locals {
  # Below AWSLogs/ there is a folder for each day. S3 logs what happens in a bucket in the region of the bucket.
  events_location = "s3://${module.bucket["cloudtrail-log"].bucket}/AWSLogs/${local.account_id}/CloudTrail/${var.aws_region}/"

  table_columns = {
    # CloudTrail's input format gives requestParameters and the like as JSON texts.
    cloudtrail_s3_events = [
      ["eventversion", "string"],
      ["useridentity", "struct<type:string,principalid:string,arn:string,accountid:string,accesskeyid:string,invokedby:string>"],
      ["eventtime", "string"],
      ["eventsource", "string"],
      ["eventname", "string"],
      ["awsregion", "string"],
      ["sourceipaddress", "string"],
      ["useragent", "string"],
      ["errorcode", "string"],
      ["errormessage", "string"],
      ["requestparameters", "string"],
      ["responseelements", "string"],
      ["additionaleventdata", "string"],
      ["requestid", "string"],
      ["eventid", "string"],
      ["readonly", "string"],
      ["resources", "array<struct<arn:string,accountid:string,type:string>>"],
      ["eventtype", "string"],
      ["recipientaccountid", "string"],
    ]
    provenance = [
      ["bucket", "string"],
      ["key", "string"],
      ["version_id", "string"],
      ["sha256", "string"],
      ["content_length", "bigint"],
      ["last_modified", "string"],
      ["recorded_at", "string"],
    ]
  }

  # A view of Athena has its columns in the catalog, too. Each: name, type in Hive.
  views = {
    cloudtrail_s3_events_flattened = {
      comment = "One row an event"
      columns = [
        ["day", "string"],
        ["eventid", "string"],
        ["eventtime", "string"],
        ["eventname", "string"],
        ["errorcode", "string"],
        ["user_arn", "string"],
        ["access_key_id", "string"],
        ["source_ip", "string"],
        ["bucket_name", "string"],
        ["object_key", "string"],
        ["version_id", "string"],
      ]
    }
    provenance_ledger = {
      comment = "Who, what, when, where: each upload with its receipt"
      columns = [
        ["state", "string"],
        ["eventtime", "string"],
        ["eventname", "string"],
        ["user_arn", "string"],
        ["source_ip", "string"],
        ["bucket_name", "string"],
        ["object_key", "string"],
        ["version_id", "string"],
        ["sha256", "string"],
        ["content_length", "bigint"],
        ["last_modified", "string"],
        ["recorded_at", "string"],
      ]
    }
  }

  # What the SQL files of views/ and queries/ can name.
  sql_names = {
    raw_data_bucket = module.bucket["raw-data"].bucket
    source_prefix   = local.source_prefix
  }
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
    "projection.day.range"         = "${var.first_day},NOW"
    "projection.day.interval"      = "1"
    "projection.day.interval.unit" = "DAYS"
    "storage.location.template"    = "${local.events_location}$${day}"
  }

  partition_keys {
    name = "day"
    type = "string"
  }

  storage_descriptor {
    location      = local.events_location
    input_format  = "com.amazon.emr.cloudtrail.CloudTrailInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    ser_de_info {
      serialization_library = "org.apache.hive.hcatalog.data.JsonSerDe"
    }

    dynamic "columns" {
      for_each = local.table_columns.cloudtrail_s3_events

      content {
        name = columns.value[0]
        type = columns.value[1]
      }
    }
  }
}

# What the function writes, one line of JSON a file.
resource "aws_glue_catalog_table" "provenance" {
  name          = "provenance"
  database_name = aws_glue_catalog_database.audit.name
  table_type    = "EXTERNAL_TABLE"

  parameters = {
    classification = "json"
    EXTERNAL       = "TRUE"
  }

  storage_descriptor {
    location      = "s3://${module.bucket["raw-data"].bucket}/${local.receipt_prefix}"
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    ser_de_info {
      serialization_library = "org.openx.data.jsonserde.JsonSerDe"
    }

    dynamic "columns" {
      for_each = local.table_columns.provenance

      content {
        name = columns.value[0]
        type = columns.value[1]
      }
    }
  }
}

# A view is an entry of the catalog: what CREATE VIEW in Athena writes there. So it is there after the first apply.
resource "aws_glue_catalog_table" "view" {
  for_each = local.views

  name          = each.key
  database_name = aws_glue_catalog_database.audit.name
  description   = each.value.comment
  table_type    = "VIRTUAL_VIEW"

  parameters = {
    presto_view = "true"
    comment     = "Presto View"
  }

  view_expanded_text = "/* Presto View */"
  view_original_text = format("/* Presto View: %s */", base64encode(jsonencode({
    originalSql = templatefile("${path.module}/views/${each.key}.sql", local.sql_names)
    catalog     = "awsdatacatalog"
    schema      = aws_glue_catalog_database.audit.name
    columns     = [for column in each.value.columns : { name = column[0], type = column[1] == "string" ? "varchar" : column[1] }]
  })))

  storage_descriptor {
    ser_de_info {
      name                  = "-"
      serialization_library = "-"
    }

    dynamic "columns" {
      for_each = each.value.columns

      content {
        name = columns.value[0]
        type = columns.value[1]
      }
    }
  }

  depends_on = [aws_glue_catalog_table.cloudtrail_events, aws_glue_catalog_table.provenance]
}

resource "aws_athena_named_query" "this" {
  for_each = fileset("${path.module}/queries", "*.sql")

  name      = trimsuffix(each.key, ".sql")
  workgroup = aws_athena_workgroup.audit.id
  database  = aws_glue_catalog_database.audit.name
  query     = templatefile("${path.module}/queries/${each.key}", local.sql_names)
}
