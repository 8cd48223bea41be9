resource "aws_autoscaling_group" "fail_none" {
  max_size = 2
}
