resource "aws_wafv2_web_acl" "pass_count" {
  count = 1
  scope = "REGIONAL"
}
resource "aws_wafv2_web_acl_logging_configuration" "count" {
  count                   = 1
  log_destination_configs = ["arn:aws:s3:::aws-waf-logs-x"]
  resource_arn            = aws_wafv2_web_acl.pass_count[0].arn
}
