resource "aws_sagemaker_domain" "pass_key" {
  kms_key_id = aws_kms_key.x.arn
}
resource "aws_sagemaker_notebook_instance" "pass_key" {
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_sagemaker_domain" "fail_absent" {
  domain_name = "x"
}
resource "aws_sagemaker_notebook_instance" "fail_absent" {
  name = "x"
}
resource "aws_sagemaker_notebook_instance" "fail_null" {
  name       = "x"
  kms_key_id = null
}
