resource "aws_sagemaker_notebook_instance" "pass_off" {
  name                   = "n"
  direct_internet_access = "Disabled"
}
resource "aws_sagemaker_notebook_instance" "pass_vpc" {
  name                   = "n"
  direct_internet_access = "Disabled"
  subnet_id              = "subnet-1"
  security_groups        = ["sg-1"]
}
resource "aws_sagemaker_notebook_instance" "fail_absent" { name = "n" }
resource "aws_sagemaker_notebook_instance" "fail_on" {
  name                   = "n"
  direct_internet_access = "Enabled"
}
