resource "aws_instance" "left_on" {
  ami           = "a"
  instance_type = "m4.large"
  ebs_optimized = true
}
resource "aws_instance" "left_string" {
  ami           = "a"
  ebs_optimized = "true"
}
resource "aws_instance" "fail_absent" {
  ami           = "a"
  instance_type = "m3.xlarge"
}
resource "aws_instance" "fail_off" {
  ami           = "a"
  instance_type = "m3.xlarge"
  ebs_optimized = false
}
resource "aws_instance" "left_t2" {
  ami           = "a"
  instance_type = "t2.micro"
}
resource "aws_instance" "left_default" {
  ami           = "a"
  instance_type = "m5.large"
}
