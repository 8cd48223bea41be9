resource "aws_db_snapshot_copy" "pass_key" {
  kms_key_id = aws_kms_key.x.arn
}
resource "aws_db_snapshot_copy" "pass_literal" {
  source_db_snapshot_identifier = "x"
  kms_key_id                    = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_db_snapshot_copy" "fail_absent" {
  source_db_snapshot_identifier = "x"
}
resource "aws_db_snapshot_copy" "fail_empty" {
  kms_key_id = ""
}
