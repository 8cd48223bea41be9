resource "aws_cloudwatch_log_group" "pass_365" {
  name              = "g"
  retention_in_days = 365
}
resource "aws_cloudwatch_log_group" "pass_zero" {
  name              = "g"
  retention_in_days = 0
}
resource "aws_cloudwatch_log_group" "pass_string" {
  name              = "g"
  retention_in_days = "731"
}
resource "aws_cloudwatch_log_group" "pass_absent" { name = "g" }
resource "aws_cloudwatch_log_group" "fail_7" {
  name              = "g"
  retention_in_days = 7
}
resource "aws_cloudwatch_log_group" "fail_180" {
  name              = "g"
  retention_in_days = "180"
}
