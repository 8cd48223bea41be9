resource "aws_redshift_cluster" "pass_one" {
  automated_snapshot_retention_period = "1"
}
