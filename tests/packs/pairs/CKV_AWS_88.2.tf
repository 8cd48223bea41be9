resource "aws_launch_template" "fail_dyn" {
  dynamic "network_interfaces" {
    for_each = [true]
    content {
      associate_public_ip_address = network_interfaces.value
    }
  }
}
resource "aws_instance" "pass_null" {
  ami                         = "ami-1"
  associate_public_ip_address = null
}
