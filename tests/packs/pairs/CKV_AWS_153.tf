resource "aws_autoscaling_group" "pass_tag" {
  max_size = 5
  tag {
    key                 = "foo"
    value               = "bar"
    propagate_at_launch = true
  }
}
resource "aws_autoscaling_group" "pass_two" {
  tag {
    key                 = "a"
    value               = "b"
    propagate_at_launch = "true"
  }
  tag {
    key                 = "c"
    value               = "d"
    propagate_at_launch = true
  }
}
resource "aws_autoscaling_group" "pass_tags" {
  tags = [{
    key                 = "a"
    value               = "b"
    propagate_at_launch = true
  }]
}
resource "aws_autoscaling_group" "fail_absent" {
  max_size = 5
}
resource "aws_autoscaling_group" "fail_off" {
  tag {
    key                 = "foo"
    value               = "bar"
    propagate_at_launch = false
  }
}
