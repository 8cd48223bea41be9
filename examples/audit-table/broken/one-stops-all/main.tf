terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "audit" {
  name               = "audit"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

data "aws_iam_policy_document" "audit" {
  statement {
    actions   = ["dynamodb:GetRecords", "dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:ListStreams"]
    resources = ["${aws_dynamodb_table.payments.arn}/stream/*"]
  }

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failed.arn]
  }

  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.audit.arn]
  }
}

resource "aws_iam_role_policy" "audit" {
  name   = "audit"
  role   = aws_iam_role.audit.id
  policy = data.aws_iam_policy_document.audit.json
}

resource "aws_kms_key" "audit" {
  enable_key_rotation = true
}

resource "aws_dynamodb_table" "payments" {
  name                        = "Payments"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "paymentId"
  stream_enabled              = true
  stream_view_type            = "KEYS_ONLY"
  deletion_protection_enabled = true

  attribute {
    name = "paymentId"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.audit.arn
  }
}

resource "aws_sqs_queue" "failed" {
  name              = "failed"
  kms_master_key_id = aws_kms_key.audit.arn
}

resource "aws_lambda_function" "audit" {
  filename         = "lambda/lambda_function.zip"
  source_code_hash = "x"
  function_name    = "audit"
  role             = aws_iam_role.audit.arn
  handler          = "lambda_function.lambda_handler"
  runtime          = "python3.13"
  timeout          = 3
}

resource "aws_lambda_event_source_mapping" "payments" {
  event_source_arn              = aws_dynamodb_table.payments.stream_arn
  function_name                 = aws_lambda_function.audit.arn
  starting_position             = "TRIM_HORIZON"
  batch_size                    = 1000
  maximum_retry_attempts        = 2
  maximum_record_age_in_seconds = 60

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failed.arn
    }
  }
}
