resource "aws_appsync_graphql_api" "pass_counted" {
  count = 1
  name  = "x"
}
resource "aws_wafv2_web_acl_association" "counted" {
  count        = 1
  resource_arn = aws_appsync_graphql_api.pass_counted[0].arn
  web_acl_arn  = "x"
}
