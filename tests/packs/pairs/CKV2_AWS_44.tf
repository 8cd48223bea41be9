resource "aws_route_table" "pass_narrow" {
  vpc_id = "v"
  route {
    cidr_block                = "10.1.0.0/16"
    vpc_peering_connection_id = "pcx-1"
  }
}
resource "aws_route_table" "left_igw" {
  vpc_id = "v"
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = "igw-1"
  }
}
resource "aws_vpc_peering_connection" "aux" {
  vpc_id      = "v"
  peer_vpc_id = "w"
}
resource "aws_route_table" "fail_open" {
  vpc_id = "v"
  route {
    cidr_block                = "0.0.0.0/0"
    vpc_peering_connection_id = "pcx-1"
  }
}
resource "aws_route_table" "fail_v6" {
  vpc_id = "v"
  route {
    cidr_block = "10.1.0.0/16"
    gateway_id = "local"
  }
  route {
    ipv6_cidr_block           = "::/0"
    vpc_peering_connection_id = aws_vpc_peering_connection.aux.id
  }
}
resource "aws_route" "pass_r" {
  route_table_id            = "r"
  destination_cidr_block    = "10.1.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.aux.id
}
resource "aws_route" "left_r_igw" {
  route_table_id         = "r"
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = "igw-1"
}
resource "aws_route" "fail_r" {
  route_table_id            = "r"
  destination_cidr_block    = "0.0.0.0/0"
  vpc_peering_connection_id = aws_vpc_peering_connection.aux.id
}
resource "aws_route" "fail_r6" {
  route_table_id              = "r"
  destination_ipv6_cidr_block = "::/0"
  vpc_peering_connection_id   = "pcx-1"
}
