resource "aws_cloudtrail" "pass_topic" {
  name           = "x"
  sns_topic_name = aws_sns_topic.x.arn
}
resource "aws_cloudtrail" "pass_literal" {
  sns_topic_name = "x"
}
resource "aws_cloudtrail" "fail_absent" {
  name = "x"
}
resource "aws_cloudtrail" "fail_empty" {
  sns_topic_name = ""
}
