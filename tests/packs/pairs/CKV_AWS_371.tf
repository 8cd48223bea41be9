resource "aws_sagemaker_notebook_instance" "pass_two" {
  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}
resource "aws_sagemaker_notebook_instance" "pass_number" {
  name = "x"
  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = 2
  }
}
resource "aws_sagemaker_notebook_instance" "fail_one" {
  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "1"
  }
}
resource "aws_sagemaker_notebook_instance" "fail_absent" {
  name = "x"
}
resource "aws_sagemaker_notebook_instance" "fail_empty" {
  instance_metadata_service_configuration {}
}
