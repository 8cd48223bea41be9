data "aws_iam_policy_document" "x" {
  statement {
    actions = "s3:*"
  }
}
