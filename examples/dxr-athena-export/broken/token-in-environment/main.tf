terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

variable "role_arn" {
  description = "The role of the function."
  type        = string
}

variable "pat_token" {
  description = "The access token of Data X-Ray."
  type        = string
  sensitive   = true
}

resource "aws_lambda_function" "export" {
  filename         = "lambda/lambda_function.zip"
  source_code_hash = "x"
  function_name    = "export-jsonl-lambda"
  role             = var.role_arn
  handler          = "lambda_function.lambda_handler"
  runtime          = "python3.13"
  timeout          = 300

  environment {
    variables = {
      EXPORT_BUCKET = "my-export-data-bucket"
      PAT_TOKEN     = var.pat_token
    }
  }
}
