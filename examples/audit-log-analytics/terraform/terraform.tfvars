# Replace all three with your own before you plan.
name              = "example-corp-wau-audit-logs"
source_bucket     = "example-corp-wau-platform"
access_log_bucket = "example-corp-s3-access-logs"
