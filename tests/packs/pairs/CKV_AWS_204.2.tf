resource "aws_ami" "fail_copy" {
  name = "x"
  ebs_block_device {
    device_name = "/dev/xvda"
    encrypted   = null
    volume_size = 8
  }
}
