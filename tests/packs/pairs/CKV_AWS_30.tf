resource "aws_elasticache_replication_group" "pass_on" {
  replication_group_id       = "r"
  transit_encryption_enabled = true
}
resource "aws_elasticache_replication_group" "pass_string" {
  replication_group_id       = "r"
  transit_encryption_enabled = "true"
}
resource "aws_elasticache_replication_group" "fail_absent" {
  replication_group_id = "r"
  description          = "d"
}
resource "aws_elasticache_replication_group" "fail_off" {
  replication_group_id       = "r"
  transit_encryption_enabled = false
  at_rest_encryption_enabled = true
}
resource "aws_elasticache_replication_group" "fail_null" {
  replication_group_id       = "r"
  transit_encryption_enabled = null
}
