resource "aws_waf_web_acl" "pass_rules" {
  rules {
    priority = 1
    rule_id  = "x"
    action {
      type = "BLOCK"
    }
  }
}
resource "aws_wafregional_web_acl" "pass_rule" {
  rule {
    priority = 1
    rule_id  = "x"
    action {
      type = "BLOCK"
    }
  }
}
resource "aws_wafv2_web_acl" "pass_rule" {
  scope = "REGIONAL"
  rule {
    name     = "x"
    priority = 1
  }
}
resource "aws_wafv2_web_acl" "pass_dyn" {
  dynamic "rule" {
    for_each = ["a", "b"]
    content {
      name     = rule.value
      priority = 1
    }
  }
}
resource "aws_waf_web_acl" "fail_none" {
  name = "x"
}
resource "aws_wafregional_web_acl" "fail_none" {
  name = "x"
}
resource "aws_wafv2_web_acl" "fail_none" {
  scope = "REGIONAL"
  default_action {
    allow {}
  }
}
