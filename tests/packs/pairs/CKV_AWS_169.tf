resource "aws_sns_topic_policy" "pass_account" {
  arn    = "x"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = ["sns:Publish"], Resource = "x" }] })
}
resource "aws_sns_topic_policy" "pass_service" {
  arn    = aws_sns_topic.x.arn
  policy = <<EOF
{"Version":"2012-10-17","Statement":[{"Principal":{"Service":"events.amazonaws.com"},"Effect":"Allow","Action":"sns:Publish","Resource":"x"}]}
EOF
}
resource "aws_sns_topic_policy" "pass_cond" {
  arn = aws_sns_topic.x.arn
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = ["sns:Publish"], Resource = "x", Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } } }]
  })
}
resource "aws_sns_topic_policy" "fail_star" {
  arn    = "x"
  policy = <<EOF
{"Version":"2012-10-17","Statement":[{"Principal":"*","Effect":"Allow","Action":"sns:Publish","Resource":"x"}]}
EOF
}
resource "aws_sns_topic_policy" "fail_aws" {
  arn    = "x"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = ["sns:Publish"], Resource = "x" }] })
}
data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["sns:Subscribe"]
    resources = ["x"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}
resource "aws_sns_topic_policy" "fail_doc" {
  arn    = "x"
  policy = data.aws_iam_policy_document.open.json
}
