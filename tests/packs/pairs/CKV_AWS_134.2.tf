resource "aws_elasticache_cluster" "fail_noengine" {
  replication_group_id = null
  engine               = "redis"
  num_cache_nodes      = 1
}
resource "aws_elasticache_cluster" "left_member" {
  cluster_id           = "x"
  replication_group_id = aws_elasticache_replication_group.g.id
}
