resource "aws_kms_key" "aux" {}
resource "aws_sagemaker_notebook_instance" "pass_ref" {
  name          = "n"
  role_arn      = "arn:aws:iam::123456789012:role/r"
  instance_type = "ml.t2.medium"
  kms_key_id    = aws_kms_key.aux.key_id
}
resource "aws_sagemaker_notebook_instance" "pass_arn" {
  name          = "n"
  role_arn      = "arn:aws:iam::123456789012:role/r"
  instance_type = "ml.t2.medium"
  kms_key_id    = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
}
resource "aws_sagemaker_notebook_instance" "pass_id" {
  name       = "n"
  kms_key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
}
resource "aws_sagemaker_notebook_instance" "fail_absent" {
  name          = "n"
  role_arn      = "arn:aws:iam::123456789012:role/r"
  instance_type = "ml.t2.medium"
}
resource "aws_sagemaker_notebook_instance" "fail_null" {
  name       = "n"
  kms_key_id = null
}
resource "aws_sagemaker_notebook_instance" "fail_empty" {
  name       = "n"
  kms_key_id = ""
}
