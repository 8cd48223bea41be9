resource "aws_dms_s3_endpoint" "pass_key" {
  kms_key_arn = aws_kms_key.x.arn
}
resource "aws_dms_s3_endpoint" "pass_both" {
  kms_key_arn                       = aws_kms_key.x.arn
  encryption_mode                   = "SSE_KMS"
  server_side_encryption_kms_key_id = aws_kms_key.x.arn
}
resource "aws_dms_s3_endpoint" "fail_absent" {
  bucket_name = "x"
}
resource "aws_dms_s3_endpoint" "fail_empty" {
  kms_key_arn = ""
}
