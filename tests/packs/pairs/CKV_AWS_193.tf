resource "aws_appsync_graphql_api" "pass_all" {
  name                = "a"
  authentication_type = "API_KEY"
  log_config {
    cloudwatch_logs_role_arn = "arn:aws:iam::123456789012:role/r"
    field_log_level          = "ALL"
  }
}
resource "aws_appsync_graphql_api" "pass_error" {
  name = "a"
  log_config {
    cloudwatch_logs_role_arn = "r"
    field_log_level          = "ERROR"
  }
}
resource "aws_appsync_graphql_api" "fail_absent" {
  name                = "a"
  authentication_type = "API_KEY"
}
resource "aws_appsync_graphql_api" "fail_dyn" {
  name = "a"
  dynamic "log_config" {
    for_each = []
    content { field_log_level = "ALL" }
  }
}
