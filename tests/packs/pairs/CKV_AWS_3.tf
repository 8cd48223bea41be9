variable "enc" { default = true }
variable "u" {}
locals { off = false }
resource "aws_ebs_volume" "pass_true" {
  availability_zone = "us-east-1a"
  size              = 1
  encrypted         = true
}
resource "aws_ebs_volume" "pass_string" {
  availability_zone = "us-east-1a"
  encrypted         = "true"
}
resource "aws_ebs_volume" "pass_var" {
  availability_zone = "us-east-1a"
  encrypted         = var.enc
}
resource "aws_ebs_volume" "fail_absent" {
  availability_zone = "us-east-1a"
  size              = 1
}
resource "aws_ebs_volume" "fail_false" {
  availability_zone = "us-east-1a"
  encrypted         = false
}
resource "aws_ebs_volume" "fail_string" {
  availability_zone = "us-east-1a"
  encrypted         = "false"
}
resource "aws_ebs_volume" "fail_null" {
  availability_zone = "us-east-1a"
  encrypted         = null
}
resource "aws_ebs_volume" "fail_local" {
  availability_zone = "us-east-1a"
  encrypted         = local.off
}
resource "aws_ebs_volume" "fail_key_only" {
  availability_zone = "us-east-1a"
  kms_key_id        = "arn:aws:kms:us-east-1:123456789012:key/x"
  encrypted         = false
}
resource "aws_ebs_volume" "unknown_var" {
  availability_zone = "us-east-1a"
  encrypted         = var.u
}
