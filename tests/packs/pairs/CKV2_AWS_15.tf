resource "aws_autoscaling_group" "pass_elb" {
  max_size          = 5
  health_check_type = "ELB"
  load_balancers    = [aws_elb.e.id]
}
resource "aws_autoscaling_group" "left_none" {
  max_size = 5
}
resource "aws_elb" "e" {
  name = "x"
}
resource "aws_elb" "f" {
  name = "y"
}
resource "aws_autoscaling_group" "pass_tg" {
  health_check_type = "ELB"
  target_group_arns = [aws_lb_target_group.t.arn]
}
resource "aws_lb_target_group" "t" {
  port     = 80
  protocol = "HTTP"
}
resource "aws_autoscaling_group" "pass_attached" {
  health_check_type = "ELB"
}
resource "aws_autoscaling_attachment" "a" {
  autoscaling_group_name = aws_autoscaling_group.pass_attached.id
  lb_target_group_arn    = aws_lb_target_group.t.arn
}
resource "aws_autoscaling_group" "fail_ec2" {
  max_size          = 5
  health_check_type = "EC2"
  load_balancers    = [aws_elb.f.id]
}
resource "aws_autoscaling_group" "fail_absent" {
  target_group_arns = [aws_lb_target_group.t.arn]
}
resource "aws_autoscaling_group" "fail_attached" {
  max_size = 5
}
resource "aws_autoscaling_attachment" "b" {
  autoscaling_group_name = aws_autoscaling_group.fail_attached.id
  elb                    = aws_elb.f.id
}
resource "aws_autoscaling_group" "fail_attached_tg" {
  health_check_type = "EC2"
}
resource "aws_autoscaling_attachment" "c" {
  autoscaling_group_name = aws_autoscaling_group.fail_attached_tg.name
  alb_target_group_arn   = aws_lb_target_group.t.arn
}
