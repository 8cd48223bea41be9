resource "aws_elasticsearch_domain" "pass_audit" {
  log_publishing_options {
    cloudwatch_log_group_arn = "x"
    log_type                 = "AUDIT_LOGS"
  }
}
resource "aws_opensearch_domain" "pass_several" {
  log_publishing_options {
    cloudwatch_log_group_arn = "x"
    log_type                 = "INDEX_SLOW_LOGS"
  }
  log_publishing_options {
    cloudwatch_log_group_arn = "x"
    log_type                 = "AUDIT_LOGS"
    enabled                  = "true"
  }
}
resource "aws_elasticsearch_domain" "fail_absent" {
  domain_name = "x"
}
resource "aws_opensearch_domain" "fail_other" {
  log_publishing_options {
    cloudwatch_log_group_arn = "x"
    log_type                 = "INDEX_SLOW_LOGS"
  }
}
resource "aws_opensearch_domain" "fail_off" {
  log_publishing_options {
    cloudwatch_log_group_arn = "x"
    log_type                 = "AUDIT_LOGS"
    enabled                  = false
  }
}
