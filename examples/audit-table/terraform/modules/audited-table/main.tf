# A table, its stream, and what carries the stream's records to the function.

terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

locals {
  # DynamoDB wants exactly the attributes that are part of a key.
  key_attributes = compact([var.hash_key, var.range_key])
}

resource "aws_dynamodb_table" "this" {
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = var.hash_key
  range_key                   = var.range_key
  stream_enabled              = true
  stream_view_type            = "NEW_IMAGE"
  deletion_protection_enabled = var.deletion_protection

  dynamic "attribute" {
    for_each = local.key_attributes

    content {
      name = attribute.value
      type = "S"
    }
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }
}

data "aws_iam_policy_document" "stream" {
  statement {
    sid       = "ReadStream"
    actions   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"]
    resources = ["${aws_dynamodb_table.this.arn}/stream/*"]
  }
}

resource "aws_iam_role_policy" "stream" {
  name   = "read-stream-of-${var.name}"
  role   = var.function_role
  policy = data.aws_iam_policy_document.stream.json
}

resource "aws_lambda_event_source_mapping" "this" {
  event_source_arn                   = aws_dynamodb_table.this.stream_arn
  function_name                      = var.function_arn
  starting_position                  = "TRIM_HORIZON"
  batch_size                         = var.batch_size
  maximum_batching_window_in_seconds = 5
  parallelization_factor             = 2

  # One change that can't be recorded must not hold up, or take with it, the others.
  bisect_batch_on_function_error = true
  function_response_types        = ["ReportBatchItemFailures"]
  maximum_retry_attempts         = 10
  maximum_record_age_in_seconds  = 43200

  # To a bucket Lambda sends the changes themselves. A queue would get only their place in the stream, which keeps them for a day.
  destination_config {
    on_failure {
      destination_arn = var.failure_bucket_arn
    }
  }

  depends_on = [aws_iam_role_policy.stream]
}
