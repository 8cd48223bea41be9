resource "aws_s3_object_copy" "pass_key" {
  bucket     = "x"
  key        = "x"
  source     = "x"
  kms_key_id = aws_kms_key.x.arn
}
resource "aws_s3_object_copy" "pass_literal" {
  kms_key_id             = "arn:aws:kms:us-east-1:123456789012:key/1"
  server_side_encryption = "aws:kms"
}
resource "aws_s3_object_copy" "fail_absent" {
  bucket = "x"
}
resource "aws_s3_object_copy" "fail_aes" {
  server_side_encryption = "AES256"
}
