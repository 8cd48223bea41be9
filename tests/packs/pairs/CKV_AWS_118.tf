resource "aws_db_instance" "pass_60" {
  engine              = "mysql"
  monitoring_interval = 60
}
resource "aws_db_instance" "pass_5" { monitoring_interval = "5" }
resource "aws_db_instance" "fail_absent" { engine = "mysql" }
resource "aws_db_instance" "fail_zero" { monitoring_interval = 0 }
resource "aws_rds_cluster_instance" "pass_ci" {
  cluster_identifier  = "c"
  monitoring_interval = 30
}
resource "aws_rds_cluster_instance" "fail_ci" { cluster_identifier = "c" }
resource "aws_rds_cluster_instance" "fail_ci_zero" {
  cluster_identifier  = "c"
  monitoring_interval = "0"
}
