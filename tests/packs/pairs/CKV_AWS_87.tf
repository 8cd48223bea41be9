resource "aws_redshift_cluster" "pass_off" {
  cluster_identifier  = "c"
  publicly_accessible = false
}
resource "aws_redshift_cluster" "pass_string" {
  cluster_identifier  = "c"
  publicly_accessible = "false"
}
resource "aws_redshift_cluster" "fail_on" {
  cluster_identifier  = "c"
  publicly_accessible = true
}
resource "aws_redshift_cluster" "fail_string" {
  cluster_identifier  = "c"
  publicly_accessible = "true"
}
