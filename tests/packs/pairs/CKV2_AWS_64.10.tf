resource "aws_kms_key" "fail_null" { policy = null }
resource "aws_kms_key" "fail_empty" { policy = "" }
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
  }
}
resource "aws_kms_key" "pass_doc" { policy = data.aws_iam_policy_document.d.json }
