data "aws_iam_policy_document" "x" {
  source_policy_documents = [null]
}
