resource "aws_default_vpc" "fail_any" {
  tags = {
    Name = "x"
  }
}
resource "aws_default_vpc" "fail_empty" {
}
