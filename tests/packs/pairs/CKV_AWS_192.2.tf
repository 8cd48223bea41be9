resource "aws_wafv2_web_acl" "pass_scoped" {
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
        version     = "Version_1.0"
      }
    }
  }
}
resource "aws_wafv2_web_acl" "pass_dyn" {
  dynamic "rule" {
    for_each = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"]
    content {
      name     = rule.value
      priority = 1
      override_action {
        none {}
      }
      statement {
        managed_rule_group_statement {
          name        = rule.value
          vendor_name = "AWS"
        }
      }
    }
  }
}
