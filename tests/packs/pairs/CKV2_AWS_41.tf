resource "aws_instance" "pass_profile" {
  ami                  = "ami-1"
  iam_instance_profile = "x"
}
resource "aws_instance" "pass_ref" {
  ami                  = "ami-1"
  iam_instance_profile = aws_iam_instance_profile.x.name
}
resource "aws_instance" "fail_absent" {
  ami = "ami-1"
}
resource "aws_instance" "fail_empty" {
  iam_instance_profile = ""
}
