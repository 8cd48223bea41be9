resource "aws_kms_key" "aux" {}
resource "aws_sagemaker_flow_definition" "pass_lit" {
  flow_definition_name = "f"
  output_config {
    s3_output_path = "s3://b/"
    kms_key_id     = "arn:aws:kms:us-east-1:123456789012:key/x"
  }
}
resource "aws_sagemaker_flow_definition" "pass_ref" {
  output_config {
    s3_output_path = "s3://b/"
    kms_key_id     = aws_kms_key.aux.arn
  }
}
resource "aws_sagemaker_flow_definition" "fail_absent" {
  flow_definition_name = "f"
  output_config { s3_output_path = "s3://b/" }
}
resource "aws_sagemaker_flow_definition" "fail_null" {
  output_config {
    s3_output_path = "s3://b/"
    kms_key_id     = null
  }
}
