resource "aws_subnet" "aux" { vpc_id = "v" }
resource "aws_network_acl" "pass_inline" {
  vpc_id     = "v"
  subnet_ids = [aws_subnet.aux.id]
}
resource "aws_network_acl" "pass_assoc" { vpc_id = "v" }
resource "aws_network_acl_association" "aux" {
  network_acl_id = aws_network_acl.pass_assoc.id
  subnet_id      = aws_subnet.aux.id
}
resource "aws_network_acl" "pass_lit" {
  vpc_id     = "v"
  subnet_ids = ["subnet-1"]
}
resource "aws_network_acl" "fail_absent" { vpc_id = "v" }
resource "aws_network_acl" "fail_empty" {
  vpc_id     = "v"
  subnet_ids = []
}
