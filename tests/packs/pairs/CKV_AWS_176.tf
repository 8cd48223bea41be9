resource "aws_waf_web_acl" "pass_waf" {
  name = "w"
  logging_configuration { log_destination = "arn:aws:firehose:us-east-1:123456789012:deliverystream/x" }
}
resource "aws_waf_web_acl" "fail_waf" {
  name        = "w"
  metric_name = "m"
  default_action { type = "ALLOW" }
}
resource "aws_wafregional_web_acl" "pass_reg" {
  name = "w"
  logging_configuration {
    log_destination = "arn:x"
    redacted_fields {
      field_to_match { type = "URI" }
    }
  }
}
resource "aws_wafregional_web_acl" "fail_reg" { name = "w" }
resource "aws_wafregional_web_acl" "fail_reg_dyn" {
  name = "w"
  dynamic "logging_configuration" {
    for_each = []
    content { log_destination = "x" }
  }
}
resource "aws_waf_web_acl" "pass_waf2" {
  logging_configuration { log_destination = aws_kinesis_firehose_delivery_stream.aux.arn }
}
resource "aws_kinesis_firehose_delivery_stream" "aux" { name = "aws-waf-logs-x" }
