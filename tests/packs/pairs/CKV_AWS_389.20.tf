resource "aws_launch_configuration" "pass_absent" { image_id = "a" }
resource "aws_launch_configuration" "pass_null" {
  image_id                    = "a"
  associate_public_ip_address = null
}
