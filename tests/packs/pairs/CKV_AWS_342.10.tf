resource "aws_wafv2_web_acl" "pass_ref" {
  name = "w"
  default_action {
    allow {}
  }
  rule {
    name     = "r"
    priority = 1
    override_action {
      count {}
    }
    statement {
      rule_group_reference_statement { arn = "a" }
    }
  }
}
resource "aws_wafv2_web_acl" "fail_second" {
  name = "w"
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
  rule {
    name     = "s"
    priority = 2
    statement {
      geo_match_statement { country_codes = ["US"] }
    }
  }
}
resource "aws_waf_web_acl" "fail_noaction" {
  name = "w"
  rules {
    priority = 1
    rule_id  = "r"
    type     = "REGULAR"
  }
}
resource "aws_wafregional_web_acl" "fail_noaction" {
  name = "w"
  rule {
    priority = 1
    rule_id  = "r"
  }
}
resource "aws_waf_rule_group" "fail_noaction" {
  name = "w"
  activated_rule {
    priority = 1
    rule_id  = "r"
  }
}
resource "aws_waf_web_acl" "pass_override" {
  name = "w"
  rules {
    override_action { type = "NONE" }
    priority = 1
    rule_id  = "r"
    type     = "GROUP"
  }
}
resource "aws_wafv2_rule_group" "fail_empty" {
  name = "w"
  rule {
    name     = "r"
    priority = 1
    action {}
  }
}
