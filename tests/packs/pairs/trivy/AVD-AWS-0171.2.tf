resource "aws_cloudtrail" "fail_none" {
  name           = "a"
  s3_bucket_name = "trail"
}
