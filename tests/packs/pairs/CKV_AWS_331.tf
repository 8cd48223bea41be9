resource "aws_ec2_transit_gateway" "pass_absent" {
  description = "x"
}
resource "aws_ec2_transit_gateway" "pass_off" {
  auto_accept_shared_attachments = "disable"
}
resource "aws_ec2_transit_gateway" "fail_on" {
  auto_accept_shared_attachments = "enable"
}
variable "accept" {
  default = "enable"
}
resource "aws_ec2_transit_gateway" "fail_var" {
  auto_accept_shared_attachments = var.accept
}
