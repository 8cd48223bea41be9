# Replace all of it with your own before you plan.
name              = "example-corp-lab"
access_log_bucket = "example-corp-s3-access-logs"

identity_center = {
  instance_arn = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
  group_id     = "a1b2c3d4-5678-90ab-cdef-1234567890ab"
}
