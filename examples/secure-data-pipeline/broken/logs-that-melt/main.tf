terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

resource "aws_kms_key" "data" {
  description = "Data and logs"
}

resource "aws_s3_bucket" "log" {
  bucket = "caa304-cloudtrail-log"
}

resource "aws_s3_bucket_lifecycle_configuration" "log" {
  bucket = aws_s3_bucket.log.id

  rule {
    id     = "colder"
    status = "Enabled"

    filter {}

    transition {
      days          = 30
      storage_class = "GLACIER"
    }

    transition {
      days          = 90
      storage_class = "STANDARD_IA"
    }
  }
}

resource "aws_cloudtrail" "s3_events" {
  name                       = "caa304-s3-events"
  s3_bucket_name             = aws_s3_bucket.log.id
  kms_key_id                 = aws_kms_key.data.arn
  is_multi_region_trail      = true
  enable_log_file_validation = true
}

resource "aws_glue_catalog_database" "audit" {
  name = "caa304_audit"
}

resource "aws_glue_catalog_table" "cloudtrail_events" {
  name          = "cloudtrail_s3_events"
  database_name = aws_glue_catalog_database.audit.name
  table_type    = "EXTERNAL_TABLE"

  storage_descriptor {
    location      = "s3://caa304-cloudtrail-log/"
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    ser_de_info {
      serialization_library = "org.openx.data.jsonserde.JsonSerDe"
    }
  }
}

resource "aws_athena_workgroup" "audit" {
  name = "caa304-audit"

  configuration {
    enforce_workgroup_configuration = false
  }
}
