data "aws_iam_policy_document" "x" {
  statement {
    condition {
      test     = "StringEquals"
      variable = "x"
      values   = [null]
    }
  }
}
