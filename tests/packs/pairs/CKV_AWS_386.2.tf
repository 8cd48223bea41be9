data "aws_ami" "pass_ownerfilter" {
  most_recent = true
  filter {
    name   = "owner-id"
    values = ["123456789012"]
  }
}
data "aws_ami" "pass_alias" {
  most_recent = true
  filter {
    name   = "owner-alias"
    values = ["amazon"]
  }
}
data "aws_ami" "fail_wild" {
  most_recent = "true"
  name_regex  = "^ubuntu"
}
