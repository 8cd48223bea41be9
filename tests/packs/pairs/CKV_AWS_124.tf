resource "aws_sns_topic" "aux" {}
resource "aws_cloudformation_stack" "pass_lit" {
  name              = "s"
  notification_arns = ["arn:aws:sns:us-east-1:123456789012:t"]
}
resource "aws_cloudformation_stack" "pass_ref" {
  name              = "s"
  notification_arns = [aws_sns_topic.aux.arn]
}
resource "aws_cloudformation_stack" "fail_absent" { name = "s" }
resource "aws_cloudformation_stack" "fail_empty" {
  name              = "s"
  notification_arns = []
}
resource "aws_cloudformation_stack" "fail_null" {
  name              = "s"
  notification_arns = null
}
