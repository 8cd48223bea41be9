resource "aws_ami_launch_permission" "looser_account" {
  image_id   = "ami-1"
  account_id = "123456789012"
}
resource "aws_ami_launch_permission" "fail_public" {
  image_id = "ami-1"
  group    = "all"
}
resource "aws_ami_launch_permission" "pass_org" {
  image_id         = "ami-1"
  organization_arn = "arn:aws:organizations::123456789012:organization/o-123"
}
