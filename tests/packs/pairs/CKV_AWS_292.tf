resource "aws_docdb_global_cluster" "pass_on" {
  storage_encrypted = true
}
resource "aws_docdb_global_cluster" "pass_text" {
  engine            = "docdb"
  storage_encrypted = "true"
}
resource "aws_docdb_global_cluster" "fail_absent" {
  engine = "docdb"
}
resource "aws_docdb_global_cluster" "fail_off" {
  storage_encrypted = false
}
