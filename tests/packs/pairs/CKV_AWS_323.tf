resource "aws_elasticache_cluster" "pass_set" {
  subnet_group_name = aws_elasticache_subnet_group.x.name
}
resource "aws_elasticache_cluster" "pass_literal" {
  engine            = "memcached"
  subnet_group_name = "mine"
}
resource "aws_elasticache_cluster" "fail_absent" {
  engine = "redis"
}
resource "aws_elasticache_cluster" "fail_default" {
  engine            = "redis"
  subnet_group_name = "default"
}
