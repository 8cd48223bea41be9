resource "aws_kms_key" "aux" {}
resource "aws_s3_bucket_object" "pass_lit" {
  bucket     = "b"
  key        = "k"
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_s3_bucket_object" "pass_ref" {
  bucket     = "b"
  key        = "k"
  kms_key_id = aws_kms_key.aux.arn
}
resource "aws_s3_bucket_object" "fail_absent" {
  bucket = "b"
  key    = "k"
  source = "f"
}
resource "aws_s3_bucket_object" "fail_null" {
  bucket     = "b"
  key        = "k"
  kms_key_id = null
}
