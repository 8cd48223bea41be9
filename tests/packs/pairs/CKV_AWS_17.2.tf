resource "aws_rds_cluster_instance" "fail_foreach" {
  for_each            = toset(["a", "b"])
  identifier          = each.key
  publicly_accessible = true
}
resource "aws_db_instance" "pass_null" {
  publicly_accessible = null
}
