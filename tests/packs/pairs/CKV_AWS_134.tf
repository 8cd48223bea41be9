resource "aws_elasticache_cluster" "pass_on" {
  engine                   = "redis"
  snapshot_retention_limit = 5
}
resource "aws_elasticache_cluster" "left_memcached" {
  engine = "memcached"
}
resource "aws_elasticache_cluster" "pass_text" {
  engine                   = "redis"
  snapshot_retention_limit = "1"
}
resource "aws_elasticache_cluster" "fail_absent" {
  engine = "redis"
}
resource "aws_elasticache_cluster" "fail_zero" {
  engine                   = "redis"
  snapshot_retention_limit = 0
}
resource "aws_elasticache_cluster" "fail_valkey" {
  engine = "valkey"
}
