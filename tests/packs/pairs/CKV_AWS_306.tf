resource "aws_sagemaker_notebook_instance" "pass_lit" {
  name            = "n"
  subnet_id       = "subnet-1"
  security_groups = ["sg-1"]
}
resource "aws_subnet" "aux" { vpc_id = "v" }
resource "aws_sagemaker_notebook_instance" "pass_ref" {
  name      = "n"
  subnet_id = aws_subnet.aux.id
}
resource "aws_sagemaker_notebook_instance" "fail_absent" {
  name          = "n"
  instance_type = "ml.t2.medium"
}
resource "aws_sagemaker_notebook_instance" "fail_null" {
  name      = "n"
  subnet_id = null
}
