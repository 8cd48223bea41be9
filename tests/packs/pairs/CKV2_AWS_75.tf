resource "aws_s3_bucket_cors_configuration" "pass_s3" {
  bucket = "b"
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["https://example.com"]
  }
}
resource "aws_s3_bucket_cors_configuration" "fail_s3" {
  bucket = "b"
  cors_rule {
    allowed_headers = ["*"]
    allowed_methods = ["GET", "PUT"]
    allowed_origins = ["*"]
  }
}
resource "aws_s3_bucket" "fail_s3_inline" {
  bucket = "b"
  cors_rule {
    allowed_headers = ["*"]
    allowed_methods = ["PUT", "POST"]
    allowed_origins = ["*"]
  }
}
resource "aws_apigatewayv2_api" "pass_api" {
  name          = "a"
  protocol_type = "HTTP"
  cors_configuration {
    allow_origins = ["https://example.com"]
    allow_methods = ["GET"]
  }
}
resource "aws_apigatewayv2_api" "fail_api" {
  name          = "a"
  protocol_type = "HTTP"
  cors_configuration {
    allow_origins = ["*"]
    allow_methods = ["*"]
    allow_headers = ["*"]
  }
}
resource "aws_lambda_function_url" "pass_url" {
  function_name      = "f"
  authorization_type = "AWS_IAM"
  cors {
    allow_origins = ["https://example.com"]
    allow_methods = ["GET"]
  }
}
resource "aws_lambda_function_url" "fail_url" {
  function_name      = "f"
  authorization_type = "NONE"
  cors {
    allow_credentials = true
    allow_origins     = ["*"]
    allow_methods     = ["*"]
  }
}
