resource "aws_kms_key" "aux" {}
resource "aws_docdb_cluster" "pass_lit" {
  storage_encrypted = true
  kms_key_id        = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_docdb_cluster" "pass_ref" {
  cluster_identifier = "c"
  kms_key_id         = aws_kms_key.aux.arn
  storage_encrypted  = true
}
resource "aws_docdb_cluster" "pass_key_only" {
  cluster_identifier = "c"
  kms_key_id         = aws_kms_key.aux.arn
}
resource "aws_docdb_cluster" "fail_absent" { cluster_identifier = "c" }
resource "aws_docdb_cluster" "fail_default" {
  cluster_identifier = "c"
  storage_encrypted  = true
}
