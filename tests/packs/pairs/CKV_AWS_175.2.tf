resource "aws_wafv2_web_acl" "pass_group" {
  scope = "CLOUDFRONT"
  rule {
    name     = "x"
    priority = 1
    override_action {
      none {}
    }
    statement {
      rule_group_reference_statement {
        arn = aws_wafv2_rule_group.x.arn
      }
    }
  }
}
resource "aws_wafv2_web_acl" "fail_dyn" {
  scope = "REGIONAL"
  dynamic "rule" {
    for_each = []
    content {
      name     = rule.value
      priority = 1
    }
  }
}
resource "aws_wafv2_web_acl" "pass_json" {
  scope     = "REGIONAL"
  rule_json = jsonencode([{ Name = "x", Priority = 1 }])
}
resource "aws_wafv2_web_acl" "pass_separate" {
  name  = "s"
  scope = "REGIONAL"
}
resource "aws_wafv2_web_acl_rule" "separate" {
  name        = "r"
  priority    = 1
  web_acl_arn = aws_wafv2_web_acl.pass_separate.arn
}
