resource "aws_cloudwatch_metric_alarm" "pass_text" {
  actions_enabled = "true"
}
