data "aws_availability_zones" "pass_both" {
  state = "available"
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
  filter {
    name   = "zone-name"
    values = ["us-east-1a"]
  }
}
