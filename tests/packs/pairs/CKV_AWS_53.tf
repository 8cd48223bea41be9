resource "aws_s3_bucket_public_access_block" "stricter_on" {
  bucket              = "b"
  block_public_acls   = true
  block_public_policy = true
}
resource "aws_s3_bucket_public_access_block" "stricter_string" {
  bucket            = "b"
  block_public_acls = "true"
}
resource "aws_s3_bucket_public_access_block" "fail_absent" {
  bucket              = "b"
  block_public_policy = true
}
resource "aws_s3_bucket_public_access_block" "fail_off" {
  bucket              = "b"
  block_public_acls   = false
  block_public_policy = true
}
resource "aws_s3_bucket_public_access_block" "fail_null" {
  bucket            = "b"
  block_public_acls = null
}
