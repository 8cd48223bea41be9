resource "aws_api_gateway_deployment" "pass_on" {
  rest_api_id = "a"
  lifecycle { create_before_destroy = true }
}
resource "aws_api_gateway_deployment" "pass_trig" {
  rest_api_id = "a"
  triggers    = { r = "x" }
  lifecycle { create_before_destroy = true }
}
resource "aws_api_gateway_deployment" "fail_absent" { rest_api_id = "a" }
resource "aws_api_gateway_deployment" "fail_off" {
  rest_api_id = "a"
  lifecycle { create_before_destroy = false }
}
resource "aws_api_gateway_deployment" "fail_other" {
  rest_api_id = "a"
  lifecycle { ignore_changes = [description] }
}
