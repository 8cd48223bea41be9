resource "aws_elasticache_replication_group" "pass_on" {
  replication_group_id       = "x"
  at_rest_encryption_enabled = true
}
resource "aws_elasticache_replication_group" "pass_text" {
  at_rest_encryption_enabled = "true"
}
resource "aws_elasticache_replication_group" "fail_absent" {
  replication_group_id = "x"
}
resource "aws_elasticache_replication_group" "fail_off" {
  at_rest_encryption_enabled = false
}
resource "aws_elasticache_replication_group" "fail_redis" {
  engine                     = "redis"
  transit_encryption_enabled = true
}
