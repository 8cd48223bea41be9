resource "aws_cloudwatch_metric_alarm" "pass_absent" {
  alarm_name = "x"
}
resource "aws_cloudwatch_metric_alarm" "pass_on" {
  alarm_name      = "x"
  actions_enabled = true
}
resource "aws_cloudwatch_metric_alarm" "fail_off" {
  alarm_name      = "x"
  actions_enabled = false
}
resource "aws_cloudwatch_metric_alarm" "fail_text" {
  actions_enabled = "false"
  alarm_actions   = ["arn:aws:sns:us-east-1:123456789012:x"]
}
