resource "aws_redshift_cluster" "pass_key" {
  encrypted  = true
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_redshift_cluster" "fail_local" {
  encrypted = local.e
}
locals {
  e = false
}
