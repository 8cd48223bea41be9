resource "aws_kms_key" "aux" {}
resource "aws_elasticache_replication_group" "pass_lit" {
  at_rest_encryption_enabled = true
  kms_key_id                 = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_elasticache_replication_group" "pass_ref" {
  replication_group_id       = "r"
  kms_key_id                 = aws_kms_key.aux.arn
  at_rest_encryption_enabled = true
}
resource "aws_elasticache_replication_group" "fail_absent" { replication_group_id = "r" }
resource "aws_elasticache_replication_group" "fail_default" { at_rest_encryption_enabled = true }
resource "aws_elasticache_replication_group" "pass_key_only" {
  replication_group_id = "r"
  kms_key_id           = aws_kms_key.aux.arn
}
