resource "aws_api_gateway_stage" "pass_v2" {
  rest_api_id   = aws_api_gateway_rest_api.a.id
  deployment_id = "x"
  stage_name    = "x"
}
resource "aws_api_gateway_rest_api" "a" {
  name = "x"
}
resource "aws_wafv2_web_acl_association" "v2" {
  resource_arn = aws_api_gateway_stage.pass_v2.arn
  web_acl_arn  = aws_wafv2_web_acl.x.arn
}
resource "aws_api_gateway_stage" "pass_regional" {
  rest_api_id = aws_api_gateway_rest_api.b.id
  stage_name  = "x"
}
resource "aws_api_gateway_rest_api" "b" {
  name = "y"
}
resource "aws_wafregional_web_acl_association" "r" {
  resource_arn = aws_api_gateway_stage.pass_regional.arn
  web_acl_id   = aws_wafregional_web_acl.x.id
}
resource "aws_api_gateway_stage" "left_private" {
  rest_api_id = aws_api_gateway_rest_api.c.id
  stage_name  = "x"
}
resource "aws_api_gateway_rest_api" "c" {
  name = "z"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}
