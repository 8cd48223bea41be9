resource "aws_sagemaker_notebook_instance" "pass_off" {
  root_access = "Disabled"
}
resource "aws_sagemaker_notebook_instance" "pass_off2" {
  name                   = "x"
  direct_internet_access = "Enabled"
  root_access            = "Disabled"
}
resource "aws_sagemaker_notebook_instance" "fail_absent" {
  name = "x"
}
resource "aws_sagemaker_notebook_instance" "fail_on" {
  root_access = "Enabled"
}
