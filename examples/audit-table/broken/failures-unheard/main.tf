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

variable "delivery_role_arn" {
  description = "The role of Firehose."
  type        = string
}

resource "aws_kms_key" "audit" {
  enable_key_rotation = true
}

resource "aws_dynamodb_table" "orders" {
  name                        = "Orders"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "orderId"
  stream_enabled              = true
  stream_view_type            = "NEW_IMAGE"
  deletion_protection_enabled = true

  attribute {
    name = "orderId"
    type = "N"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.audit.arn
  }
}

resource "aws_iam_role" "function" {
  name = "audit"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com", AWS = data.aws_caller_identity.current.account_id }
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  name = "deliver"
  role = aws_iam_role.function.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "firehose:PutRecordBatch", Resource = aws_kinesis_firehose_delivery_stream.orders.arn },
      { Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "${aws_cloudwatch_log_group.function.arn}:*" },
      # The table is not its stream.
      { Effect = "Allow", Action = ["dynamodb:GetRecords", "dynamodb:DescribeStream"], Resource = aws_dynamodb_table.orders.arn },
    ]
  })
}

resource "aws_cloudwatch_log_group" "function" {
  name = "/aws/lambda/audit"
}

resource "aws_lambda_function" "audit" {
  filename         = "lambda/lambda_function.zip"
  source_code_hash = "x"
  function_name    = "audit"
  role             = aws_iam_role.function.arn
  handler          = "lambda_function.lambda_handler"
  runtime          = "python3.13"
  timeout          = 60

  environment {
    variables = {
      DELIVERY_STREAM_NAME = aws_kinesis_firehose_delivery_stream.orders.name
    }
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.function.name
  }
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn               = aws_dynamodb_table.orders.stream_arn
  function_name                  = aws_lambda_function.audit.arn
  starting_position              = "TRIM_HORIZON"
  batch_size                     = 100
  bisect_batch_on_function_error = true
  function_response_types        = ["ReportBatchItemFailures"]
  maximum_retry_attempts         = 10
  maximum_record_age_in_seconds  = 43200

  destination_config {
    on_failure {
      destination_arn = aws_s3_bucket.failed.arn
    }
  }
}

resource "aws_s3_bucket" "failed" {
  bucket = "example-corp-orders-failed"
}

resource "aws_kinesis_firehose_delivery_stream" "orders" {
  name        = "orders"
  destination = "extended_s3"

  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = aws_kms_key.audit.arn
  }

  extended_s3_configuration {
    role_arn            = var.delivery_role_arn
    bucket_arn          = "arn:aws:s3:::another-team-orders-records"
    kms_key_arn         = aws_kms_key.audit.arn
    buffering_size      = 1
    buffering_interval  = 0
    prefix              = "day=!{timestamp:yyyy-MM-dd}/"
    error_output_prefix = "errors/!{firehose:error-output-type}/"

    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = "/aws/kinesisfirehose/orders"
      log_stream_name = "delivery"
    }
  }
}
