# Replace it with your own before you plan. Terraform asks for aws_account_id, unless you set it here as well.
access_log_bucket = "example-corp-s3-access-logs"
