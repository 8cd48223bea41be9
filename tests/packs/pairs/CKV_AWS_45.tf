resource "aws_lambda_function" "pass_absent" {
  function_name = "x"
}
resource "aws_lambda_function" "pass_plain" {
  environment {
    variables = {
      foo       = "bar"
      LOG_LEVEL = "info"
    }
  }
}
resource "aws_lambda_function" "pass_empty" {
  environment {
    variables = {}
  }
}
resource "aws_lambda_function" "pass_blockempty" {
  environment {}
}
resource "aws_lambda_function" "unknown_var" {
  environment {
    variables = {
      DB_PASSWORD = var.pw
    }
  }
}
variable "pw" {
  sensitive = true
}
resource "aws_lambda_function" "fail_keys" {
  environment {
    variables = {
      AWS_ACCESS_KEY_ID     = "AKIAIOSFODNN7EXAMPLE"
      AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    }
  }
}
resource "aws_lambda_function" "fail_odd_names" {
  environment {
    variables = {
      access_key = "AKIAQ4XVJ2M7TBLWZP6D"
      secret_key = "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"
    }
  }
}
resource "aws_lambda_function" "fail_secret_only" {
  environment {
    variables = {
      foo    = "bar"
      secret = "q8Zt3LrVbN1xKcW7yHpD5sFgJ2mUeR9aTiO4vBnM"
    }
  }
}
