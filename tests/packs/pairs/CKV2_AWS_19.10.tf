resource "aws_eip" "pass_dyn" {
  count  = 2
  domain = "vpc"
}
resource "aws_nat_gateway" "n" {
  count         = 2
  allocation_id = aws_eip.pass_dyn[count.index].id
  subnet_id     = "s"
}
resource "aws_eip" "pass_alloc" { domain = "vpc" }
resource "aws_nat_gateway" "m" {
  allocation_id = aws_eip.pass_alloc.allocation_id
  subnet_id     = "s"
}
resource "aws_eip" "pass_tf" { domain = "vpc" }
resource "aws_transfer_server" "t" {
  endpoint_details {
    address_allocation_ids = [aws_eip.pass_tf.id]
    vpc_id                 = "v"
    subnet_ids             = ["s"]
  }
}
resource "aws_eip" "pass_ipassoc" { domain = "vpc" }
resource "aws_eip_association" "a" {
  public_ip   = aws_eip.pass_ipassoc.public_ip
  instance_id = "i-1"
}
resource "aws_eip" "pass_lit" { instance = "i-1" }
