resource "aws_launch_configuration" "pass_off" {
  image_id                    = "a"
  associate_public_ip_address = false
}
resource "aws_launch_configuration" "pass_string" {
  image_id                    = "a"
  associate_public_ip_address = "false"
}
resource "aws_launch_configuration" "fail_on" {
  image_id                    = "a"
  associate_public_ip_address = true
}
resource "aws_launch_configuration" "fail_string" {
  image_id                    = "a"
  associate_public_ip_address = "true"
}
