resource "aws_appsync_graphql_api" "pass_all" {
  log_config {
    cloudwatch_logs_role_arn = aws_iam_role.x.arn
    field_log_level          = "ALL"
  }
}
resource "aws_appsync_graphql_api" "pass_error" {
  log_config {
    cloudwatch_logs_role_arn = "x"
    field_log_level          = "ERROR"
  }
}
resource "aws_appsync_graphql_api" "fail_absent" {
  name = "x"
}
resource "aws_appsync_graphql_api" "fail_none" {
  log_config {
    cloudwatch_logs_role_arn = "x"
    field_log_level          = "NONE"
  }
}
