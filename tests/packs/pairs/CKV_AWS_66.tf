resource "aws_cloudwatch_log_group" "pass_set" {
  retention_in_days = 90
}
resource "aws_cloudwatch_log_group" "stricter_three" {
  retention_in_days = 3
}
resource "aws_cloudwatch_log_group" "pass_text" {
  retention_in_days = "365"
}
resource "aws_cloudwatch_log_group" "fail_absent" {
  name = "x"
}
resource "aws_cloudwatch_log_group" "fail_null" {
  retention_in_days = null
}
