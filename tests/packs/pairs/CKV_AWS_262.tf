resource "aws_kendra_index" "pass_key" {
  name = "x"
  server_side_encryption_configuration {
    kms_key_id = aws_kms_key.x.arn
  }
}
resource "aws_kendra_index" "pass_literal" {
  server_side_encryption_configuration {
    kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
  }
}
resource "aws_kendra_index" "fail_absent" {
  name = "x"
}
resource "aws_kendra_index" "fail_empty" {
  server_side_encryption_configuration {}
}
