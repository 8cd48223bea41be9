resource "aws_lb" "left_on" {
  load_balancer_type = "application"
}
resource "aws_wafv2_web_acl_association" "on" {
  resource_arn = aws_lb.left_on.arn
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
resource "aws_alb" "left_on" {
  name = "x"
}
resource "aws_wafv2_web_acl_association" "on2" {
  resource_arn = aws_alb.left_on.arn
  web_acl_arn  = aws_wafv2_web_acl.pass_on.arn
}
resource "aws_lb" "left_none" {
  name = "y"
}
resource "aws_wafv2_web_acl_association" "none" {
  resource_arn = aws_lb.left_none.arn
  web_acl_arn  = aws_wafv2_web_acl.fail_none.arn
}
resource "aws_wafv2_web_acl" "fail_none" {
  scope = "REGIONAL"
}
resource "aws_alb" "left_counted" {
  name = "z"
}
resource "aws_wafv2_web_acl_association" "counted" {
  resource_arn = aws_alb.left_counted.arn
  web_acl_arn  = aws_wafv2_web_acl.fail_counted.arn
}
resource "aws_wafv2_web_acl" "fail_counted" {
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
