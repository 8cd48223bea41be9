resource "aws_cloudtrail" "pass_all" {
  name           = "a"
  s3_bucket_name = "trail"
  event_selector {
    read_write_type = "All"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}
