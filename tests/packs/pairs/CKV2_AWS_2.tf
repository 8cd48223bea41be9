resource "aws_ebs_volume" "pass_enc" {
  availability_zone = "us-west-2a"
  encrypted         = true
}
resource "aws_volume_attachment" "a" {
  device_name = "/dev/sdh"
  volume_id   = aws_ebs_volume.pass_enc.id
  instance_id = aws_instance.i.id
}
resource "aws_instance" "i" {
  ami = "ami-1"
}
resource "aws_ebs_volume" "pass_default" {
  encrypted = "true"
  size      = 1
}
resource "aws_volume_attachment" "b" {
  volume_id   = aws_ebs_volume.pass_default.id
  instance_id = "i-1"
}
resource "aws_ebs_volume" "fail_plain" {
  availability_zone = "us-west-2a"
}
resource "aws_volume_attachment" "c" {
  device_name = "/dev/sdh"
  volume_id   = aws_ebs_volume.fail_plain.id
  instance_id = aws_instance.i.id
}
resource "aws_ebs_volume" "fail_off" {
  encrypted = false
}
resource "aws_volume_attachment" "d" {
  volume_id   = aws_ebs_volume.fail_off.id
  instance_id = aws_instance.i.id
}
