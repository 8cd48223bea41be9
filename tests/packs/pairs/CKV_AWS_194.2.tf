resource "aws_appsync_graphql_api" "fail_nolevel" {
  log_config {
    cloudwatch_logs_role_arn = "x"
  }
}
resource "aws_appsync_graphql_api" "pass_info" {
  log_config {
    cloudwatch_logs_role_arn = "x"
    field_log_level          = "INFO"
  }
}
