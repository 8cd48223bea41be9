resource "aws_wafv2_web_acl" "fail_acl" {
  name  = "w"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "k"
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
resource "aws_api_gateway_stage" "left_stage" {
  stage_name    = "s"
  rest_api_id   = "a"
  deployment_id = "d"
}
resource "aws_wafv2_web_acl_association" "aux" {
  resource_arn = aws_api_gateway_stage.left_stage.arn
  web_acl_arn  = aws_wafv2_web_acl.fail_acl.arn
}
