resource "aws_s3_bucket" "pass_inline" {
  bucket = "a"
  object_lock_configuration { object_lock_enabled = "Enabled" }
}
resource "aws_s3_bucket" "pass_rule" {
  bucket = "a"
  object_lock_configuration {
    object_lock_enabled = "Enabled"
    rule {
      default_retention {
        mode = "GOVERNANCE"
        days = 3
      }
    }
  }
}
resource "aws_s3_bucket" "stricter_absent" { bucket = "b" }
resource "aws_s3_bucket" "fail_off" {
  bucket = "c"
  object_lock_configuration { object_lock_enabled = "Disabled" }
}
resource "aws_s3_bucket" "pass_flag" {
  bucket              = "d"
  object_lock_enabled = true
}
resource "aws_s3_bucket" "pass_sep" {
  bucket              = "e"
  object_lock_enabled = true
}
resource "aws_s3_bucket_object_lock_configuration" "aux" {
  bucket = aws_s3_bucket.pass_sep.id
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 5
    }
  }
}
