resource "aws_elasticache_replication_group" "fail_nulltoken" {
  transit_encryption_enabled = "true"
  auth_token                 = ""
}
resource "aws_elasticache_replication_group" "pass_ref" {
  transit_encryption_enabled = true
  auth_token                 = random_password.t.result
}
