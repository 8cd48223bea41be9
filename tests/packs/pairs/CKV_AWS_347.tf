resource "aws_neptune_cluster" "pass_key" {
  storage_encrypted = true
  kms_key_arn       = aws_kms_key.x.arn
}
resource "aws_neptune_cluster" "pass_literal" {
  storage_encrypted = "true"
  kms_key_arn       = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_neptune_cluster" "fail_absent" {
  cluster_identifier = "x"
}
resource "aws_neptune_cluster" "fail_nokey" {
  storage_encrypted = true
}
