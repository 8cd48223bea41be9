resource "aws_api_gateway_stage" "pass_on" {
  rest_api_id = "x"
  stage_name  = "x"
}
resource "aws_api_gateway_method_settings" "left_on" {
  rest_api_id = "x"
  stage_name  = aws_api_gateway_stage.pass_on.stage_name
  method_path = "*/*"
  settings {
    logging_level = "ERROR"
  }
}
resource "aws_api_gateway_stage" "pass_info" {
  rest_api_id = aws_api_gateway_rest_api.x.id
  stage_name  = "y"
}
resource "aws_api_gateway_method_settings" "info" {
  rest_api_id = aws_api_gateway_rest_api.x.id
  stage_name  = aws_api_gateway_stage.pass_info.stage_name
  method_path = "*/*"
  settings {
    metrics_enabled = true
    logging_level   = "INFO"
  }
}
resource "aws_api_gateway_stage" "fail_off" {
  rest_api_id = aws_api_gateway_rest_api.x.id
  stage_name  = "z"
}
resource "aws_api_gateway_method_settings" "left_off" {
  rest_api_id = aws_api_gateway_rest_api.x.id
  stage_name  = aws_api_gateway_stage.fail_off.stage_name
  method_path = "*/*"
  settings {
    logging_level = "OFF"
  }
}
resource "aws_api_gateway_stage" "fail_nolevel" {
  rest_api_id = aws_api_gateway_rest_api.x.id
  stage_name  = "v"
}
resource "aws_api_gateway_method_settings" "nolevel" {
  rest_api_id = aws_api_gateway_rest_api.x.id
  stage_name  = aws_api_gateway_stage.fail_nolevel.stage_name
  method_path = "*/*"
  settings {
    metrics_enabled = true
  }
}
resource "aws_api_gateway_rest_api" "x" {
  name = "x"
}
