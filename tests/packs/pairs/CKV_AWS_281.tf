resource "aws_kms_key" "aux" {}
resource "aws_redshift_snapshot_copy_grant" "pass_lit" {
  snapshot_copy_grant_name = "g"
  kms_key_id               = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_redshift_snapshot_copy_grant" "pass_ref" {
  snapshot_copy_grant_name = "g"
  kms_key_id               = aws_kms_key.aux.arn
}
resource "aws_redshift_snapshot_copy_grant" "fail_absent" { snapshot_copy_grant_name = "g" }
resource "aws_redshift_snapshot_copy_grant" "fail_null" {
  snapshot_copy_grant_name = "g"
  kms_key_id               = null
}
