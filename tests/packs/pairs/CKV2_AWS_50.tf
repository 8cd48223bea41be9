resource "aws_elasticache_replication_group" "pass_on" {
  automatic_failover_enabled = true
  multi_az_enabled           = true
}
resource "aws_elasticache_replication_group" "pass_two" {
  replication_group_id       = "r"
  automatic_failover_enabled = "true"
  multi_az_enabled           = "true"
  num_cache_clusters         = 2
}
resource "aws_elasticache_replication_group" "fail_absent" { replication_group_id = "r" }
resource "aws_elasticache_replication_group" "fail_off" {
  automatic_failover_enabled = false
  num_cache_clusters         = 3
}
resource "aws_elasticache_replication_group" "stricter_failover" { automatic_failover_enabled = true }
