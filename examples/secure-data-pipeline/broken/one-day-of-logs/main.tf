terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

data "aws_caller_identity" "current" {}

resource "aws_glue_catalog_database" "audit" {
  name = "caa304_audit"
}

resource "aws_glue_catalog_table" "cloudtrail_events" {
  name          = "cloudtrail_s3_events"
  database_name = aws_glue_catalog_database.audit.name
  table_type    = "EXTERNAL_TABLE"

  storage_descriptor {
    location      = "s3://caa304-cloudtrail-log/AWSLogs/${data.aws_caller_identity.current.account_id}/CloudTrail/eu-central-1/2025/11/25/"
    input_format  = "com.amazon.emr.cloudtrail.CloudTrailInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    ser_de_info {
      serialization_library = "org.apache.hive.hcatalog.data.JsonSerDe"
    }

    dynamic "columns" {
      for_each = ["useridentity", "eventtime", "eventname", "requestparameters"]

      content {
        name = columns.value
        type = "string"
      }
    }
  }
}
