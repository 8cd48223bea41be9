resource "aws_cloudtrail" "fail_null" {
  cloud_watch_logs_group_arn = null
}
