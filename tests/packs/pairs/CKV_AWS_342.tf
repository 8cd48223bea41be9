resource "aws_waf_rule_group" "pass_wrg" {
  name = "g"
  activated_rule {
    action { type = "COUNT" }
    priority = 50
    rule_id  = "r"
  }
}
resource "aws_waf_rule_group" "left_wrg" {
  name        = "g"
  metric_name = "m"
}
resource "aws_waf_web_acl" "pass_wacl" {
  name = "w"
  default_action { type = "ALLOW" }
  rules {
    action { type = "BLOCK" }
    priority = 1
    rule_id  = "r"
    type     = "REGULAR"
  }
}
resource "aws_waf_web_acl" "left_wacl" {
  name = "w"
  default_action { type = "ALLOW" }
}
resource "aws_wafregional_rule_group" "pass_rrg" {
  name = "g"
  activated_rule {
    action { type = "COUNT" }
    priority = 50
    rule_id  = "r"
  }
}
resource "aws_wafregional_rule_group" "left_rrg" { name = "g" }
resource "aws_wafregional_web_acl" "pass_racl" {
  name = "w"
  default_action { type = "ALLOW" }
  rule {
    action { type = "BLOCK" }
    priority = 1
    rule_id  = "r"
  }
}
resource "aws_wafregional_web_acl" "pass_racl_o" {
  name = "w"
  default_action { type = "ALLOW" }
  rule {
    override_action { type = "NONE" }
    priority = 1
    rule_id  = "r"
    type     = "GROUP"
  }
}
resource "aws_wafregional_web_acl" "left_racl" {
  name = "w"
  default_action { type = "ALLOW" }
}
resource "aws_wafv2_rule_group" "pass_v2rg" {
  name     = "g"
  capacity = 2
  scope    = "REGIONAL"
  rule {
    name     = "r"
    priority = 1
    action {
      allow {}
    }
    statement {
      geo_match_statement { country_codes = ["US"] }
    }
  }
}
resource "aws_wafv2_rule_group" "left_v2rg" {
  name     = "g"
  capacity = 2
  scope    = "REGIONAL"
}
resource "aws_wafv2_rule_group" "fail_v2rg_noaction" {
  name = "g"
  rule {
    name     = "r"
    priority = 1
    statement {
      geo_match_statement { country_codes = ["US"] }
    }
  }
}
resource "aws_wafv2_web_acl" "pass_v2" {
  name  = "w"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "r"
    priority = 1
    action {
      block {}
    }
    statement {
      geo_match_statement { country_codes = ["US"] }
    }
  }
}
resource "aws_wafv2_web_acl" "pass_v2_o" {
  name = "w"
  default_action {
    allow {}
  }
  rule {
    name     = "r"
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
resource "aws_wafv2_web_acl" "left_v2" {
  name  = "w"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
}
resource "aws_wafv2_web_acl" "fail_v2_noaction" {
  name = "w"
  default_action {
    allow {}
  }
  rule {
    name     = "r"
    priority = 1
    action {}
    statement {
      geo_match_statement { country_codes = ["US"] }
    }
  }
}
