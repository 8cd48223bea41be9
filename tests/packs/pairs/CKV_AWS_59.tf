resource "aws_api_gateway_method" "pass_iam" {
  rest_api_id   = "a"
  resource_id   = "r"
  http_method   = "GET"
  authorization = "AWS_IAM"
}
resource "aws_api_gateway_method" "left_options" {
  rest_api_id   = "a"
  http_method   = "OPTIONS"
  authorization = "NONE"
}
resource "aws_api_gateway_method" "pass_key" {
  rest_api_id      = "a"
  http_method      = "GET"
  authorization    = "NONE"
  api_key_required = true
}
resource "aws_api_gateway_method" "pass_custom" {
  http_method   = "POST"
  authorization = "CUSTOM"
  authorizer_id = "x"
}
resource "aws_api_gateway_method" "fail_none" {
  rest_api_id   = "a"
  resource_id   = "r"
  http_method   = "GET"
  authorization = "NONE"
}
resource "aws_api_gateway_method" "fail_key_false" {
  http_method      = "ANY"
  authorization    = "NONE"
  api_key_required = false
}
