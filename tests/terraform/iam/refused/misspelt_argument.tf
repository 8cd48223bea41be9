data "aws_iam_policy_document" "x" {
  statement {
    action = ["s3:*"]
  }
}
