resource "aws_instance" "aux" { ami = "a" }
resource "aws_eip" "pass_inline" {
  instance = aws_instance.aux.id
  vpc      = true
}
resource "aws_eip" "pass_assoc" { vpc = true }
resource "aws_eip_association" "aux" {
  instance_id   = aws_instance.aux.id
  allocation_id = aws_eip.pass_assoc.id
}
resource "aws_eip" "pass_nat" { domain = "vpc" }
resource "aws_nat_gateway" "aux" {
  allocation_id = aws_eip.pass_nat.id
  subnet_id     = "s"
}
resource "aws_eip" "pass_eni" {
  domain            = "vpc"
  network_interface = aws_network_interface.aux.id
}
resource "aws_network_interface" "aux" { subnet_id = "s" }
resource "aws_eip" "pass_lb" { domain = "vpc" }
resource "aws_lb" "aux" {
  load_balancer_type = "network"
  subnet_mapping {
    subnet_id     = "s"
    allocation_id = aws_eip.pass_lb.id
  }
}
resource "aws_eip" "fail_alone" { vpc = true }
resource "aws_eip" "fail_domain" { domain = "vpc" }
