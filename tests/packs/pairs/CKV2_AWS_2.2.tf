resource "aws_ebs_volume" "fail_counted" {
  count             = 1
  availability_zone = "us-west-2a"
  encrypted         = false
}
resource "aws_volume_attachment" "counted" {
  count       = 1
  volume_id   = aws_ebs_volume.fail_counted[0].id
  instance_id = "i-1"
}
