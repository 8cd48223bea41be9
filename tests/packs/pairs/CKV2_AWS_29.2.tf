resource "aws_api_gateway_stage" "fail_alone" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  stage_name  = "x"
}
resource "aws_api_gateway_rest_api" "a" {
  name = "x"
}
resource "aws_api_gateway_stage" "fail_edge" {
  rest_api_id = aws_api_gateway_rest_api.b.id
  stage_name  = "x"
}
resource "aws_api_gateway_rest_api" "b" {
  name = "y"
  endpoint_configuration {
    types = ["EDGE"]
  }
}
