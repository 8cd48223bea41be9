data "aws_iam_policy_document" "x" {
  override_policy_documents = ["[]"]
}
