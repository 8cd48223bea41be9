resource "aws_sagemaker_endpoint_configuration" "pass_kms" {
  name        = "c"
  kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/x"
  production_variants {
    model_name    = "m"
    instance_type = "ml.t2.medium"
  }
}
resource "aws_kms_key" "aux" {}
resource "aws_sagemaker_endpoint_configuration" "pass_ref" {
  name        = "c"
  kms_key_arn = aws_kms_key.aux.arn
}
resource "aws_sagemaker_endpoint_configuration" "fail_absent" {
  name = "c"
  production_variants {
    model_name    = "m"
    instance_type = "ml.t2.medium"
  }
}
resource "aws_sagemaker_endpoint_configuration" "fail_null" {
  name        = "c"
  kms_key_arn = null
}
