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
  for_each = toset(["lambda", "glue"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "lambda" {
  name               = "export-jsonl-lambda"
  assume_role_policy = data.aws_iam_policy_document.assume["lambda"].json
}

resource "aws_iam_role" "crawler" {
  name               = "export-jsonl-crawler"
  assume_role_policy = data.aws_iam_policy_document.assume["glue"].json
}

resource "aws_s3_bucket" "export" {
  bucket = "my-export-data-bucket"
}

resource "aws_s3_bucket_lifecycle_configuration" "export" {
  bucket = aws_s3_bucket.export.id

  rule {
    id     = "exports"
    status = "Enabled"

    filter {
      prefix = "exports/"
    }

    expiration {
      days = 400
    }
  }
}

resource "aws_iam_role_policy" "lambda" {
  role = aws_iam_role.lambda.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:*"]
      Resource = [aws_s3_bucket.export.arn, "${aws_s3_bucket.export.arn}/*"]
    }]
  })
}

resource "aws_iam_role_policy" "crawler" {
  role = aws_iam_role.crawler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"]
      Resource = [aws_s3_bucket.export.arn, "${aws_s3_bucket.export.arn}/*"]
    }]
  })
}

resource "aws_lambda_function" "export" {
  filename                       = "lambda/lambda_function.zip"
  source_code_hash               = "x"
  function_name                  = "export-jsonl-lambda"
  role                           = aws_iam_role.lambda.arn
  handler                        = "lambda_function.lambda_handler"
  runtime                        = "python3.13"
  timeout                        = 900
  reserved_concurrent_executions = 1
}

resource "aws_glue_catalog_database" "export" {
  name = "my_export_db"
}

resource "aws_glue_crawler" "export" {
  name          = "export-jsonl-crawler"
  database_name = aws_glue_catalog_database.export.name
  role          = aws_iam_role.crawler.arn
  table_prefix  = "exported_"
  configuration = jsonencode({ Version = 1, Grouping = { TableGroupingPolicy = "CombineCompatibleSchemas" } })

  s3_target {
    path = "s3://${aws_s3_bucket.export.bucket}/exports/"
  }
}
