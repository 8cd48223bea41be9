resource "aws_elasticsearch_domain" "pass_two" {
  log_publishing_options {
    cloudwatch_log_group_arn = "x"
    log_type                 = "INDEX_SLOW_LOGS"
    enabled                  = false
  }
  log_publishing_options {
    cloudwatch_log_group_arn = "x"
    log_type                 = "ES_APPLICATION_LOGS"
  }
}
