resource "aws_api_gateway_method" "fail_absent" {
  rest_api_id = "a"
  http_method = "GET"
}
resource "aws_api_gateway_method" "fail_post" {
  http_method      = "POST"
  authorization    = "NONE"
  api_key_required = "false"
}
resource "aws_api_gateway_method" "pass_cognito" {
  http_method   = "POST"
  authorization = "COGNITO_USER_POOLS"
}
