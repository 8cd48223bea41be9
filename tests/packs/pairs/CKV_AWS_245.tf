resource "aws_kms_key" "aux" {}
resource "aws_db_instance_automated_backups_replication" "pass_lit" {
  source_db_instance_arn = "arn:aws:rds:us-west-2:123456789012:db:d"
  kms_key_id             = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_db_instance_automated_backups_replication" "pass_ref" {
  source_db_instance_arn = "a"
  kms_key_id             = aws_kms_key.aux.arn
}
resource "aws_db_instance_automated_backups_replication" "fail_absent" { source_db_instance_arn = "arn:aws:rds:us-west-2:123456789012:db:d" }
resource "aws_db_instance_automated_backups_replication" "fail_null" {
  source_db_instance_arn = "a"
  kms_key_id             = null
}
