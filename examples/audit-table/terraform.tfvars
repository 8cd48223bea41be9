# Replace both with your own before you plan.
aws_account_id    = "123456789012"
access_log_bucket = "example-corp-s3-access-logs"
