data "aws_iam_policy_document" "x" {
  statement {
    sid = "A"
  }
  statement {
    sid = "A"
  }
}
