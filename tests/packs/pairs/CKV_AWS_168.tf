resource "aws_sqs_queue" "left_none" { name = "q0" }
resource "aws_sqs_queue" "pass_account" {
  name   = "q"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sqs:SendMessage", Resource = "*" }] })
}
resource "aws_sqs_queue" "pass_service" {
  name   = "q"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Service = "sns.amazonaws.com" }, Action = "sqs:SendMessage", Resource = "*" }] })
}
resource "aws_sqs_queue" "fail_star" {
  name   = "q"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }] })
}
resource "aws_sqs_queue" "fail_no_action" {
  name   = "q"
  policy = <<POLICY
{"Version": "2012-10-17", "Statement": [{"Principal": {"AWS": ["*", "arn:aws:iam::123456789012:root"]}, "Effect": "Allow", "Action": ["sqs:*"], "Resource": "*"}]}
POLICY
}
resource "aws_sqs_queue_policy" "pass_pol" {
  queue_url = "u"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:role/r"] }, Action = "sqs:*", Resource = "*" }] })
}
resource "aws_sqs_queue_policy" "pass_cond" {
  queue_url = "u"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:us-east-1:123456789012:t" } } }] })
}
resource "aws_sqs_queue_policy" "fail_pol" {
  queue_url = "u"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:*", Resource = "*" }] })
}
data "aws_iam_policy_document" "bad" {
  statement {
    actions   = ["sqs:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}
resource "aws_sqs_queue_policy" "fail_doc" {
  queue_url = "u"
  policy    = data.aws_iam_policy_document.bad.json
}
