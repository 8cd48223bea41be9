resource "aws_api_gateway_method" "pass_iam" {
  http_method   = "GET"
  authorization = "AWS_IAM"
}
resource "aws_api_gateway_method" "pass_key" {
  http_method      = "GET"
  authorization    = "NONE"
  api_key_required = true
}
resource "aws_api_gateway_method" "left_options" {
  http_method   = "OPTIONS"
  authorization = "NONE"
}
resource "aws_api_gateway_method" "pass_cognito" {
  http_method   = "ANY"
  authorization = "COGNITO_USER_POOLS"
}
resource "aws_api_gateway_method" "left_private" {
  rest_api_id   = aws_api_gateway_rest_api.private.id
  http_method   = "GET"
  authorization = "NONE"
}
resource "aws_api_gateway_rest_api" "private" {
  name = "x"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}
resource "aws_api_gateway_method" "fail_none" {
  http_method   = "GET"
  authorization = "NONE"
}
resource "aws_api_gateway_method" "fail_keyoff" {
  rest_api_id      = aws_api_gateway_rest_api.public.id
  http_method      = "POST"
  authorization    = "NONE"
  api_key_required = false
}
resource "aws_api_gateway_rest_api" "public" {
  name = "x"
}
