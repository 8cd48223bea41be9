resource "aws_autoscaling_group" "pass_name" {
  name              = "asg"
  health_check_type = "ELB"
}
resource "aws_autoscaling_attachment" "name" {
  autoscaling_group_name = aws_autoscaling_group.pass_name.name
  lb_target_group_arn    = aws_lb_target_group.t.arn
}
resource "aws_autoscaling_group" "fail_elbs" {
  max_size       = 1
  load_balancers = [aws_elb.a.name, aws_elb.b.name]
}
