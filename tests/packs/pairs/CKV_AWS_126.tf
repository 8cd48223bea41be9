resource "aws_instance" "pass_on" {
  monitoring = true
}
resource "aws_instance" "pass_text" {
  monitoring = "true"
}
resource "aws_instance" "fail_absent" {
  ami = "ami-1"
}
resource "aws_instance" "fail_off" {
  monitoring = false
}
resource "aws_instance" "fail_null" {
  monitoring = null
}
