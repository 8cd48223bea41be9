variable "vols" { default = [{ n = "/dev/sdg", e = true }] }
variable "bad" { default = [{ n = "/dev/sdg", e = true }, { n = "/dev/sdh", e = false }] }
resource "aws_instance" "pass_root" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  root_block_device { encrypted = true }
}
resource "aws_instance" "pass_both" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  root_block_device { encrypted = true }
  ebs_block_device {
    device_name = "/dev/sdg"
    encrypted   = true
  }
}
resource "aws_instance" "pass_dyn" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  root_block_device { encrypted = "true" }
  dynamic "ebs_block_device" {
    for_each = var.vols
    content {
      device_name = ebs_block_device.value.n
      encrypted   = ebs_block_device.value.e
    }
  }
}
resource "aws_launch_configuration" "pass_lc" {
  image_id      = "ami-1"
  instance_type = "m5.large"
  root_block_device { encrypted = true }
  ebs_block_device {
    device_name = "xvda1"
    encrypted   = true
  }
}
resource "aws_launch_configuration" "fail_absent_lc" {
  image_id      = "ami-1"
  instance_type = "m5.large"
}
resource "aws_launch_configuration" "fail_false_lc" {
  image_id      = "ami-1"
  instance_type = "m5.large"
  root_block_device { encrypted = true }
  ebs_block_device {
    device_name = "xvda1"
    encrypted   = false
  }
}
resource "aws_launch_configuration" "fail_no_enc_lc" {
  image_id      = "ami-1"
  instance_type = "m5.large"
  root_block_device { volume_size = 10 }
}
resource "aws_instance" "fail_absent" {
  ami           = "ami-1"
  instance_type = "t3.micro"
}
resource "aws_instance" "fail_root_no_enc" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  root_block_device { volume_size = 10 }
}
resource "aws_instance" "fail_ebs" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  root_block_device { encrypted = true }
  ebs_block_device {
    device_name = "/dev/sdg"
    encrypted   = false
  }
}
resource "aws_instance" "fail_ebs_none" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  root_block_device { encrypted = true }
  ebs_block_device { device_name = "/dev/sdg" }
}
resource "aws_instance" "fail_dyn" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  root_block_device { encrypted = true }
  dynamic "ebs_block_device" {
    for_each = var.bad
    content {
      device_name = ebs_block_device.value.n
      encrypted   = ebs_block_device.value.e
    }
  }
}
