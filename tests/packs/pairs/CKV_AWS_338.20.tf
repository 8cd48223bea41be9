resource "aws_cloudwatch_log_group" "fail_one" { retention_in_days = 1 }
resource "aws_cloudwatch_log_group" "fail_364" { retention_in_days = 364 }
resource "aws_cloudwatch_log_group" "pass_null" { retention_in_days = null }
