# Replace all three with your own before you plan.
name              = "example-corp-audit"
access_log_bucket = "example-corp-s3-access-logs"
alarm_email       = "audit@example.com"
