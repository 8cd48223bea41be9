resource "aws_rds_global_cluster" "pass_on" {
  global_cluster_identifier = "x"
  storage_encrypted         = true
}
resource "aws_rds_global_cluster" "left_source" {
  global_cluster_identifier    = "x"
  storage_encrypted            = "true"
  source_db_cluster_identifier = aws_rds_cluster.x.arn
}
resource "aws_rds_global_cluster" "fail_absent" {
  global_cluster_identifier = "x"
}
resource "aws_rds_global_cluster" "fail_off" {
  storage_encrypted = false
}
