resource "aws_lambda_function" "left_noenv" {
  function_name = "x"
}
resource "aws_lambda_function" "pass_key" {
  kms_key_arn = aws_kms_key.x.arn
  environment {
    variables = {
      foo = "bar"
    }
  }
}
resource "aws_lambda_function" "left_novars" {
  environment {
    variables = {}
  }
}
resource "aws_lambda_function" "fail_nokey" {
  environment {
    variables = {
      foo = "bar"
    }
  }
}
resource "aws_lambda_function" "fail_empty_key" {
  kms_key_arn = ""
  environment {
    variables = {
      foo = "bar"
    }
  }
}
