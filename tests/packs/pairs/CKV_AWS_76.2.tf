resource "aws_api_gateway_stage" "fail_dyn" {
  stage_name = "x"
  dynamic "access_log_settings" {
    for_each = []
    content {
      destination_arn = "x"
      format          = "x"
    }
  }
}
resource "aws_apigatewayv2_stage" "pass_ws" {
  api_id      = "x"
  name        = "$default"
  auto_deploy = true
  access_log_settings {
    destination_arn = "arn:aws:logs:us-east-1:123456789012:log-group:x"
    format          = jsonencode({ requestId = "$context.requestId" })
  }
}
