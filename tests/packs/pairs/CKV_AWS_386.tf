data "aws_ami" "pass_owners" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-ami-*"]
  }
}
data "aws_ami" "pass_self" {
  most_recent = true
  owners      = ["self", "123456789012"]
}
data "aws_ami" "pass_notrecent" {
  filter {
    name   = "image-id"
    values = ["ami-12345678"]
  }
}
data "aws_ami" "fail_absent" {
  most_recent = true
  filter {
    name   = "name"
    values = ["ubuntu/images/*"]
  }
}
data "aws_ami" "fail_other" {
  most_recent = true
  filter {
    name   = "name"
    values = ["ubuntu/images/*"]
  }
  filter {
    name   = "virtualization-type"
    values = ["hvm"]
  }
}
