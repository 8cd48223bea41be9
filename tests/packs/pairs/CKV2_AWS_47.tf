resource "aws_cloudfront_distribution" "left_on" {
  enabled    = true
  web_acl_id = aws_wafv2_web_acl.pass_on.arn
}
resource "aws_wafv2_web_acl" "pass_on" {
  name  = "x"
  scope = "CLOUDFRONT"
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
resource "aws_cloudfront_distribution" "left_none" {
  enabled    = true
  web_acl_id = aws_wafv2_web_acl.fail_none.arn
}
resource "aws_wafv2_web_acl" "fail_none" {
  scope = "CLOUDFRONT"
}
resource "aws_cloudfront_distribution" "left_other" {
  web_acl_id = aws_wafv2_web_acl.fail_other.arn
}
resource "aws_wafv2_web_acl" "fail_other" {
  scope = "CLOUDFRONT"
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
resource "aws_cloudfront_distribution" "left_counted" {
  web_acl_id = aws_wafv2_web_acl.fail_counted.arn
}
resource "aws_wafv2_web_acl" "fail_counted" {
  scope = "CLOUDFRONT"
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
