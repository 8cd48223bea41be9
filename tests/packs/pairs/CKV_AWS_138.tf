resource "aws_elb" "pass_on" {
  cross_zone_load_balancing = true
}
resource "aws_elb" "pass_absent" {
  name = "x"
}
resource "aws_elb" "fail_off" {
  cross_zone_load_balancing = false
}
resource "aws_elb" "fail_text" {
  cross_zone_load_balancing = "false"
}
