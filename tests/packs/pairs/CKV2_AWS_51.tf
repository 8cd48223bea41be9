resource "aws_api_gateway_stage" "pass_cert" {
  stage_name            = "a"
  client_certificate_id = aws_api_gateway_client_certificate.x.id
}
resource "aws_api_gateway_stage" "pass_literal" {
  stage_name            = "b"
  client_certificate_id = "abc"
}
resource "aws_apigatewayv2_stage" "pass_ws" {
  api_id                = aws_apigatewayv2_api.ws.id
  client_certificate_id = "abc"
}
resource "aws_apigatewayv2_api" "ws" {
  name          = "x"
  protocol_type = "WEBSOCKET"
}
resource "aws_apigatewayv2_stage" "left_http" {
  api_id = aws_apigatewayv2_api.http.id
}
resource "aws_apigatewayv2_api" "http" {
  name          = "x"
  protocol_type = "HTTP"
}
resource "aws_api_gateway_stage" "fail_absent" {
  stage_name = "c"
}
resource "aws_api_gateway_stage" "fail_empty" {
  client_certificate_id = ""
}
resource "aws_apigatewayv2_stage" "fail_ws" {
  api_id = aws_apigatewayv2_api.ws.id
}
