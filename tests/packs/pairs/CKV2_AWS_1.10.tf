resource "aws_network_acl" "pass_many" {
  vpc_id     = "v"
  subnet_ids = aws_subnet.s[*].id
}
resource "aws_subnet" "s" {
  count  = 2
  vpc_id = "v"
}
data "aws_subnets" "d" {}
resource "aws_network_acl" "unknown_data" {
  vpc_id     = "v"
  subnet_ids = data.aws_subnets.d.ids
}
