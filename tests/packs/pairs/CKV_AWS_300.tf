resource "aws_s3_bucket_lifecycle_configuration" "pass_on" {
  bucket = "b"
  rule {
    id     = "r"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload { days_after_initiation = 7 }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "pass_second" {
  bucket = "b"
  rule {
    id     = "r"
    status = "Enabled"
    filter { prefix = "x/" }
    expiration { days = 5 }
  }
  rule {
    id     = "s"
    status = "Enabled"
    abort_incomplete_multipart_upload { days_after_initiation = 1 }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "fail_absent" {
  bucket = "b"
  rule {
    id     = "r"
    status = "Enabled"
    expiration { days = 90 }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "fail_off" {
  bucket = "b"
  rule {
    id     = "r"
    status = "Disabled"
    abort_incomplete_multipart_upload { days_after_initiation = 7 }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "fail_filter" {
  bucket = "b"
  rule {
    id     = "r"
    status = "Enabled"
    filter { prefix = "logs/" }
    abort_incomplete_multipart_upload { days_after_initiation = 7 }
  }
}
