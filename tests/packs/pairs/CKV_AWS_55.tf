resource "aws_s3_bucket_public_access_block" "stricter_on" {
  bucket             = "b"
  ignore_public_acls = true
}
resource "aws_s3_bucket_public_access_block" "pass_all" {
  bucket                  = "b"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = "true"
  restrict_public_buckets = true
}
resource "aws_s3_bucket_public_access_block" "fail_absent" {
  bucket              = "b"
  block_public_acls   = true
  block_public_policy = true
}
resource "aws_s3_bucket_public_access_block" "fail_off" {
  bucket             = "b"
  ignore_public_acls = false
}
