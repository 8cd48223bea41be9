resource "aws_route" "fail_eni" {
  route_table_id         = "rtb-1"
  destination_cidr_block = "0.0.0.0/0"
  network_interface_id   = aws_instance.nat.primary_network_interface_id
}
resource "aws_route" "pass_tgw" {
  route_table_id         = "rtb-1"
  destination_cidr_block = "0.0.0.0/0"
  transit_gateway_id     = aws_ec2_transit_gateway.t.id
}
resource "aws_route_table" "pass_attr" {
  vpc_id = "vpc-1"
  route = [{
    cidr_block                 = "0.0.0.0/0"
    gateway_id                 = aws_internet_gateway.x.id
    carrier_gateway_id         = ""
    core_network_arn           = ""
    destination_prefix_list_id = ""
    egress_only_gateway_id     = ""
    ipv6_cidr_block            = ""
    local_gateway_id           = ""
    nat_gateway_id             = ""
    network_interface_id       = ""
    transit_gateway_id         = ""
    vpc_endpoint_id            = ""
    vpc_peering_connection_id  = ""
  }]
}
resource "aws_route_table" "fail_attr" {
  vpc_id = "vpc-1"
  route = [{
    cidr_block                 = "0.0.0.0/0"
    gateway_id                 = ""
    carrier_gateway_id         = ""
    core_network_arn           = ""
    destination_prefix_list_id = ""
    egress_only_gateway_id     = ""
    ipv6_cidr_block            = ""
    local_gateway_id           = ""
    nat_gateway_id             = ""
    network_interface_id       = "eni-1"
    transit_gateway_id         = ""
    vpc_endpoint_id            = ""
    vpc_peering_connection_id  = ""
  }]
}
