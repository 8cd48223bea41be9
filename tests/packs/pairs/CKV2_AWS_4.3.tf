resource "aws_api_gateway_stage" "fail_only_some" {
  rest_api_id = "x"
  stage_name  = "x"
}
resource "aws_api_gateway_method_settings" "s" {
  rest_api_id = "x"
  stage_name  = aws_api_gateway_stage.fail_only_some.stage_name
  method_path = "*/*"
  settings {
    logging_level      = "OFF"
    data_trace_enabled = true
  }
}
