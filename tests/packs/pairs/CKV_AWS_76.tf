resource "aws_api_gateway_stage" "pass_on" {
  stage_name = "x"
  access_log_settings {
    destination_arn = "arn:aws:logs:us-east-1:123456789012:log-group:x"
    format          = "x"
  }
}
resource "aws_apigatewayv2_stage" "pass_on" {
  api_id = "x"
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.x.arn
    format          = "$context.requestId"
  }
}
resource "aws_api_gateway_stage" "fail_absent" {
  stage_name = "x"
}
resource "aws_apigatewayv2_stage" "fail_absent" {
  api_id = "x"
}
