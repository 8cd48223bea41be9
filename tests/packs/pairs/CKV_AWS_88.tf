resource "aws_instance" "pass_absent" {
  ami           = "ami-1"
  instance_type = "t3.micro"
}
resource "aws_instance" "pass_off" {
  ami                         = "ami-1"
  associate_public_ip_address = false
}
resource "aws_launch_template" "pass_off" {
  network_interfaces {
    associate_public_ip_address = false
  }
}
resource "aws_launch_template" "pass_absent" {
  image_id = "ami-1"
}
resource "aws_launch_template" "pass_absent_ni" {
  network_interfaces {
    device_index = 0
  }
}
resource "aws_instance" "fail_on" {
  associate_public_ip_address = true
}
resource "aws_instance" "fail_on_text" {
  associate_public_ip_address = "true"
}
resource "aws_launch_template" "fail_on" {
  network_interfaces {
    associate_public_ip_address = true
  }
}
resource "aws_launch_template" "fail_text" {
  network_interfaces {
    associate_public_ip_address = "true"
  }
}
resource "aws_launch_template" "fail_second" {
  network_interfaces {
    associate_public_ip_address = false
  }
  network_interfaces {
    associate_public_ip_address = true
  }
}
