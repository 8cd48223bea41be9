resource "aws_s3_bucket_public_access_block" "stricter_on" {
  bucket              = "x"
  block_public_policy = true
}
resource "aws_s3_bucket_public_access_block" "pass_all" {
  bucket                  = aws_s3_bucket.x.id
  block_public_acls       = true
  block_public_policy     = "true"
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_public_access_block" "fail_absent" {
  bucket            = "x"
  block_public_acls = true
}
resource "aws_s3_bucket_public_access_block" "fail_off" {
  bucket              = "x"
  block_public_policy = false
}
resource "aws_s3_bucket_public_access_block" "fail_off_text" {
  bucket              = "x"
  block_public_policy = "false"
}
