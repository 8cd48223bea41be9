resource "aws_vpc" "pass_each" {
  for_each   = toset(["a"])
  cidr_block = "10.0.0.0/16"
}
resource "aws_flow_log" "each" {
  for_each        = aws_vpc.pass_each
  vpc_id          = each.value.id
  traffic_type    = "ALL"
  log_destination = "l"
}
resource "aws_vpc" "pass_var" { cidr_block = "10.0.0.0/16" }
locals { vpc = aws_vpc.pass_var.id }
resource "aws_flow_log" "loc" {
  vpc_id          = local.vpc
  traffic_type    = "REJECT"
  log_destination = "l"
}
resource "aws_default_vpc" "fail_default" {}
