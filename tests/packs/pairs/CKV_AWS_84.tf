resource "aws_elasticsearch_domain" "pass_on" {
  domain_name = "x"
  log_publishing_options {
    cloudwatch_log_group_arn = "arn:aws:logs:us-east-1:123456789012:log-group:x"
    log_type                 = "INDEX_SLOW_LOGS"
    enabled                  = true
  }
}
resource "aws_opensearch_domain" "pass_default" {
  domain_name = "x"
  log_publishing_options {
    cloudwatch_log_group_arn = aws_cloudwatch_log_group.x.arn
    log_type                 = "AUDIT_LOGS"
  }
}
resource "aws_elasticsearch_domain" "fail_absent" {
  domain_name = "x"
}
resource "aws_opensearch_domain" "fail_absent" {
  domain_name = "x"
}
resource "aws_opensearch_domain" "fail_off" {
  domain_name = "x"
  log_publishing_options {
    cloudwatch_log_group_arn = "arn:aws:logs:us-east-1:123456789012:log-group:x"
    log_type                 = "INDEX_SLOW_LOGS"
    enabled                  = false
  }
}
resource "aws_elasticsearch_domain" "fail_off" {
  domain_name = "x"
  log_publishing_options {
    cloudwatch_log_group_arn = "arn:aws:logs:us-east-1:123456789012:log-group:x"
    log_type                 = "INDEX_SLOW_LOGS"
    enabled                  = "false"
  }
}
