resource "aws_kms_key" "aux" {}
resource "aws_memorydb_cluster" "pass_lit" {
  name        = "m"
  kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_memorydb_cluster" "pass_ref" {
  name        = "m"
  kms_key_arn = aws_kms_key.aux.arn
}
resource "aws_memorydb_cluster" "fail_absent" {
  name      = "m"
  acl_name  = "open-access"
  node_type = "db.t4g.small"
}
resource "aws_memorydb_cluster" "fail_null" { kms_key_arn = null }
