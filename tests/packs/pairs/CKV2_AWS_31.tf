resource "aws_wafv2_web_acl" "pass_on" {
  name  = "x"
  scope = "REGIONAL"
}
resource "aws_wafv2_web_acl_logging_configuration" "on" {
  log_destination_configs = [aws_kinesis_firehose_delivery_stream.x.arn]
  resource_arn            = aws_wafv2_web_acl.pass_on.arn
}
resource "aws_wafv2_web_acl" "pass_on2" {
  scope = "CLOUDFRONT"
}
resource "aws_wafv2_web_acl_logging_configuration" "on2" {
  log_destination_configs = ["arn:aws:s3:::aws-waf-logs-x"]
  resource_arn            = aws_wafv2_web_acl.pass_on2.arn
}
resource "aws_wafv2_web_acl" "fail_alone" {
  name  = "y"
  scope = "REGIONAL"
}
