resource "aws_appsync_graphql_api" "pass_on" {
  authentication_type = "API_KEY"
  name                = "x"
}
resource "aws_wafv2_web_acl_association" "on" {
  resource_arn = aws_appsync_graphql_api.pass_on.arn
  web_acl_arn  = aws_wafv2_web_acl.x.arn
}
resource "aws_appsync_graphql_api" "pass_two" {
  name = "y"
}
resource "aws_wafv2_web_acl_association" "two" {
  resource_arn = aws_appsync_graphql_api.pass_two.arn
  web_acl_arn  = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/x/1"
}
resource "aws_appsync_graphql_api" "fail_alone" {
  authentication_type = "API_KEY"
  name                = "z"
}
