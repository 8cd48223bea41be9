resource "aws_api_gateway_stage" "pass_on" {
  stage_name           = "s"
  rest_api_id          = "a"
  deployment_id        = "d"
  xray_tracing_enabled = true
}
resource "aws_api_gateway_stage" "pass_string" {
  stage_name           = "s"
  xray_tracing_enabled = "true"
}
resource "aws_api_gateway_stage" "fail_absent" {
  stage_name  = "s"
  rest_api_id = "a"
}
resource "aws_api_gateway_stage" "fail_off" {
  stage_name           = "s"
  xray_tracing_enabled = false
}
