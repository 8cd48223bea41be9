resource "aws_s3_bucket" "pass_inline" {
  versioning {
    enabled = true
  }
}
resource "aws_s3_bucket" "pass_inline_text" {
  versioning {
    enabled = "true"
  }
}
resource "aws_s3_bucket" "pass_separate" {
  bucket = "b"
}
resource "aws_s3_bucket_versioning" "left_separate" {
  bucket = aws_s3_bucket.pass_separate.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket" "pass_counted" {
  count  = 1
  bucket = "e"
}
resource "aws_s3_bucket_versioning" "counted" {
  count  = 1
  bucket = aws_s3_bucket.pass_counted[0].bucket
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Disabled"
  }
}
resource "aws_s3_bucket" "fail_absent" {
  bucket = "c"
}
resource "aws_s3_bucket" "fail_off" {
  versioning {
    enabled = false
  }
}
resource "aws_s3_bucket" "fail_empty" {
  versioning {}
}
resource "aws_s3_bucket" "fail_suspended" {
  bucket = "d"
}
resource "aws_s3_bucket_versioning" "left_suspended" {
  bucket = aws_s3_bucket.fail_suspended.id
  versioning_configuration {
    status = "Suspended"
  }
}
resource "aws_s3_bucket" "fail_disabled" {
  bucket = "f"
}
resource "aws_s3_bucket_versioning" "left_disabled" {
  bucket = aws_s3_bucket.fail_disabled.id
  versioning_configuration {
    status = "Disabled"
  }
}
