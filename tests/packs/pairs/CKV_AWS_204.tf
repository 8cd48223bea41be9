resource "aws_ami" "pass_on" {
  name = "x"
  ebs_block_device {
    device_name = "/dev/xvda"
    encrypted   = true
    volume_size = 8
  }
}
resource "aws_ami" "left_snapshot" {
  ebs_block_device {
    device_name = "/dev/xvda"
    snapshot_id = "snap-1"
  }
}
resource "aws_ami" "left_none" {
  name = "x"
}
resource "aws_ami" "fail_absent" {
  ebs_block_device {
    device_name = "/dev/xvda"
    volume_size = 8
  }
}
resource "aws_ami" "fail_off" {
  ebs_block_device {
    device_name = "/dev/xvda"
    encrypted   = false
  }
}
resource "aws_ami" "fail_second" {
  ebs_block_device {
    device_name = "/dev/xvda"
    encrypted   = true
  }
  ebs_block_device {
    device_name = "/dev/xvdb"
    encrypted   = "false"
  }
}
