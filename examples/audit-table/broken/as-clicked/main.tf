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
  for_each = toset(["lambda", "firehose", "glue"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  for_each = data.aws_iam_policy_document.assume

  name               = "audit-${each.key}"
  assume_role_policy = each.value.json
}

resource "aws_iam_role_policy_attachment" "function" {
  for_each = toset(["AmazonKinesisFirehoseFullAccess", "service-role/AWSLambdaBasicExecutionRole"])

  role       = aws_iam_role.this["lambda"].name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_iam_role_policy" "streams" {
  name = "read-streams"
  role = aws_iam_role.this["lambda"].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["dynamodb:GetRecords", "dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:ListStreams"]
      Resource = "*"
    }]
  })
}

resource "aws_dynamodb_table" "orders" {
  name             = "Orders"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "orderId"
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"

  attribute {
    name = "orderId"
    type = "S"
  }
}

resource "aws_lambda_function" "audit" {
  filename         = "lambda/lambda_function.zip"
  source_code_hash = "x"
  function_name    = "audit"
  role             = aws_iam_role.this["lambda"].arn
  handler          = "lambda_function.lambda_handler"
  runtime          = "python3.13"

  environment {
    variables = {
      DELIVERY_STREAM_NAME = "PUT-S3-orders"
    }
  }
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn  = aws_dynamodb_table.orders.stream_arn
  function_name     = aws_lambda_function.audit.arn
  starting_position = "LATEST"
  batch_size        = 100
}

resource "aws_s3_bucket" "archive" {
  bucket = "example-corp-orders-records"
}

resource "aws_kinesis_firehose_delivery_stream" "orders" {
  name        = "PUT-S3-orders-2024"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn           = aws_iam_role.this["firehose"].arn
    bucket_arn         = aws_s3_bucket.archive.arn
    buffering_size     = 5
    buffering_interval = 300
  }
}

resource "aws_iam_role_policy_attachment" "crawler" {
  role       = aws_iam_role.this["glue"].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"
}

resource "aws_glue_catalog_database" "orders" {
  name = "orders"
}

resource "aws_glue_crawler" "orders" {
  name          = "orders"
  database_name = aws_glue_catalog_database.orders.name
  role          = aws_iam_role.this["glue"].arn

  s3_target {
    path = "s3://${aws_s3_bucket.archive.bucket}/"
  }
}
