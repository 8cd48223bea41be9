resource "aws_api_gateway_stage" "fail_alone" {
  rest_api_id = aws_api_gateway_rest_api.x.id
  stage_name  = "w"
}
