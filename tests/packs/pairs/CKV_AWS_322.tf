resource "aws_elasticache_cluster" "pass_absent" {
  cluster_id = "c"
  engine     = "redis"
}
resource "aws_elasticache_cluster" "pass_on" {
  cluster_id                 = "c"
  engine                     = "redis"
  auto_minor_version_upgrade = true
}
resource "aws_elasticache_cluster" "fail_off" {
  cluster_id                 = "c"
  engine                     = "redis"
  auto_minor_version_upgrade = false
}
resource "aws_elasticache_cluster" "fail_string" {
  cluster_id                 = "c"
  engine                     = "redis"
  engine_version             = "6.2"
  auto_minor_version_upgrade = "false"
}
resource "aws_elasticache_cluster" "left_memcached" {
  cluster_id                 = "c"
  engine                     = "memcached"
  auto_minor_version_upgrade = false
}
