resource "aws_sagemaker_model" "pass_on" {
  name                     = "m"
  enable_network_isolation = true
}
resource "aws_sagemaker_model" "pass_string" { enable_network_isolation = "true" }
resource "aws_sagemaker_model" "fail_absent" {
  name               = "m"
  execution_role_arn = "r"
}
resource "aws_sagemaker_model" "fail_off" { enable_network_isolation = false }
