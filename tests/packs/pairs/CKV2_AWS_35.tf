resource "aws_route" "pass_nat" {
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.x.id
}
resource "aws_route" "pass_igw" {
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.x.id
}
resource "aws_route_table" "pass_nat" {
  vpc_id = "vpc-1"
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.x.id
  }
}
resource "aws_route_table" "left_other" {
  vpc_id = "vpc-1"
  route {
    cidr_block  = "10.0.1.0/24"
    instance_id = aws_instance.i.id
  }
}
resource "aws_route" "left_other" {
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "10.0.1.0/22"
  instance_id            = aws_instance.i.id
}
resource "aws_route" "fail_instance" {
  route_table_id         = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  instance_id            = aws_instance.i.id
}
resource "aws_route_table" "fail_instance" {
  vpc_id = "vpc-1"
  route {
    cidr_block  = "0.0.0.0/0"
    instance_id = aws_instance.i.id
  }
}
resource "aws_instance" "i" {
  ami = "ami-1"
}
resource "aws_route_table" "t" {
  vpc_id = "vpc-1"
}
