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

resource "aws_iam_role" "provenance" {
  name               = "secure-provenance-lambda"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "provenance" {
  role = aws_iam_role.provenance.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:PutObject", "logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "*"
    }]
  })
}

resource "aws_lambda_function" "provenance" {
  filename         = "lambda/provenance.zip"
  source_code_hash = "x"
  function_name    = "secure-provenance-lambda"
  role             = aws_iam_role.provenance.arn
  handler          = "provenance.handler"
  runtime          = "python3.13"
  timeout          = 900

  environment {
    variables = {
      SOURCE_PREFIX     = "incoming/"
      PROVENANCE_PREFIX = "provenance/"
    }
  }

  tracing_config {
    mode = "Active"
  }
}
