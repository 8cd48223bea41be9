resource "aws_sagemaker_notebook_instance" "fail_doc" {
  role_arn = aws_iam_role.doc.arn
}
resource "aws_iam_role" "doc" {
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "doc" {
  role   = aws_iam_role.doc.id
  policy = data.aws_iam_policy_document.all.json
}
data "aws_iam_policy_document" "all" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}
resource "aws_sagemaker_notebook_instance" "fail_admin" {
  role_arn = aws_iam_role.admin.arn
}
resource "aws_iam_role" "admin" {
  assume_role_policy  = "{}"
  managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}
