resource "aws_docdb_cluster" "pass_on" {
  storage_encrypted = true
}
resource "aws_docdb_cluster" "pass_kms" {
  storage_encrypted = "true"
  kms_key_id        = aws_kms_key.x.arn
}
resource "aws_docdb_cluster" "fail_absent" {
  cluster_identifier = "x"
}
resource "aws_docdb_cluster" "fail_off" {
  storage_encrypted = false
}
