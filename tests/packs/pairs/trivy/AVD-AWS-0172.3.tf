resource "aws_s3_bucket" "other" {
  bucket = "other"
}

resource "aws_cloudtrail" "looser_one" {
  name           = "a"
  s3_bucket_name = "trail"
  event_selector {
    read_write_type = "ReadOnly"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3:::one/"]
    }
  }
}
