resource "aws_elasticache_replication_group" "fail_false" {
  automatic_failover_enabled = "false"
  multi_az_enabled           = true
}
resource "aws_elasticache_replication_group" "stricter_nomulti" {
  automatic_failover_enabled = true
  multi_az_enabled           = false
}
