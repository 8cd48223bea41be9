data "aws_iam_policy_document" "bad" {
  statement {
    effect  = "Allow"
    actions = ["ecr:BatchGetImage"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
data "aws_iam_policy_document" "good" {
  statement {
    effect  = "Allow"
    actions = ["ecr:BatchGetImage"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root"]
    }
  }
}
resource "aws_ecr_repository_policy" "pass_account" {
  repository = "r"
  policy     = jsonencode({ Version = "2008-10-17", Statement = [{ Sid = "a", Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:user/a"] }, Action = ["ecr:GetDownloadUrlForLayer"] }] })
}
resource "aws_ecr_repository_policy" "pass_doc" {
  repository = "r"
  policy     = data.aws_iam_policy_document.good.json
}
resource "aws_ecr_repository_policy" "pass_deny" {
  repository = "r"
  policy     = jsonencode({ Statement = { Effect = "Deny", Principal = "*", Action = "ecr:*" } })
}
resource "aws_ecr_repository_policy" "fail_star" {
  repository = "r"
  policy     = jsonencode({ Version = "2008-10-17", Statement = [{ Sid = "a", Effect = "Allow", Principal = "*", Action = ["ecr:GetDownloadUrlForLayer"] }] })
}
resource "aws_ecr_repository_policy" "fail_doc" {
  repository = "r"
  policy     = data.aws_iam_policy_document.bad.json
}
resource "aws_ecr_repository_policy" "fail_second" {
  repository = "r"
  policy     = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "ecr:BatchGetImage" }, { Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "ecr:*" }] })
}
resource "aws_ecr_repository_policy" "fail_heredoc" {
  repository = "r"
  policy     = <<EOF
{
  "Version": "2008-10-17",
  "Statement": [{"Sid": "new policy", "Effect": "Allow", "Principal": "*", "Action": ["ecr:GetDownloadUrlForLayer","ecr:BatchGetImage"]}]
}
EOF
}
