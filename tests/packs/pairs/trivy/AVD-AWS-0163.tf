resource "aws_cloudtrail" "trail" {
  name           = "trail"
  s3_bucket_name = aws_s3_bucket.fail_trail.id
}

resource "aws_s3_bucket" "fail_trail" {
  bucket = "trail"
}

resource "aws_s3_bucket" "pass_logged" {
  bucket = "logged"
}

resource "aws_s3_bucket_logging" "logged" {
  bucket        = aws_s3_bucket.pass_logged.id
  target_bucket = "logs"
  target_prefix = "log/"
}

resource "aws_s3_bucket" "stricter_other" {
  bucket = "other"
}
