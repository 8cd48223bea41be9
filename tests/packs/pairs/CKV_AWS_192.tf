resource "aws_wafv2_web_acl" "pass_managed" {
  scope = "REGIONAL"
  rule {
    name     = "x"
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
}
resource "aws_wafv2_web_acl" "pass_second" {
  rule {
    name     = "a"
    priority = 0
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
  rule {
    name     = "x"
    priority = 1
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        vendor_name = "AWS"
        excluded_rule {
          name = "Host_localhost_HEADER"
        }
      }
    }
  }
}
resource "aws_wafv2_web_acl" "fail_none" {
  scope = "REGIONAL"
}
resource "aws_wafv2_web_acl" "fail_other" {
  rule {
    name     = "a"
    priority = 0
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
resource "aws_wafv2_web_acl" "fail_count" {
  rule {
    name     = "a"
    priority = 0
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
resource "aws_wafv2_web_acl" "fail_excluded" {
  rule {
    name     = "a"
    priority = 0
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        vendor_name = "AWS"
        excluded_rule {
          name = "Log4JRCE"
        }
      }
    }
  }
}
resource "aws_wafv2_web_acl" "fail_override" {
  rule {
    name     = "a"
    priority = 0
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        vendor_name = "AWS"
        rule_action_override {
          name = "Log4JRCE_HEADER"
          action_to_use {
            count {}
          }
        }
      }
    }
  }
}
