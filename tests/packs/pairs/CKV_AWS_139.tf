resource "aws_rds_cluster" "pass_on" {
  cluster_identifier  = "c"
  deletion_protection = true
}
resource "aws_rds_cluster" "pass_string" { deletion_protection = "true" }
resource "aws_rds_cluster" "fail_absent" { cluster_identifier = "c" }
resource "aws_rds_cluster" "fail_off" { deletion_protection = false }
