resource "aws_api_gateway_rest_api" "pass_on" {
  name = "a"
  lifecycle { create_before_destroy = true }
}
resource "aws_api_gateway_rest_api" "pass_two" {
  name = "a"
  endpoint_configuration { types = ["REGIONAL"] }
  lifecycle { create_before_destroy = true }
}
resource "aws_api_gateway_rest_api" "fail_absent" { name = "a" }
resource "aws_api_gateway_rest_api" "fail_off" {
  name = "a"
  lifecycle { create_before_destroy = false }
}
