resource "aws_elb" "pass_on" {
  access_logs {
    bucket = "x"
  }
}
resource "aws_elb" "pass_on2" {
  access_logs {
    bucket  = "x"
    enabled = true
  }
}
resource "aws_elb" "fail_absent" {
  name = "x"
}
resource "aws_elb" "fail_off" {
  access_logs {
    bucket  = "x"
    enabled = false
  }
}
