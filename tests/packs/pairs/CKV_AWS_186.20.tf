resource "aws_s3_bucket_object" "fail_sse" {
  bucket                 = "b"
  key                    = "k"
  server_side_encryption = "aws:kms"
}
resource "aws_s3_bucket_object" "fail_aes" {
  bucket                 = "b"
  key                    = "k"
  server_side_encryption = "AES256"
}
resource "aws_s3_bucket_object" "pass_id" {
  bucket                 = "b"
  key                    = "k"
  kms_key_id             = aws_kms_key.k.id
  server_side_encryption = "aws:kms"
}
resource "aws_kms_key" "k" {}
resource "aws_s3_bucket_object" "fail_alias" {
  bucket     = "b"
  key        = "k"
  kms_key_id = "alias/aws/s3"
}
