data "aws_iam_policy_document" "x" {
  statement {
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
    }
  }
}
