resource "aws_vpc" "pass_log" { cidr_block = "10.0.0.0/16" }
resource "aws_flow_log" "aux" {
  log_destination = "l"
  traffic_type    = "ALL"
  vpc_id          = aws_vpc.pass_log.id
}
resource "aws_vpc" "pass_count" {
  count      = 1
  cidr_block = "10.0.0.0/16"
}
resource "aws_flow_log" "aux2" {
  log_destination = "l"
  traffic_type    = "ALL"
  vpc_id          = aws_vpc.pass_count[0].id
}
resource "aws_vpc" "fail_absent" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "fail_subnet_log" { cidr_block = "10.1.0.0/16" }
resource "aws_subnet" "aux" { vpc_id = aws_vpc.fail_subnet_log.id }
resource "aws_flow_log" "aux3" {
  log_destination = "l"
  traffic_type    = "ALL"
  subnet_id       = aws_subnet.aux.id
}
