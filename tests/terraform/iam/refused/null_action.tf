data "aws_iam_policy_document" "x" {
  statement {
    actions = [null, "s3:*"]
  }
}
