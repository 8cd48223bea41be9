resource "aws_appsync_graphql_api" "left_on" {
  name = "x"
}
resource "aws_wafv2_web_acl_association" "on" {
  resource_arn = aws_appsync_graphql_api.left_on.arn
  web_acl_arn  = aws_wafv2_web_acl.pass_on.arn
}
resource "aws_wafv2_web_acl" "pass_on" {
  scope = "REGIONAL"
  rule {
    name     = "a"
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
    name     = "b"
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
resource "aws_appsync_graphql_api" "left_second" {
  name = "y"
}
resource "aws_wafv2_web_acl_association" "second" {
  resource_arn = aws_appsync_graphql_api.left_second.arn
  web_acl_arn  = aws_wafv2_web_acl.pass_on.arn
}
resource "aws_appsync_graphql_api" "left_none" {
  name = "z"
}
resource "aws_wafv2_web_acl_association" "none" {
  resource_arn = aws_appsync_graphql_api.left_none.arn
  web_acl_arn  = aws_wafv2_web_acl.fail_none.arn
}
resource "aws_wafv2_web_acl" "fail_none" {
  scope = "REGIONAL"
}
resource "aws_appsync_graphql_api" "left_excluded" {
  name = "v"
}
resource "aws_wafv2_web_acl_association" "excluded" {
  resource_arn = aws_appsync_graphql_api.left_excluded.arn
  web_acl_arn  = aws_wafv2_web_acl.fail_excluded.arn
}
resource "aws_wafv2_web_acl" "fail_excluded" {
  scope = "REGIONAL"
  rule {
    name     = "a"
    priority = 1
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }
  }
}
