resource "aws_ami_copy" "pass_on" {
  name              = "a"
  source_ami_id     = "ami-1"
  source_ami_region = "us-east-1"
  encrypted         = true
}
resource "aws_ami_copy" "pass_string" {
  encrypted  = "true"
  kms_key_id = "k"
}
resource "aws_ami_copy" "fail_absent" {
  name              = "a"
  source_ami_id     = "ami-1"
  source_ami_region = "us-east-1"
}
resource "aws_ami_copy" "fail_off" {
  name      = "a"
  encrypted = false
}
