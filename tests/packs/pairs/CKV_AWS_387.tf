resource "aws_sqs_queue_policy" "pass_role" {
  queue_url = "u"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/r" }, Action = "sqs:SendMessage", Resource = "*" }] })
}
resource "aws_sqs_queue_policy" "pass_cond" {
  queue_url = "u"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:us-east-1:123456789012:t" } } }] })
}
resource "aws_sqs_queue_policy" "pass_deny" {
  queue_url = "u"
  policy    = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "*" }] })
}
resource "aws_sqs_queue_policy" "fail_star" {
  queue_url = "u"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }] })
}
resource "aws_sqs_queue_policy" "fail_all" {
  queue_url = "u"
  policy    = <<POLICY
{"Version": "2012-10-17", "Id": "p", "Statement": [{"Sid": "First", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sqs:*"], "Resource": "arn:aws:sqs:us-east-1:123456789012:q"}]}
POLICY
}
