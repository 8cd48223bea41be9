resource "aws_sqs_queue_policy" "fail_every" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/a"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "sqs:*", Resource = "*" }]
  })
}

resource "aws_sqs_queue_policy" "pass_send" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/b"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "sqs:SendMessage", Resource = "*" }]
  })
}
