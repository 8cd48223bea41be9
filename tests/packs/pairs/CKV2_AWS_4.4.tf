resource "aws_api_gateway_stage" "pass_each" {
  for_each    = toset(["dev", "prod"])
  rest_api_id = aws_api_gateway_rest_api.x.id
  stage_name  = each.key
}
resource "aws_api_gateway_method_settings" "each" {
  for_each    = toset(["dev", "prod"])
  rest_api_id = aws_api_gateway_rest_api.x.id
  stage_name  = aws_api_gateway_stage.pass_each[each.key].stage_name
  method_path = "*/*"
  settings {
    logging_level = "INFO"
  }
}
resource "aws_api_gateway_rest_api" "x" {
  name = "x"
}
