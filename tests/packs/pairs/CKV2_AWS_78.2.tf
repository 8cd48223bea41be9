resource "aws_appsync_graphql_api" "left_override" {
  name = "x"
}
resource "aws_wafv2_web_acl_association" "a" {
  resource_arn = aws_appsync_graphql_api.left_override.arn
  web_acl_arn  = aws_wafv2_web_acl.fail_override.arn
}
resource "aws_wafv2_web_acl" "fail_override" {
  scope = "REGIONAL"
  rule {
    name     = "a"
    priority = 1
    override_action {
      count {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        vendor_name = "AWS"
      }
    }
  }
}
