terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

variable "pat_token" {
  description = "The access token of Data X-Ray."
  type        = string
  sensitive   = true
}

resource "aws_iam_role" "lambda" {
  name = "export-jsonl-lambda"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "lambda" {
  for_each = toset(["AmazonS3FullAccess", "service-role/AWSLambdaBasicExecutionRole"])

  role       = aws_iam_role.lambda.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_lambda_function" "export" {
  filename                       = "lambda/lambda_function.zip"
  function_name                  = "export-jsonl-lambda"
  role                           = aws_iam_role.lambda.arn
  handler                        = "lambda_function.lambda_handler"
  runtime                        = "python3.9"
  timeout                        = 900
  reserved_concurrent_executions = 1

  environment {
    variables = {
      EXPORT_BUCKET = "my-export-data-bucket"
      EXPORT_PREFIX = "exports/"
    }
  }
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "export-jsonl-nightly"
  schedule_expression = "cron(0 0 * * ? *)"
}

resource "aws_cloudwatch_event_target" "nightly" {
  rule  = aws_cloudwatch_event_rule.nightly.name
  arn   = aws_lambda_function.export.arn
  input = jsonencode({ app_url = "https://dxr.example.com", pat_token = var.pat_token })
}
