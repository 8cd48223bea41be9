terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

resource "aws_s3_bucket" "raw_data" {
  bucket = "batch-pipeline-raw-data"

  tags = {
    DataClassification = "Confidential"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "raw_data" {
  bucket = aws_s3_bucket.raw_data.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "raw_data" {
  bucket = aws_s3_bucket.raw_data.id

  rule {
    id     = "data_retention"
    status = "Disabled"

    filter {}

    expiration {
      days = 2555
    }
  }
}

resource "aws_s3_bucket_notification" "raw_data" {
  bucket = aws_s3_bucket.raw_data.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.data_processor.arn
    events              = ["s3:ObjectCreated:Put"]
  }
}

resource "aws_iam_role" "this" {
  for_each = toset(["lambda", "glue"])

  name = "batch-pipeline-${each.key}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${each.key}.amazonaws.com" } }]
  })
}

resource "aws_lambda_function" "data_processor" {
  filename      = "data_processor.zip"
  function_name = "batch-pipeline-data-processor"
  role          = aws_iam_role.this["lambda"].arn
  handler       = "index.handler"
  runtime       = "python3.13"

  environment {
    variables = {
      LOG_LEVEL = "INFO"
    }
  }
}

resource "aws_glue_job" "etl_job" {
  name         = "batch-pipeline-etl-job"
  role_arn     = aws_iam_role.this["glue"].arn
  glue_version = "5.0"

  command {
    script_location = "s3://${aws_s3_bucket.raw_data.bucket}/etl_script.py"
    python_version  = "3"
  }
}
