resource "aws_vpc" "left_good" {
  cidr_block = "10.1.0.0/16"
}
resource "aws_default_security_group" "pass_good" {
  vpc_id = aws_vpc.left_good.id
}
resource "aws_vpc" "left_empty" {
  cidr_block = "10.1.0.0/16"
}
resource "aws_default_security_group" "pass_empty" {
  vpc_id  = aws_vpc.left_empty.id
  ingress = []
  egress  = []
}
resource "aws_vpc" "left_open" {
  cidr_block = "10.2.0.0/16"
}
resource "aws_default_security_group" "fail_open" {
  vpc_id = aws_vpc.left_open.id
  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_vpc" "left_egress" {
  cidr_block = "10.2.0.0/16"
}
resource "aws_default_security_group" "fail_egress" {
  vpc_id = aws_vpc.left_egress.id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_vpc" "fail_alone" {
  cidr_block = "10.3.0.0/16"
}
