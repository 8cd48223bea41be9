resource "aws_s3_bucket_lifecycle_configuration" "pass_nofilter" {
  bucket = "b"
  rule {
    id     = "r"
    status = "Enabled"
    abort_incomplete_multipart_upload { days_after_initiation = "7" }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "pass_two" {
  bucket = "b"
  rule {
    id     = "q"
    status = "Enabled"
    filter { prefix = "x" }
    abort_incomplete_multipart_upload { days_after_initiation = 3 }
  }
  rule {
    id     = "r"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload { days_after_initiation = 7 }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "fail_noday" {
  bucket = "b"
  rule {
    id     = "r"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {}
  }
}
