resource "aws_cloudtrail" "pass_on" {
  name                       = "x"
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.x.arn}:*"
  cloud_watch_logs_role_arn  = "x"
}
resource "aws_cloudwatch_log_group" "x" {
  name = "x"
}
resource "aws_cloudtrail" "pass_undeclared" {
  name                       = "y"
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.y.arn}:*"
}
resource "aws_cloudtrail" "fail_absent" {
  name = "z"
}
resource "aws_cloudtrail" "fail_empty" {
  cloud_watch_logs_group_arn = ""
}
