data "aws_iam_policy_document" "x" {
  version = "2024-01-01"
}
