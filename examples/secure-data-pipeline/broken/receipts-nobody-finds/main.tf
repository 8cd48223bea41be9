terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

resource "aws_iam_role" "provenance" {
  name = "secure-provenance-lambda"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "provenance" {
  role       = aws_iam_role.provenance.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}

resource "aws_lambda_function" "provenance" {
  filename      = "lambda/provenance.zip"
  function_name = "secure-provenance-lambda"
  role          = aws_iam_role.provenance.arn
  handler       = "provenance.handler"
  runtime       = "python3.13"
  timeout       = 30

  environment {
    variables = {
      SOURCE_PREFIX     = "incoming/"
      PROVENANCE_PREFIX = "receipts/"
    }
  }
}

resource "aws_glue_catalog_database" "audit" {
  name = "caa304_audit"
}

resource "aws_glue_catalog_table" "provenance" {
  name          = "provenance"
  database_name = aws_glue_catalog_database.audit.name
  table_type    = "EXTERNAL_TABLE"

  storage_descriptor {
    location      = "s3://caa304-raw-data/provenance/"
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    ser_de_info {
      serialization_library = "org.openx.data.jsonserde.JsonSerDe"
    }

    dynamic "columns" {
      for_each = ["bucket", "key", "sha256", "content_length", "last_modified", "recorded_at"]

      content {
        name = columns.value
        type = "string"
      }
    }
  }
}
