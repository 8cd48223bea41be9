data "aws_availability_zones" "pass_names" {
  filter {
    name   = "zone-name"
    values = ["us-east-1a", "us-east-1b"]
  }
}
data "aws_availability_zones" "pass_ids" {
  state = "available"
  filter {
    name   = "zone-id"
    values = ["use1-az1"]
  }
}
data "aws_availability_zones" "fail_bare" {
}
data "aws_availability_zones" "fail_state" {
  state = "available"
}
data "aws_availability_zones" "fail_optin" {
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}
