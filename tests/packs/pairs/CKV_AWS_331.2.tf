resource "aws_ec2_transit_gateway" "fail_cond" {
  auto_accept_shared_attachments = local.accept ? "enable" : "disable"
}
locals {
  accept = true
}
