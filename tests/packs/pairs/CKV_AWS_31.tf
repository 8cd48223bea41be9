resource "aws_elasticache_replication_group" "unknown_on" {
  transit_encryption_enabled = true
  auth_token                 = var.auth_token
}
variable "auth_token" {
  sensitive = true
}
resource "aws_elasticache_replication_group" "pass_literal" {
  transit_encryption_enabled = true
  auth_token                 = "whateverthisis-16chars"
}
resource "aws_elasticache_replication_group" "pass_users" {
  transit_encryption_enabled = "true"
  user_group_ids             = [aws_elasticache_user_group.x.id]
}
resource "aws_elasticache_replication_group" "fail_absent" {
  replication_group_id = "x"
}
resource "aws_elasticache_replication_group" "fail_notoken" {
  transit_encryption_enabled = true
}
resource "aws_elasticache_replication_group" "fail_off" {
  transit_encryption_enabled = false
  auth_token                 = "whateverthisis-16chars"
}
resource "aws_elasticache_replication_group" "fail_token_alone" {
  auth_token = "whateverthisis-16chars"
}
resource "aws_elasticache_replication_group" "fail_nulls" {
  transit_encryption_enabled = true
  auth_token                 = null
  user_group_ids             = []
}
