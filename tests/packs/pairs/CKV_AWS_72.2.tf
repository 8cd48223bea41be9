resource "aws_sqs_queue_policy" "fail_doc" {
  queue_url = aws_sqs_queue.q.id
  policy    = data.aws_iam_policy_document.all.json
}
data "aws_iam_policy_document" "all" {
  statement {
    actions   = ["*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["123456789012"]
    }
  }
}
resource "aws_sqs_queue_policy" "pass_cond" {
  queue_url = "x"
  policy    = <<POLICY
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "x", "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:t"}}}}
POLICY
}
