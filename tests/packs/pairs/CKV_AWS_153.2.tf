resource "aws_autoscaling_group" "fail_dyn" {
  dynamic "tag" {
    for_each = { a = "b" }
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = false
    }
  }
}
resource "aws_autoscaling_group" "pass_dyn" {
  dynamic "tag" {
    for_each = { a = "b" }
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}
