resource "aws_s3_bucket" "pass_inline" {
  bucket = "a"
  lifecycle_rule {
    id      = "x"
    enabled = true
    expiration {
      days = 90
    }
  }
}
resource "aws_s3_bucket" "pass_sep" {
  bucket = "b"
}
resource "aws_s3_bucket_lifecycle_configuration" "sep" {
  bucket = aws_s3_bucket.pass_sep.id
  rule {
    id     = "x"
    status = "Enabled"
    expiration {
      days = 90
    }
  }
}
resource "aws_s3_bucket" "fail_alone" {
  bucket = "c"
}
resource "aws_s3_bucket" "fail_sep" {
  bucket = "d"
}
resource "aws_s3_bucket_lifecycle_configuration" "sepd" {
  bucket = aws_s3_bucket.fail_sep.bucket
  rule {
    id     = "x"
    status = "Disabled"
    expiration {
      days = 90
    }
  }
}
