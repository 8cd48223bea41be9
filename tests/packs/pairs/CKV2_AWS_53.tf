resource "aws_api_gateway_method" "pass_on" {
  rest_api_id          = "x"
  http_method          = "GET"
  authorization        = "NONE"
  request_validator_id = aws_api_gateway_request_validator.x.id
}
resource "aws_api_gateway_method" "pass_two" {
  http_method          = "POST"
  request_validator_id = aws_api_gateway_request_validator.y.id
}
resource "aws_api_gateway_request_validator" "y" {
  name                  = "y"
  rest_api_id           = "x"
  validate_request_body = true
}
resource "aws_api_gateway_method" "fail_absent" {
  http_method = "GET"
}
resource "aws_api_gateway_method" "fail_null" {
  http_method          = "POST"
  request_validator_id = null
}
