resource "aws_db_instance" "pass_on" {
  auto_minor_version_upgrade = true
}
resource "aws_db_instance" "pass_absent" {
  engine = "mysql"
}
resource "aws_rds_cluster_instance" "pass_on" {
  auto_minor_version_upgrade = "true"
}
resource "aws_rds_cluster_instance" "pass_absent" {
  cluster_identifier = "x"
}
resource "aws_db_instance" "fail_off" {
  auto_minor_version_upgrade = false
}
resource "aws_rds_cluster_instance" "fail_off" {
  auto_minor_version_upgrade = "false"
}
