data "aws_iam_policy_document" "x" {
  source_policy_documents = [
    jsonencode({ Statement = [{ Sid = "A" }] }),
    jsonencode({ Statement = [{ Sid = "B" }, { Sid = "A" }] }),
  ]
}
