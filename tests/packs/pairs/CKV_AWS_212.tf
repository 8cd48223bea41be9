resource "aws_dms_replication_instance" "pass_key" {
  kms_key_arn = aws_kms_key.x.arn
}
resource "aws_dms_replication_instance" "pass_literal" {
  kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_dms_replication_instance" "fail_absent" {
  allocated_storage = 20
}
resource "aws_dms_replication_instance" "fail_empty" {
  kms_key_arn = ""
}
