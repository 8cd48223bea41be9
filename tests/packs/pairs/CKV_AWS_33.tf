resource "aws_kms_key" "left_absent" {
  description = "x"
}
resource "aws_kms_key" "pass_root" {
  policy = <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "x", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "kms:*", "Resource": "*"}
  ]
}
POLICY
}
resource "aws_kms_key" "pass_service" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Principal = { Service = "logs.amazonaws.com" }, Action = "kms:Encrypt", Resource = "*" }
  })
}
resource "aws_kms_key" "pass_deny" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:role/x"] }, Action = "kms:*", Resource = "*" },
      { Effect = "Deny", Principal = "*", Action = "kms:ScheduleKeyDeletion", Resource = "*" }
    ]
  })
}
resource "aws_kms_key" "fail_star" {
  policy = <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}
  ]
}
POLICY
}
resource "aws_kms_key" "fail_aws_star" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Principal = { AWS = "*" }, Action = ["kms:Decrypt"], Resource = "*" }
  })
}
resource "aws_kms_key" "fail_list" {
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:*", Resource = "*" },
      { Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "kms:*", Resource = "*" }
    ]
  })
}
data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}
resource "aws_kms_key" "fail_doc" {
  policy = data.aws_iam_policy_document.open.json
}
data "aws_iam_policy_document" "closed" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root"]
    }
  }
}
resource "aws_kms_key" "pass_doc" {
  policy = data.aws_iam_policy_document.closed.json
}
