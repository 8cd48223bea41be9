resource "aws_kms_key" "aux" {}
resource "aws_dynamodb_table_replica" "pass_lit" {
  global_table_arn = "a"
  kms_key_arn      = "arn:aws:kms:us-east-1:123456789012:key/x"
}
resource "aws_dynamodb_table_replica" "pass_ref" {
  global_table_arn = "a"
  kms_key_arn      = aws_kms_key.aux.arn
}
resource "aws_dynamodb_table_replica" "fail_absent" { global_table_arn = "a" }
resource "aws_dynamodb_table_replica" "fail_null" { kms_key_arn = null }
