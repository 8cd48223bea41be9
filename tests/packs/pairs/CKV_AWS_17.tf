resource "aws_db_instance" "pass_absent" {
  engine = "mysql"
}
resource "aws_db_instance" "pass_off" {
  engine              = "mysql"
  publicly_accessible = false
}
resource "aws_rds_cluster_instance" "pass_absent" {
  cluster_identifier = "c"
  instance_class     = "db.r5.large"
}
resource "aws_rds_cluster_instance" "pass_off" {
  cluster_identifier  = "c"
  publicly_accessible = "false"
}
resource "aws_db_instance" "fail_on" {
  publicly_accessible = true
}
resource "aws_db_instance" "fail_on_text" {
  publicly_accessible = "true"
}
resource "aws_rds_cluster_instance" "fail_on" {
  cluster_identifier  = "c"
  publicly_accessible = true
}
locals {
  open = true
}
resource "aws_rds_cluster_instance" "fail_local" {
  count               = 2
  cluster_identifier  = "c"
  publicly_accessible = local.open
}
