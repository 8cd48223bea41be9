resource "aws_opensearch_domain" "fail_dyn" {
  dynamic "log_publishing_options" {
    for_each = ["INDEX_SLOW_LOGS", "SEARCH_SLOW_LOGS", "ES_APPLICATION_LOGS"]
    content {
      cloudwatch_log_group_arn = "x"
      log_type                 = log_publishing_options.value
    }
  }
}
resource "aws_elasticsearch_domain" "pass_dyn" {
  dynamic "log_publishing_options" {
    for_each = toset(["INDEX_SLOW_LOGS", "AUDIT_LOGS"])
    content {
      cloudwatch_log_group_arn = "x"
      log_type                 = log_publishing_options.key
    }
  }
}
