resource "aws_dms_endpoint" "pass_key" {
  engine_name = "mysql"
  kms_key_arn = aws_kms_key.x.arn
}
resource "aws_dms_endpoint" "pass_s3" {
  engine_name = "s3"
  kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
  s3_settings {
    server_side_encryption_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
  }
}
resource "aws_dms_endpoint" "fail_absent" {
  engine_name = "mysql"
}
resource "aws_dms_endpoint" "fail_null" {
  engine_name = "aurora"
  kms_key_arn = null
}
