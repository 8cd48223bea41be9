data "aws_iam_policy_document" "x" {
  statement {
    effect = "allow"
  }
}
