resource "aws_sns_topic_policy" "pass_owner" {
  arn    = aws_sns_topic.t.arn
  policy = data.aws_iam_policy_document.d.json
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["SNS:Publish", "SNS:Subscribe"]
    resources = [aws_sns_topic.t.arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "StringEquals"
      variable = "AWS:SourceOwner"
      values   = ["123456789012"]
    }
  }
}
resource "aws_sns_topic" "t" {
  name = "t"
}
resource "aws_sns_topic_policy" "fail_notp" {
  arn    = "x"
  policy = jsonencode({ Statement = { Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sns:Publish", Resource = "x" } })
}
