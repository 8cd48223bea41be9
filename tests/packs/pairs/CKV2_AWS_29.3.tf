resource "aws_api_gateway_stage" "fail_other" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  stage_name  = "x"
}
resource "aws_api_gateway_rest_api" "a" {
  name = "x"
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
resource "aws_lb" "l" {
  name = "x"
}
resource "aws_wafv2_web_acl_association" "lb" {
  resource_arn = aws_lb.l.arn
  web_acl_arn  = "x"
}
