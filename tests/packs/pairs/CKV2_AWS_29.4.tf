resource "aws_api_gateway_stage" "pass_each" {
  for_each    = toset(["a"])
  rest_api_id = aws_api_gateway_rest_api.r.id
  stage_name  = each.key
}
resource "aws_wafv2_web_acl_association" "each" {
  for_each     = toset(["a"])
  resource_arn = aws_api_gateway_stage.pass_each[each.key].arn
  web_acl_arn  = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/x/1"
}
resource "aws_api_gateway_rest_api" "r" {
  name = "r"
}
