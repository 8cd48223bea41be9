resource "aws_redshift_cluster" "pass_name" {
  cluster_identifier = "c"
  database_name      = "mydb"
}
resource "aws_redshift_cluster" "pass_name2" {
  cluster_identifier = "c"
  database_name      = "reports"
  node_type          = "dc1.large"
}
resource "aws_redshift_cluster" "fail_absent" { cluster_identifier = "c" }
resource "aws_redshift_cluster" "fail_dev" {
  cluster_identifier = "c"
  database_name      = "dev"
}
