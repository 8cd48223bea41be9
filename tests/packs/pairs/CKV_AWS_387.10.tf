resource "aws_sqs_queue_policy" "fail_array" {
  queue_url = "u"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["*"] }, Action = "*", Resource = "*" }] })
}
resource "aws_sqs_queue_policy" "fail_obj" {
  queue_url = "u"
  policy    = jsonencode({ Statement = { Effect = "Allow", Principal = "*", Action = "SQS:*", Resource = "*" } })
}
resource "aws_sqs_queue_policy" "fail_notprincipal" {
  queue_url = "u"
  policy    = jsonencode({ Statement = { Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "SQS:*", Resource = "*" } })
}
data "aws_iam_policy_document" "x" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:aws:sns:us-east-1:123456789012:t"]
    }
  }
}
resource "aws_sqs_queue_policy" "pass_doc" {
  queue_url = "u"
  policy    = data.aws_iam_policy_document.x.json
}
