resource "aws_redshift_cluster" "pass_private" {
  cluster_identifier  = "c"
  master_username     = "awsuser"
  publicly_accessible = false
}
resource "aws_redshift_cluster" "pass_name" {
  cluster_identifier  = "c"
  master_username     = "reporting_owner"
  publicly_accessible = true
}
resource "aws_redshift_cluster" "pass_name_priv" {
  cluster_identifier  = "c"
  master_username     = "reporting_owner"
  publicly_accessible = false
}
resource "aws_redshift_cluster" "fail_awsuser" {
  cluster_identifier  = "c"
  master_username     = "awsuser"
  publicly_accessible = true
}
resource "aws_redshift_cluster" "fail_admin" {
  cluster_identifier  = "c"
  master_username     = "admin"
  publicly_accessible = "true"
}
resource "aws_redshift_cluster" "fail_root" {
  cluster_identifier  = "c"
  master_username     = "administrator"
  publicly_accessible = true
}
