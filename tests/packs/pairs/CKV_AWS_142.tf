resource "aws_redshift_cluster" "pass_key" {
  encrypted  = true
  kms_key_id = aws_kms_key.x.arn
}
resource "aws_redshift_cluster" "pass_literal" {
  cluster_identifier = "x"
  encrypted          = "true"
  kms_key_id         = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_redshift_cluster" "fail_absent" {
  cluster_identifier = "x"
}
resource "aws_redshift_cluster" "fail_nokey" {
  encrypted = true
}
resource "aws_redshift_cluster" "fail_null" {
  encrypted  = true
  kms_key_id = null
}
