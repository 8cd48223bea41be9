resource "aws_kms_key" "aux" {}
resource "aws_sns_topic" "pass_alias" {
  name              = "t"
  kms_master_key_id = "alias/aws/sns"
}
resource "aws_sns_topic" "pass_ref" { kms_master_key_id = aws_kms_key.aux.arn }
resource "aws_sns_topic" "fail_absent" { name = "t" }
resource "aws_sns_topic" "fail_null" {
  name              = "t"
  kms_master_key_id = null
}
resource "aws_sns_topic" "fail_empty" {
  name              = "t"
  kms_master_key_id = ""
}
