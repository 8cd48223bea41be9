resource "aws_kms_key" "aux" {}
resource "aws_db_instance" "pass_lit" {
  performance_insights_enabled    = true
  performance_insights_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_db_instance" "pass_ref" {
  performance_insights_enabled    = true
  performance_insights_kms_key_id = aws_kms_key.aux.arn
}
resource "aws_db_instance" "fail_absent" { performance_insights_enabled = true }
resource "aws_db_instance" "fail_null" {
  performance_insights_enabled    = "true"
  performance_insights_kms_key_id = null
}
resource "aws_db_instance" "left_off" { engine = "mysql" }
resource "aws_rds_cluster_instance" "pass_ci" {
  performance_insights_enabled    = true
  performance_insights_kms_key_id = aws_kms_key.aux.arn
}
resource "aws_rds_cluster_instance" "fail_ci" { performance_insights_enabled = true }
