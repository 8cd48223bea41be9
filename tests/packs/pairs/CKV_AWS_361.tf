resource "aws_neptune_cluster" "pass_seven" {
  backup_retention_period = 7
}
resource "aws_neptune_cluster" "pass_text" {
  backup_retention_period = "35"
}
resource "aws_neptune_cluster" "fail_absent" {
  cluster_identifier = "x"
}
resource "aws_neptune_cluster" "fail_six" {
  backup_retention_period = 6
}
resource "aws_neptune_cluster" "fail_one" {
  backup_retention_period = "1"
}
