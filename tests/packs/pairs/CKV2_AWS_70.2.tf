resource "aws_api_gateway_method" "pass_custom" {
  rest_api_id   = aws_api_gateway_rest_api.r.id
  http_method   = "POST"
  authorization = "CUSTOM"
  authorizer_id = "x"
}
resource "aws_api_gateway_method" "fail_none" {
  rest_api_id   = aws_api_gateway_rest_api.r.id
  http_method   = "ANY"
  authorization = "NONE"
}
resource "aws_api_gateway_rest_api" "r" {
  name = "r"
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
resource "aws_api_gateway_method" "pass_keytext" {
  http_method      = "PUT"
  authorization    = "NONE"
  api_key_required = "true"
}
