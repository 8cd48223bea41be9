resource "aws_route_table" "fail_attr" {
  vpc_id = "v"
  route  = [{ cidr_block = "0.0.0.0/0", vpc_peering_connection_id = "pcx-1", carrier_gateway_id = null, core_network_arn = null, destination_prefix_list_id = null, egress_only_gateway_id = null, gateway_id = null, ipv6_cidr_block = null, local_gateway_id = null, nat_gateway_id = null, network_interface_id = null, transit_gateway_id = null, vpc_endpoint_id = null }]
}
resource "aws_vpc_peering_connection" "p" { vpc_id = "v" }
resource "aws_route_table" "pass_ref" {
  vpc_id = "v"
  route {
    cidr_block                = aws_vpc.x.cidr_block
    vpc_peering_connection_id = aws_vpc_peering_connection.p.id
  }
}
resource "aws_vpc" "x" { cidr_block = "10.0.0.0/16" }
