# Replace both with your own before you plan.
bucket_name       = "example-corp-dxr-export"
access_log_bucket = "example-corp-s3-access-logs"
