resource "aws_kms_key" "aux" {}
resource "aws_timestreamwrite_database" "pass_lit" {
  database_name = "d"
  kms_key_id    = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_timestreamwrite_database" "pass_ref" {
  database_name = "d"
  kms_key_id    = aws_kms_key.aux.arn
}
resource "aws_timestreamwrite_database" "fail_absent" { database_name = "d" }
resource "aws_timestreamwrite_database" "fail_null" {
  database_name = "d"
  kms_key_id    = null
}
