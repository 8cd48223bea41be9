resource "aws_sqs_queue_policy" "pass_narrow" {
  queue_url = "x"
  policy    = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sqs:SendMessage", Resource = "x" }] })
}
resource "aws_sqs_queue_policy" "pass_deny" {
  queue_url = "x"
  policy    = jsonencode({ Statement = { Effect = "Deny", Principal = "*", Action = "*", Resource = "x" } })
}
resource "aws_sqs_queue_policy" "fail_star" {
  queue_url = "x"
  policy    = <<POLICY
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "*", "Resource": "x"}]}
POLICY
}
resource "aws_sqs_queue_policy" "fail_list" {
  queue_url = "x"
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = ["sqs:SendMessage"], Resource = "x" }, { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = ["*"], Resource = "x" }] })
}
resource "aws_sqs_queue_policy" "fail_service" {
  queue_url = aws_sqs_queue.q.id
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "x" }] })
}
