resource "aws_vpc" "taken" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_default_security_group" "pass_empty" {
  vpc_id = aws_vpc.taken.id
}

resource "aws_vpc" "open" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_default_security_group" "fail_open" {
  vpc_id = aws_vpc.open.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_vpc" "stricter_nobody" {
  cidr_block = "10.2.0.0/16"
}
