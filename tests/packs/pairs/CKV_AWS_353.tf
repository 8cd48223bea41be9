resource "aws_db_instance" "pass_on" {
  performance_insights_enabled = true
}
resource "aws_rds_cluster_instance" "pass_on" {
  performance_insights_enabled = "true"
}
resource "aws_db_instance" "fail_absent" {
  engine = "mysql"
}
resource "aws_rds_cluster_instance" "fail_absent" {
  cluster_identifier = "x"
}
resource "aws_rds_cluster_instance" "fail_off" {
  performance_insights_enabled = false
}
