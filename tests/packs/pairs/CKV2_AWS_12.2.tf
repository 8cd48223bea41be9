resource "aws_vpc" "left_counted" {
  count      = 1
  cidr_block = "10.1.0.0/16"
}
resource "aws_default_security_group" "pass_counted" {
  count  = 1
  vpc_id = aws_vpc.left_counted[0].id
}
resource "aws_vpc" "left_in" {
  cidr_block = "10.1.0.0/16"
}
resource "aws_default_security_group" "fail_in" {
  vpc_id = aws_vpc.left_in.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8"]
  }
}
