resource "aws_rds_cluster" "pass_key" {
  storage_encrypted = true
  kms_key_id        = aws_kms_key.x.arn
}
resource "aws_rds_cluster" "pass_literal" {
  engine     = "aurora-mysql"
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
  storage_encrypted = "true"
}
resource "aws_rds_cluster" "fail_absent" {
  engine = "aurora-mysql"
}
resource "aws_rds_cluster" "fail_nokey" {
  storage_encrypted = true
}
