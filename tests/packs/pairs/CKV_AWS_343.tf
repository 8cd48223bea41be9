resource "aws_redshift_cluster" "pass_absent" {
  cluster_identifier = "x"
}
resource "aws_redshift_cluster" "pass_seven" {
  automated_snapshot_retention_period = 7
}
resource "aws_redshift_cluster" "fail_zero" {
  automated_snapshot_retention_period = 0
}
resource "aws_redshift_cluster" "fail_text" {
  automated_snapshot_retention_period = "0"
}
