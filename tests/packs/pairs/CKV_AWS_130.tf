resource "aws_subnet" "pass_absent" {
  vpc_id     = "vpc-1"
  cidr_block = "10.0.0.0/24"
}
resource "aws_subnet" "pass_off" {
  vpc_id                  = "vpc-1"
  map_public_ip_on_launch = false
}
resource "aws_subnet" "fail_on" {
  vpc_id                  = "vpc-1"
  map_public_ip_on_launch = true
}
resource "aws_subnet" "fail_string" {
  vpc_id                  = "vpc-1"
  map_public_ip_on_launch = "true"
}
