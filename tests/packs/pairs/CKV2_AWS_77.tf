resource "aws_wafv2_web_acl" "pass_acl" {
  name  = "w"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "k"
    priority = 1
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        vendor_name = "AWS"
      }
    }
  }
  rule {
    name     = "a"
    priority = 2
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesAnonymousIpList"
        vendor_name = "AWS"
      }
    }
  }
}
resource "aws_api_gateway_rest_api" "aux" { name = "a" }
resource "aws_api_gateway_stage" "left_stage" {
  stage_name    = "s"
  rest_api_id   = aws_api_gateway_rest_api.aux.id
  deployment_id = "d"
}
resource "aws_wafv2_web_acl_association" "aux" {
  resource_arn = aws_api_gateway_stage.left_stage.arn
  web_acl_arn  = aws_wafv2_web_acl.pass_acl.arn
}
