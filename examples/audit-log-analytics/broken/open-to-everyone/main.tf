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

resource "aws_iam_role" "writer" {
  name               = "wau-audit-logs-writer"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_s3_bucket" "logs" {
  bucket = "sandbox-wau-audit-logs"
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.logs.arn}/csv/*"
    }]
  })
}

resource "aws_s3_access_point" "logs" {
  name   = "sandbox-wau-audit-logs-access-point"
  bucket = aws_s3_bucket.logs.id

  public_access_block_configuration {
    block_public_policy     = false
    restrict_public_buckets = false
  }
}

resource "aws_s3control_access_point_policy" "logs" {
  access_point_arn = aws_s3_access_point.logs.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = ["s3:PutObject"]
      Resource  = "${aws_s3_access_point.logs.arn}/object/*"
    }]
  })
}

resource "aws_iam_role_policy" "writer" {
  role = aws_iam_role.writer.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:PutObject"]
      Resource = [aws_s3_access_point.logs.arn]
    }]
  })
}

resource "aws_lambda_function" "writer" {
  filename         = "lambda/lambda_function.zip"
  source_code_hash = "x"
  function_name    = "wau-audit-logs-writer"
  role             = aws_iam_role.writer.arn
  handler          = "lambda_function.lambda_handler"
  runtime          = "python3.13"

  environment {
    variables = {
      ACCESS_POINT = aws_s3_access_point.logs.arn
      CSV_PREFIX   = "csv/"
    }
  }
}
